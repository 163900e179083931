import { members } from './pieces.ts';
import { MOST_GRIDS, UNASSIGNED, type Painting } from './painting.ts';

/** How a grid stands against the range it should be in. */
export type Fit = 'within' | 'over' | 'under' | 'empty' | 'dedicated';

export interface GridStanding {
  readonly grid: number;
  readonly households: number;
  readonly buildings: number;
  /** households / target - 1 */
  readonly deviation: number;
  readonly fit: Fit;
  /** Polsby-Popper, 1 for a disc. */
  readonly compactness: number;
  readonly pieces: number;
  readonly locked: boolean;
}

export interface Standing {
  readonly grids: readonly GridStanding[];
  /** All households / grids, dedicated ones aside: a plan's mean once the bucket is empty. */
  readonly target: number;
  readonly least: number;
  readonly most: number;
  readonly unassigned: { readonly households: number; readonly buildings: number };
  /** Largest |deviation|. */
  readonly deviation: number;
  /** Grids of more than one piece, out of range, without buildings. */
  readonly broken: number;
  readonly astray: number;
  readonly empty: number;
  readonly compactness: number;
}

/** Names of the institutions that have a grid of their own, by its number. */
export type Dedicated = ReadonlyMap<number, string>;

export const NO_DEDICATED: Dedicated = new Map();

/**
 * The figures of a painting as it stands: a row for each grid.
 * @param tolerance largest |households / target - 1| that is within
 * @param dedicated grids that are to hold what they hold, and count in no evenness
 */
export function standingOf(painting: Painting, tolerance: number, dedicated = NO_DEDICATED): Standing {
  const { grids: k, households, buildings } = painting;
  let total = households[MOST_GRIDS]!;
  let regular = 0;
  for (let g = 0; g < k; g++) {
    if (dedicated.has(g)) continue;
    total += households[g]!;
    regular++;
  }
  const target = total / Math.max(1, regular);
  const grids = Array.from({ length: k }, (_, grid) => {
    const row = gridStanding(painting, grid, target, tolerance);
    return dedicated.has(grid) && row.fit !== 'empty' ? { ...row, deviation: 0, fit: 'dedicated' as const } : row;
  });
  const count = (is: (grid: GridStanding) => boolean): number => grids.filter(is).length;
  return {
    grids,
    target,
    least: Math.ceil(target * (1 - tolerance) - 1e-9),
    most: Math.floor(target * (1 + tolerance) + 1e-9),
    unassigned: { households: households[MOST_GRIDS]!, buildings: buildings[MOST_GRIDS]! },
    deviation: grids.reduce((most, { deviation }) => Math.max(most, Math.abs(deviation)), 0),
    broken: count(({ pieces }) => pieces > 1),
    astray: count(({ fit }) => fit === 'over' || fit === 'under'),
    empty: count(({ fit }) => fit === 'empty'),
    compactness: grids.reduce((sum, { compactness }) => sum + compactness, 0) / k,
  };
}

function gridStanding(painting: Painting, grid: number, target: number, tolerance: number): GridStanding {
  const perimeter = painting.outer[grid]! + painting.shared[grid]!;
  const buildings = painting.buildings[grid]!;
  const deviation = target > 0 ? painting.households[grid]! / target - 1 : 0;
  const out = Math.abs(deviation) > tolerance + 1e-9;
  return {
    grid,
    households: painting.households[grid]!,
    buildings,
    deviation,
    fit: buildings === 0 ? 'empty' : !out ? 'within' : deviation > 0 ? 'over' : 'under',
    compactness: buildings > 0 && perimeter > 0 ? (4 * Math.PI * painting.area[grid]!) / perimeter ** 2 : 0,
    pieces: buildings === 0 ? 0 : painting.pieces[grid]!,
    locked: painting.lockedGrid[grid] === 1,
  };
}

/** The member nearest to the mean of a grid's buildings: where its number stands on a map; undefined for an empty grid. */
export function middleOf(painting: Painting, grid: number): number | undefined {
  const { x, y } = painting.layout;
  const list = members(painting, grid);
  let [mx, my] = [0, 0];
  for (const i of list) {
    mx += x[i]! / list.length;
    my += y[i]! / list.length;
  }
  let best: number | undefined;
  let nearest = Infinity;
  for (const i of list) {
    const distance = (x[i]! - mx) ** 2 + (y[i]! - my) ** 2;
    if (distance < nearest) [nearest, best] = [distance, i];
  }
  return best;
}

/** What needs a hand next, after a building: the next one that is stray or in the bucket, in the order of the layout. */
export function nextProblem({ part, stray }: Painting, after: number): number | undefined {
  const n = part.length;
  for (let step = 1; step <= n; step++) {
    const i = (after + step) % n;
    if (part[i] === UNASSIGNED || stray[i] === 1) return i;
  }
  return undefined;
}
