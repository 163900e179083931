import { Refusal } from '../../http/refusal.ts';
import type { Layout } from './layout.ts';

/**
 * Which buildings are one: those of a place, those of a compound, and those locked to one grid, with the shortest way between them.
 * @param together lists of buildings that are never split
 * @param locked each building's grid, or -1
 * @param apart each building's dedicated grid, or -1: such buildings are left out
 * @returns group: the first building of each building's group, -1 when left out; lock: by building, the grid of its group or -1
 * @throws Refusal 'locks-conflict' (one group, two grids), 'locks-apart' (no way between the buildings of a lock)
 */
export function groupsOf(
  layout: Layout,
  together: readonly (readonly number[])[],
  locked: Int32Array | undefined,
  apart: Int32Array | undefined,
): { group: Int32Array; lock: Int32Array } {
  const { n, place } = layout;
  const root = Int32Array.from(place.keys());
  const find = (i: number): number => {
    while (root[i] !== i) i = root[i] = root[root[i]!]!;
    return i;
  };
  const join = (i: number, j: number): void => {
    const a = find(i);
    const b = find(j);
    if (a < b) root[b] = a;
    else root[a] = b;
  };
  const free = (i: number): boolean => !apart || apart[i]! < 0;
  for (let i = 0; i < n; i++) if (free(i) && free(place[i]!)) join(i, place[i]!);
  for (const list of together) {
    const kept = list.filter(free);
    for (const i of kept) join(i, kept[0]!);
  }
  const lock = new Int32Array(n).fill(-1);
  const settle = (i: number, grid: number): void => {
    const own = lock[find(i)]!;
    if (own >= 0 && own !== grid) throw new Refusal('locks-conflict', '#/locked', { building: i, grid, other: own });
    lock[find(i)] = grid;
  };
  if (locked) {
    for (let i = 0; i < n; i++) if (locked[i]! >= 0 && free(i)) settle(i, locked[i]!);
    for (const [grid, ends] of lockEnds(locked, free)) {
      for (const i of wayThrough(layout, ends, (j) => free(j) && [-1, grid].includes(lock[find(j)]!), grid)) {
        settle(i, grid);
        join(i, ends[0]!);
        lock[find(i)] = grid;
      }
    }
  }
  const group = root.map((_, i) => (free(i) ? find(i) : -1));
  return { group, lock: group.map((r) => (r < 0 ? -1 : lock[r]!)) };
}

function lockEnds(locked: Int32Array, free: (i: number) => boolean): Map<number, number[]> {
  const ends = new Map<number, number[]>();
  for (let i = 0; i < locked.length; i++) {
    if (locked[i]! < 0 || !free(i)) continue;
    const list = ends.get(locked[i]!);
    if (list) list.push(i);
    else ends.set(locked[i]!, [i]);
  }
  return ends;
}

/** Buildings that join all ends: from the first, breadth-first to the nearest end that is not joined yet, until all are. */
function wayThrough(layout: Layout, ends: number[], open: (i: number) => boolean, grid: number): Set<number> {
  const joined = new Set([ends[0]!]);
  const missing = new Set(ends.slice(1));
  while (missing.size > 0) {
    const before = new Map<number, number>([...joined].map((i) => [i, -1]));
    const queue = [...joined];
    let found = -1;
    for (let at = 0; at < queue.length && found < 0; at++) {
      const i = queue[at]!;
      for (let e = layout.start[i]!; e < layout.start[i + 1]! && found < 0; e++) {
        const j = layout.to[e]!;
        if (before.has(j) || !open(j)) continue;
        before.set(j, i);
        queue.push(j);
        if (missing.has(j)) found = j;
      }
    }
    if (found < 0) throw new Refusal('locks-apart', '#/locked', { grid, building: [...missing][0]! });
    for (let i = found; i >= 0; i = before.get(i)!) {
      joined.add(i);
      missing.delete(i);
    }
  }
  return joined;
}
