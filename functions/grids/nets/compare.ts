import { coverOf, type Net, type NetBuilding } from './cover.ts';
import { amountOf, reportNets, unitsOf } from './report.ts';

/** What one page shows of the nets on one side. */
export interface Side {
  readonly nets: number;
  readonly grids: number;
  readonly units: number;
  readonly overlapHouseholds: number;
  readonly gapHouseholds: number;
  readonly unitsInSeveralCommunities: number;
  readonly householdsPerUnit: { readonly least: number; readonly mean: number; readonly most: number };
}

/** `stays` all its old households remain, `partly` some do, `moves` none, `joins` had none before, `leaves` has none after. */
export type Move = 'stays' | 'partly' | 'moves' | 'joins' | 'leaves';

export interface UnitChange {
  readonly unit: string;
  readonly move: Move;
  readonly before: { readonly grids: number; readonly communities: number; readonly households: number };
  readonly after: { readonly grids: number; readonly communities: number; readonly households: number };
  /** Households that it answers for on both sides. */
  readonly kept: number;
}

export interface Comparison {
  readonly before: Side;
  readonly after: Side;
  readonly overlapRemoved: number;
  readonly gapClosed: number;
  /** Units that move, join or leave. */
  readonly unitsMoved: number;
  readonly units: readonly UnitChange[];
}

/** The departments' nets beside the unified plan (one net whose grids list their buildings and units). */
export function compareNets(buildings: readonly NetBuilding[], nets: readonly Net[], unified: Net): Comparison {
  const before = sideOf(buildings, nets);
  const after = sideOf(buildings, [unified]);
  const units = changesOf(buildings, nets, [unified]);
  return {
    before,
    after,
    overlapRemoved: before.overlapHouseholds - after.overlapHouseholds,
    gapClosed: before.gapHouseholds - after.gapHouseholds,
    unitsMoved: units.filter(({ move }) => move !== 'stays' && move !== 'partly').length,
    units,
  };
}

function sideOf(buildings: readonly NetBuilding[], nets: readonly Net[]): Side {
  const { overlap, gap, units } = reportNets(buildings, nets);
  const loads = units.map(({ households }) => households);
  const mean = loads.length > 0 ? loads.reduce((sum, load) => sum + load, 0) / loads.length : 0;
  return {
    nets: nets.length,
    grids: nets.reduce((sum, { grids }) => sum + grids.length, 0),
    units: units.length,
    overlapHouseholds: overlap.households,
    gapHouseholds: gap.households,
    unitsInSeveralCommunities: units.filter(({ communities }) => communities.length > 1).length,
    householdsPerUnit: {
      least: loads.length > 0 ? Math.min(...loads) : 0,
      mean,
      most: loads.length > 0 ? Math.max(...loads) : 0,
    },
  };
}

function changesOf(buildings: readonly NetBuilding[], nets: readonly Net[], unified: readonly Net[]): UnitChange[] {
  const listed = (side: readonly Net[]) =>
    new Map(unitsOf(buildings, side, coverOf(buildings, side)).map((entry) => [entry.unit, entry]));
  const [old, now] = [listed(nets), listed(unified)];
  return [...new Set([...old.keys(), ...now.keys()])].sort().map((unit) => {
    const [was, is] = [old.get(unit), now.get(unit)];
    const staying = new Set(is?.held);
    const both = was?.held.filter((building) => staying.has(building)) ?? [];
    const move: Move = !was ? 'joins' : !is ? 'leaves' : moveOf(both.length, was.held.length);
    return { unit, move, before: sizeOf(was), after: sizeOf(is), kept: amountOf(both).households };
  });
}

const moveOf = (both: number, before: number): Move => (both === before ? 'stays' : both > 0 ? 'partly' : 'moves');

const sizeOf = (unit: ReturnType<typeof unitsOf>[number] | undefined) => ({
  grids: unit?.grids.length ?? 0,
  communities: unit?.communities.length ?? 0,
  households: unit ? amountOf(unit.held).households : 0,
});
