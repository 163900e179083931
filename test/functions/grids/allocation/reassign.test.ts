import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Allocation } from '../../../../functions/grids/allocation/contract.ts';
import { reassign } from '../../../../functions/grids/allocation/reassign.ts';
import type { Unit } from '../../../../functions/grids/units/contract.ts';

const gridOf = (i: number): string => `500229001002${String(i).padStart(3, '0')}`;
const register = Array.from({ length: 8 }, (_, i): Unit => ({
  id: `U${i}`,
  name: `单位${i}`,
  kind: 'department',
  lng: 108.66 + i / 1000,
  lat: 31.95,
  capacity: 1,
}));
const start = register.slice(0, 6).map(({ id, name }, i): Allocation['pairs'][number] => ({
  unit: id,
  name,
  grid: gridOf(i % 3),
  metres: 100,
  rule: 'nearest',
  rank: 1,
}));

test('whatever is decided, each grid keeps its number of units and no unit stands twice in one', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(8), fc.nat(8)), { maxLength: 30 }), (decisions) => {
      let pairs = start;
      for (const [g, from, to] of decisions) {
        try {
          const next = reassign(pairs, { grid: gridOf(g), from: `U${from}`, to: `U${to}` }, register, [108.66, 31.95]);
          expect([next.from.unit, next.to.unit]).toEqual([`U${from}`, `U${to}`]);
          pairs = next.pairs;
        } catch (error) {
          expect(error).toHaveProperty('refusal');
        }
        for (let i = 0; i < 3; i++) {
          const here = pairs.filter(({ grid }) => grid === gridOf(i)).map(({ unit }) => unit);
          expect([here.length, new Set(here).size]).toEqual([2, 2]);
        }
      }
    }),
  ));

test('the way to the grid is told in metres', () => {
  const { pairs } = reassign(start, { grid: gridOf(0), from: 'U0', to: 'U7' }, register, [108.667, 31.951]);
  expect(pairs[0]).toMatchObject({ unit: 'U7', rule: 'fixed', metres: 111 });
});
