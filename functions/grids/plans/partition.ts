import { Refusal } from '../../http/refusal.ts';
import type { Layout } from './layout.ts';
import { atomsOf } from './partition-atoms.ts';
import { misfit } from './partition-balance.ts';
import { exceptionsOf, type Exception } from './partition-exceptions.ts';
import { groupsOf } from './partition-groups.ts';
import { renamed } from './partition-labels.ts';
import { replanned } from './partition-region.ts';
import { drafted, finished } from './partition-refine.ts';
import { islandsOf } from './islands.ts';
import { bisected, type Graph } from './partition-start.ts';
import type { State } from './partition-state.ts';
import { randomOf } from './random.ts';

export type PartitionOptions = {
  /** How many grids, dedicated ones not counted. */
  readonly grids: number;
  /** Each grid's households are within mean * (1 +- tolerance) where that is possible. Default 0.05. */
  readonly tolerance?: number;
  /** Same layout, options and seed: same plan. Default 1. */
  readonly seed?: number;
  /** Buildings (numbers in the layout) that are never split: compounds. Those of one list count as neighbours. */
  readonly together?: readonly (readonly number[])[];
  /** Each building's grid that it may not leave, or -1. */
  readonly locked?: Int32Array;
  /** Buildings of dedicated grids (a hospital, a school): they become the grids after the others, whatever they hold. */
  readonly dedicated?: readonly (readonly number[])[];
  /** Each building's grid until now, or -1: the plan begins there and moves few households. */
  readonly previous?: Int32Array;
  /** With a plan until now: metres for which a household would leave its grid; 0 keeps none back. Default 300. */
  readonly stay?: number;
  /** Called now and then with the share done, 0..1. */
  readonly progress?: (share: number) => void;
};

export type Partition = {
  /** Each building's grid: 0..grids-1, dedicated ones last. */
  readonly part: Int32Array;
  /** All grids, dedicated ones too. */
  readonly grids: number;
  /** Households of a grid that is not dedicated, on average. */
  readonly mean: number;
  /** The grids that are not within the tolerance, each with the reason. */
  readonly exceptions: readonly Exception[];
  /** Households that leave their grid until now. */
  readonly moved: number;
};

/**
 * Cuts a community into contiguous, compact grids of about equal households: recursive bisection for the start, annealing over moves of
 * border buildings, and flows between grids for the balance. A small community that this leaves uneven is planned once more.
 * @throws Refusal 'no-buildings', 'bad-grids', 'more-grids-than-buildings', 'no-households', 'bad-tolerance', 'bad-building',
 * 'locks-conflict', 'locks-apart', 'more-islands-than-grids'
 */
export function partition(layout: Layout, options: PartitionOptions): Partition {
  const { grids: k, tolerance = 0.05, seed = 1, dedicated = [], previous } = options;
  check(layout, options);
  const apart = dedicated.length > 0 ? apartOf(layout, dedicated) : undefined;
  const { group, lock } = groupsOf(layout, options.together ?? [], options.locked, apart);
  const { graph: full, atom } = atomsOf(layout, group);
  if (k > full.n) throw new Refusal('more-grids-than-buildings', '#/grids', { grids: k, buildings: full.n });
  const islands = islandsOf(full).length;
  if (islands > k) throw new Refusal('more-islands-than-grids', '#/grids', { grids: k, islands });
  const graph = { ...full, weight: capped(full.weight, k, tolerance) };
  const fixed = ofAtoms(atom, lock, graph.n);
  const home = previous && ofAtoms(atom, previous, graph.n);
  const labels = planned(graph, fixed, home, options, tolerance, seed);
  const part = atom.map((a, i) => (a >= 0 ? labels[a]! : k + apart![i]!));
  const total = full.weight.reduce((a, b) => a + b, 0);
  let moved = 0;
  previous?.forEach((p, i) => (moved += p >= 0 && p !== part[i] ? layout.weight[i]! : 0));
  const exceptions = exceptionsOf(atom, full, labels, k, tolerance, fixed);
  return { part, grids: k + dedicated.length, mean: total / k, exceptions, moved };
}

function check(layout: Layout, options: PartitionOptions): void {
  const { grids, tolerance = 0.05, together = [], dedicated = [], locked, previous } = options;
  if (layout.n === 0) throw new Refusal('no-buildings', '#/buildings');
  if (!Number.isInteger(grids) || grids < 1) throw new Refusal('bad-grids', '#/grids', { grids });
  if (grids > layout.n) throw new Refusal('more-grids-than-buildings', '#/grids', { grids, buildings: layout.n });
  if (!layout.weight.some((w) => w > 0)) throw new Refusal('no-households', '#/buildings');
  if (!(tolerance >= 0 && tolerance <= 1)) throw new Refusal('bad-tolerance', '#/tolerance', { tolerance });
  const inside = (i: number): boolean => Number.isInteger(i) && i >= 0 && i < layout.n;
  for (const [name, lists] of [
    ['together', together],
    ['dedicated', dedicated],
  ] as const) {
    lists.forEach((list, l) => {
      if (list.length === 0 || !list.every(inside)) throw new Refusal('bad-building', `#/${name}/${l}`);
    });
  }
  for (const [name, list] of [
    ['locked', locked],
    ['previous', previous],
  ] as const) {
    if (list && (list.length !== layout.n || list.some((p) => p < -1 || p >= grids + dedicated.length))) {
      throw new Refusal('bad-grids', `#/${name}`, { grids });
    }
  }
}

/** Each building's dedicated grid, or -1; a place goes as a whole. */
function apartOf({ n, place }: Layout, dedicated: readonly (readonly number[])[]): Int32Array {
  const ofPlace = new Int32Array(n).fill(-1);
  dedicated.forEach((list, d) => {
    for (const i of list) ofPlace[place[i]!] = d;
  });
  return place.map((first) => ofPlace[first]!);
}

/** Weights in which a node of more than a grid counts as just one grid, so that it stands alone and the others are even. */
function capped(weight: Float64Array, k: number, tolerance: number): Float64Array {
  const falling = weight.slice().sort().reverse();
  let rest = weight.reduce((a, b) => a + b, 0);
  let heavy = 0;
  while (heavy < k - 1 && falling[heavy]! > (rest / (k - heavy)) * (1 + tolerance)) rest -= falling[heavy++]!;
  if (heavy === 0) return weight;
  // at the upper edge of the tolerance, so that nothing more goes with it
  const most = (rest / (k - heavy)) * (1 + tolerance);
  const least = falling[heavy - 1]!;
  return weight.map((w) => (w >= least ? most : w));
}

/** A value by building, for the nodes: that of the last building which has one. */
function ofAtoms(atom: Int32Array, value: Int32Array, n: number): Int32Array {
  const of = new Int32Array(n).fill(-1);
  atom.forEach((a, i) => {
    if (a >= 0 && value[i]! >= 0) of[a] = value[i]!;
  });
  return of;
}

function planned(
  graph: Graph,
  fixed: Int32Array,
  home: Int32Array | undefined,
  options: PartitionOptions,
  tolerance: number,
  seed: number,
): Int32Array {
  const { grids: k, stay = 300, progress = () => {} } = options;
  if (k === 1) return new Int32Array(graph.n);
  const random = randomOf(seed);
  const locks = fixed.some((p) => p >= 0);
  const keep = { fixed: Uint8Array.from(fixed, (p) => (p >= 0 ? 1 : 0)), home, stay };
  const target = graph.weight.reduce((a, b) => a + b, 0) / k;
  const problem = { graph, k, target, slack: tolerance * target, keep };
  const tries = home || graph.n > SMALL ? 1 : 2;
  let best: State | undefined;
  for (let t = 0; t < tries && !(best && misfit(best) === 0); t++) {
    const begin = home ?? (locks ? renamed(bisected(graph, k, random), fixed, k) : undefined);
    const draft = drafted({ ...problem, begin: begin?.map((p, i) => (fixed[i]! >= 0 ? fixed[i]! : p)) }, random);
    progress(0.6);
    finished(draft, random);
    if (!best || misfit(draft) < misfit(best)) best = draft;
  }
  replanned(best!, random);
  return best!.part;
}

const SMALL = 2000; // nodes
