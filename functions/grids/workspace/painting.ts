import type { Layout } from '../plans/layout.ts';
import { members, piecesIn } from './pieces.ts';

/** A grid that is none: the bucket of buildings that have none yet. */
export const UNASSIGNED = -1;

/** Serials have three digits. */
export const MOST_GRIDS = 999;

/** One undoable step: where each building was, where it went, and how many grids there were and are. */
export interface Stroke {
  readonly buildings: number[];
  readonly from: number[];
  readonly to: number[];
  readonly grids: readonly [before: number, after: number];
}

/**
 * A plan while somebody paints it. All figures follow each move at once: a move costs its neighbours, a stroke the members of the
 * grids it touched. Figures stand by slot: a grid's number, or `MOST_GRIDS` for the bucket.
 */
export interface Painting {
  readonly layout: Layout;
  /** Each building's grid, 0..grids-1, or UNASSIGNED. */
  readonly part: Int32Array;
  grids: number;
  readonly households: Float64Array;
  readonly buildings: Int32Array;
  /** Square metres; metres of border with nobody; metres of border with another grid or the bucket. */
  readonly area: Float64Array;
  readonly outer: Float64Array;
  readonly shared: Float64Array;
  /** Connected pieces of each grid. */
  readonly pieces: Int32Array;
  /** 1 for a building outside the largest piece of its grid. */
  readonly stray: Uint8Array;
  readonly lockedBuilding: Uint8Array;
  readonly lockedGrid: Uint8Array;
  /** Doubly linked members of each slot: -1 ends. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  readonly before: Int32Array;
  /** The buildings of each place, linked in a ring: they move as one. */
  readonly mate: Int32Array;
  readonly past: Stroke[];
  readonly future: Stroke[];
}

/** Steps that can be taken back. */
const MOST_STEPS = 500;

export const slotOf = (grid: number): number => (grid < 0 ? MOST_GRIDS : grid);

/**
 * Opens a plan for painting.
 * @param part each building's grid 0..grids-1, or -1; not kept
 */
export function openPainting(layout: Layout, part: ArrayLike<number>, grids: number): Painting {
  const slots = MOST_GRIDS + 1;
  const { n } = layout;
  const painting: Painting = {
    layout,
    part: new Int32Array(n).fill(UNASSIGNED),
    grids,
    households: new Float64Array(slots),
    buildings: new Int32Array(slots),
    area: new Float64Array(slots),
    outer: new Float64Array(slots),
    shared: new Float64Array(slots),
    pieces: new Int32Array(slots),
    stray: new Uint8Array(n),
    lockedBuilding: new Uint8Array(n),
    lockedGrid: new Uint8Array(slots),
    first: new Int32Array(slots).fill(-1),
    next: new Int32Array(n).fill(-1),
    before: new Int32Array(n).fill(-1),
    mate: ringsOf(layout.place),
    past: [],
    future: [],
  };
  for (let i = n - 1; i >= 0; i--) enter(painting, i, UNASSIGNED);
  for (let i = 0; i < n; i++) if (part[i]! !== UNASSIGNED) move(painting, i, part[i]!);
  for (let grid = 0; grid < grids; grid++) piecesIn(painting, grid);
  return painting;
}

/** The buildings of one place as a ring. */
function ringsOf(place: Int32Array): Int32Array {
  const mate = Int32Array.from(place.keys());
  place.forEach((first, i) => {
    if (first === i) return;
    mate[i] = mate[first]!;
    mate[first] = i;
  });
  return mate;
}

/** Begins a stroke that `paint` extends; nothing is undoable before `close`. */
export const begin = ({ grids }: Painting): Stroke => ({ buildings: [], from: [], to: [], grids: [grids, grids] });

export interface Painted {
  /** Buildings that moved now. */
  readonly moved: readonly number[];
  /** Buildings that a lock held back. */
  readonly held: number;
}

/**
 * Puts buildings into a grid (or into the bucket) and extends the stroke. Buildings of one place go together; a locked building stays,
 * and nothing enters or leaves a locked grid.
 */
export function paint(painting: Painting, stroke: Stroke, buildings: Iterable<number>, grid: number): Painted {
  const { part, mate, lockedGrid } = painting;
  const moved: number[] = [];
  let held = 0;
  for (const building of buildings) {
    let i = building;
    const bound = lockedGrid[slotOf(grid)] === 1 || isHeld(painting, i);
    do {
      if (part[i] !== grid && bound) held++;
      else if (part[i] !== grid) {
        stroke.buildings.push(i);
        stroke.from.push(part[i]!);
        stroke.to.push(grid);
        move(painting, i, grid);
        moved.push(i);
      }
      i = mate[i]!;
    } while (i !== building);
  }
  if (moved.length > 0) settle(painting, stroke, stroke.buildings.length - moved.length);
  return { moved, held };
}

/** A lock on the building, on another of its place, or on its grid. */
export function isHeld({ part, mate, lockedBuilding, lockedGrid }: Painting, building: number): boolean {
  let i = building;
  do {
    if (lockedBuilding[i] === 1 || lockedGrid[slotOf(part[i]!)] === 1) return true;
    i = mate[i]!;
  } while (i !== building);
  return false;
}

/** Ends a stroke: it can be undone now, and what was undone before cannot be redone. A stroke that moved nothing is none. */
export function close(painting: Painting, stroke: Stroke): boolean {
  const [before, after] = stroke.grids;
  if (stroke.buildings.length === 0 && before === after) return false;
  painting.past.push(stroke);
  if (painting.past.length > MOST_STEPS) painting.past.shift();
  painting.future.length = 0;
  return true;
}

/** Takes the last stroke back; returns the buildings that moved, undefined when there is none. */
export function undo(painting: Painting): readonly number[] | undefined {
  const stroke = painting.past.pop();
  if (!stroke) return undefined;
  painting.grids = Math.max(...stroke.grids);
  for (let s = stroke.buildings.length - 1; s >= 0; s--) move(painting, stroke.buildings[s]!, stroke.from[s]!);
  painting.grids = stroke.grids[0];
  settle(painting, stroke, 0);
  painting.future.push(stroke);
  return stroke.buildings;
}

/** Makes the stroke that was last taken back again. */
export function redo(painting: Painting): readonly number[] | undefined {
  const stroke = painting.future.pop();
  if (!stroke) return undefined;
  painting.grids = Math.max(...stroke.grids);
  stroke.buildings.forEach((building, s) => move(painting, building, stroke.to[s]!));
  painting.grids = stroke.grids[1];
  settle(painting, stroke, 0);
  painting.past.push(stroke);
  return stroke.buildings;
}

/** Opens one more grid, empty; its number, or undefined where serials end. */
export function addGrid(painting: Painting): number | undefined {
  if (painting.grids >= MOST_GRIDS) return undefined;
  close(painting, { buildings: [], from: [], to: [], grids: [painting.grids, painting.grids + 1] });
  return painting.grids++;
}

/**
 * Closes a grid: its buildings go into the bucket, and the last grid takes its number. Locked buildings or grids forbid it.
 * @returns the buildings that changed their number, undefined where a lock forbids
 */
export function removeGrid(painting: Painting, grid: number): readonly number[] | undefined {
  const last = painting.grids - 1;
  const [own, others] = [members(painting, grid), last === grid ? [] : members(painting, last)];
  if (painting.grids === 1 || painting.lockedGrid[last] || own.some((i) => isHeld(painting, i))) return undefined;
  const buildings = [...own, ...others];
  const to = [...own.map(() => UNASSIGNED), ...others.map(() => grid)];
  const stroke: Stroke = { buildings, from: buildings.map((i) => painting.part[i]!), to, grids: [last + 1, last] };
  buildings.forEach((building, s) => move(painting, building, to[s]!));
  painting.grids = last;
  settle(painting, stroke, 0);
  close(painting, stroke);
  return buildings;
}

/** Puts a whole new plan on the table as one undoable stroke; locks do not hold it back, the caller kept them. */
export function replace(painting: Painting, part: ArrayLike<number>, grids: number): readonly number[] {
  const stroke: Stroke = { buildings: [], from: [], to: [], grids: [painting.grids, grids] };
  painting.grids = Math.max(painting.grids, grids);
  painting.part.forEach((from, i) => {
    const to = part[i]!;
    if (from === to) return;
    stroke.buildings.push(i);
    stroke.from.push(from);
    stroke.to.push(to);
    move(painting, i, to);
  });
  painting.grids = grids;
  settle(painting, stroke, 0);
  close(painting, stroke);
  return stroke.buildings;
}

/** Counts anew the pieces of the grids that a stroke touched, from its entry `since` on. */
function settle(painting: Painting, stroke: Stroke, since: number): void {
  const touched = new Set<number>();
  for (let s = since; s < stroke.buildings.length; s++) touched.add(stroke.from[s]!).add(stroke.to[s]!);
  for (const grid of touched) piecesIn(painting, grid);
}

/** One building's move, with the sums of both sides and the borders to its neighbours. */
function move(painting: Painting, i: number, to: number): void {
  const { layout, part, shared } = painting;
  const from = part[i]!;
  leave(painting, i);
  const [a, b] = [slotOf(from), slotOf(to)];
  for (let e = layout.start[i]!; e < layout.start[i + 1]!; e++) {
    const other = part[layout.to[e]!]!;
    const border = layout.border[e]!;
    // Its own border counts on its side, the same border on the neighbour's.
    if (other === from) shared[a]! += border;
    else shared[a]! -= border;
    if (other === to) shared[b]! -= border;
    else shared[b]! += border;
  }
  enter(painting, i, to);
}

function enter(
  { layout, part, households, buildings, area, outer, first, next, before }: Painting,
  i: number,
  to: number,
) {
  const slot = slotOf(to);
  part[i] = to;
  households[slot]! += layout.weight[i]!;
  buildings[slot]!++;
  area[slot]! += layout.area[i]!;
  outer[slot]! += layout.outer[i]!;
  before[i] = -1;
  next[i] = first[slot]!;
  if (first[slot]! >= 0) before[first[slot]!] = i;
  first[slot] = i;
}

function leave({ layout, part, households, buildings, area, outer, first, next, before }: Painting, i: number) {
  const slot = slotOf(part[i]!);
  households[slot]! -= layout.weight[i]!;
  buildings[slot]!--;
  area[slot]! -= layout.area[i]!;
  outer[slot]! -= layout.outer[i]!;
  if (before[i]! >= 0) next[before[i]!] = next[i]!;
  else first[slot] = next[i]!;
  if (next[i]! >= 0) before[next[i]!] = before[i]!;
}
