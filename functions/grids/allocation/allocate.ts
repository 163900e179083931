import { refuse } from '../../http/refusal.ts';
import { metres } from '../plans/projection.ts';
import { boundOf, valueOf } from './certificate.ts';
import { checkInput } from './check.ts';
import { explain, type Rule } from './explain.ts';
import { assign } from './flow.ts';
import { problemOf, type Problem } from './problem.ts';

export interface UnitToPlace {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
  /** What the unit can carry, in any one measure (staff, say); at least 0. */
  readonly capacity: number;
  /** Code of the grid where the unit stays. */
  readonly fixed?: string | undefined;
}

export interface GridToServe {
  readonly code: string;
  readonly lng: number;
  readonly lat: number;
  readonly households: number;
}

export interface Options {
  /** Metres of way that a grid's lack of one average unit counts. */
  readonly metresPerUnit?: number | undefined;
}

export interface Pair {
  readonly unit: string;
  readonly grid: string;
  readonly metres: number;
  readonly rule: Rule;
  /** 1 when no grid is nearer to the unit (or, where grids share units, no unit nearer to the grid). */
  readonly rank: number;
  /** The nearer choice that was not taken, and by how many metres at least the whole would be worse with it. */
  readonly instead?: { readonly id: string; readonly metres: number; readonly worse: number };
}

export interface Allocation {
  /** By grid code, then unit id. */
  readonly pairs: readonly Pair[];
  readonly objective: {
    /** metres: distance + load, the least possible. */
    readonly value: number;
    /** metres from each unit's office to its grid, summed over the pairs. */
    readonly distance: number;
    /** metres: unevenness of load (see problemOf). */
    readonly load: number;
    /** metres: a proven lower bound of every allocation with even numbers; equals `value`. */
    readonly bound: number;
    readonly metresPerUnit: number;
  };
}

export const METRES_PER_UNIT = 2000;

/**
 * Allocates units to grids: every unit has a grid and every grid a unit. The order of the input does not matter.
 *
 * Objective, in this order: (1) fixed pairs hold; (2) units per grid are as even as those allow (least sum of squares: floor or
 * ceil of the mean); (3) distance + load is least: distance is the metres from offices to grids, load is `metresPerUnit` times the
 * unevenness of capacity against households that `problemOf` states. `objective.bound` proves each answer optimal.
 * Where the free units are too few to give every grid one, it is turned round: each grid without a unit goes to one unit, grids per
 * unit are even, and households follow the units' capacities.
 * @throws Refusal no-units, no-grids, too-many-pairs, grid-repeated, unit-repeated, position-invalid, households-invalid,
 *   capacity-invalid, fixed-grid-unknown, rate-invalid
 */
export function allocate(
  units: readonly UnitToPlace[],
  grids: readonly GridToServe[],
  { metresPerUnit = METRES_PER_UNIT }: Options = {},
): Allocation {
  checkInput(units, grids);
  if (!(metresPerUnit >= 0 && metresPerUnit <= 1e6)) refuse('rate-invalid', '#/metresPerUnit');
  const u = units.toSorted((a, b) => order(a.id, b.id));
  const g = grids.toSorted((a, b) => order(a.code, b.code));
  const { problem, names } = state(u, g, 10 * metresPerUnit);
  const flow = assign(problem);
  const { distance, load, value } = valueOf(problem, flow.bin);
  const pairs = explain(problem, flow).map(({ rule, rank, nearest, worse }, item): Pair => {
    const bin = flow.bin[item]!;
    const way = (b: number): number => problem.cost[item * problem.bins + b]! / 10;
    const instead = rank > 1 && { instead: { id: names.bin(nearest), metres: way(nearest), worse: worse / 10 } };
    return { ...names.pair(item, bin), metres: way(bin), rule, rank, ...instead };
  });
  pairs.sort((a, b) => order(a.grid, b.grid) || order(a.unit, b.unit));
  const bound = boundOf(problem, flow.price, flow.last);
  return {
    pairs,
    objective: { value: value / 10, distance: distance / 10, load: load / 10, bound: bound / 10, metresPerUnit },
  };
}

interface Stated {
  readonly problem: Problem;
  readonly names: {
    pair(item: number, bin: number): { unit: string; grid: string };
    bin(bin: number): string;
  };
}

/** Units into grids, or, where some grid would be left without a unit, grids into units. */
function state(units: readonly UnitToPlace[], grids: readonly GridToServe[], rate: number): Stated {
  const at = new Map(grids.map((grid, i) => [grid.code, i]));
  const stays = units.map(({ fixed }) => (fixed === undefined ? -1 : at.get(fixed)!));
  const holders = new Int32Array(grids.length);
  for (const grid of stays) if (grid >= 0) holders[grid]!++;
  const open = grids.map((_, i) => i).filter((i) => holders[i] === 0);
  const way = waysOf(units, grids);
  const capacities = units.map((unit) => unit.capacity);
  if (stays.filter((grid) => grid < 0).length >= open.length) {
    const cost = table(units.length, grids.length, way);
    const shares = grids.map((grid) => grid.households);
    return {
      problem: problemOf({ sizes: capacities, shares, fixed: Int32Array.from(stays), cost, rate }),
      names: {
        pair: (item, bin) => ({ unit: units[item]!.id, grid: grids[bin]!.code }),
        bin: (bin) => grids[bin]!.code,
      },
    };
  }
  const items = [
    ...stays.flatMap((grid, unit) => (grid < 0 ? [] : [{ grid, unit }])),
    ...open.map((grid) => ({ grid, unit: -1 })),
  ];
  // a grid held by several fixed units is as many items, each with its part of the households
  const sizes = items.map(({ grid }) => grids[grid]!.households / Math.max(1, holders[grid]!));
  const fixed = Int32Array.from(items, ({ unit }) => unit);
  const cost = table(items.length, units.length, (item, unit) => way(unit, items[item]!.grid));
  return {
    problem: problemOf({ sizes, shares: capacities, fixed, cost, rate }),
    names: {
      pair: (item, bin) => ({ unit: units[bin]!.id, grid: grids[items[item]!.grid]!.code }),
      bin: (bin) => units[bin]!.id,
    },
  };
}

type Way = (unit: number, grid: number) => number;

/** Whole decimetres between an office and a grid. */
function waysOf(units: readonly UnitToPlace[], grids: readonly GridToServe[]): Way {
  const places = [...units, ...grids];
  const mean = (of: 'lng' | 'lat'): number => places.reduce((sum, place) => sum + place[of], 0) / places.length;
  const origin = { lng: mean('lng'), lat: mean('lat') };
  const offices = units.map(({ lng, lat }) => metres(origin, lng, lat));
  const centres = grids.map(({ lng, lat }) => metres(origin, lng, lat));
  return (unit, grid) => {
    const [a, b] = [offices[unit]!, centres[grid]!];
    return Math.round(10 * Math.hypot(a[0] - b[0], a[1] - b[1]));
  };
}

function table(rows: number, columns: number, of: (row: number, column: number) => number): Float64Array {
  const cells = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) for (let c = 0; c < columns; c++) cells[r * columns + c] = of(r, c);
  return cells;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
