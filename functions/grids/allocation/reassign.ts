import { refuse } from '../../http/refusal.ts';
import type { Unit } from '../units/contract.ts';
import type { Allocation, AllocationChange } from './contract.ts';

const PER_DEGREE = (Math.PI / 180) * 6_371_008.8; // metres of a degree, mean Earth radius (IUGG)

/**
 * The pairs after a decision: one unit takes another's place in a grid, so that the grid always has one.
 * @param centre of the grid; the way is 0 where it is not known
 * @throws Refusal 'unit-not-in-grid', 'unit-unknown', 'unit-in-grid'
 */
export function reassign(
  pairs: Allocation['pairs'],
  { grid, from, to }: { readonly grid: string; readonly from: string; readonly to: string },
  register: readonly Unit[],
  centre: readonly [number, number] | undefined,
): { pairs: Allocation['pairs'] } & Pick<AllocationChange, 'from' | 'to'> {
  const here = pairs.filter((pair) => pair.grid === grid);
  const old = here.find(({ unit }) => unit === from) ?? refuse('unit-not-in-grid', '#/from', { unit: from, grid });
  const next = register.find(({ id }) => id === to) ?? refuse('unit-unknown', '#/to', { unit: to });
  if (here.some(({ unit }) => unit === to)) refuse('unit-in-grid', '#/to', { unit: to, grid });
  const place = { unit: to, name: next.name, grid, metres: centre ? wayTo(next, centre) : 0, rule: 'fixed' as const };
  return {
    pairs: pairs.map((pair) => (pair === old ? { ...place, rank: 1 } : pair)),
    from: { unit: from, name: old.name },
    to: { unit: to, name: next.name },
  };
}

const wayTo = ({ lng, lat }: Unit, [x, y]: readonly [number, number]): number =>
  Math.round(Math.hypot((x - lng) * Math.cos((lat * Math.PI) / 180), y - lat) * PER_DEGREE);
