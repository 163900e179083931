import type { Layout } from './layout.ts';
import type { Graph } from './partition-start.ts';

/** Buildings that go together as one node each. */
export type Atoms = {
  readonly graph: Graph;
  /** The node of each building; -1 for a building left out. */
  readonly atom: Int32Array;
};

/**
 * Contracts the groups of a layout into nodes, numbered along a breadth-first walk so that neighbours lie close in memory.
 * @param group the first building of each building's group; -1 leaves a building out
 */
export function atomsOf(layout: Layout, group: Int32Array): Atoms {
  const members = membersOf(group);
  const atom = walkOrder(layout, group, members);
  let n = 0;
  for (let i = 0; i < layout.n; i++) if (group[i] === i) n++;
  const [x, y, weight] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const [share, root] = [new Float64Array(n), new Int32Array(n)];
  for (let i = 0; i < layout.n; i++) {
    const a = atom[i]!;
    if (a < 0) continue;
    const w = layout.weight[i]! + 1e-6;
    root[a] = group[i]!;
    share[a]! += w;
    weight[a]! += layout.weight[i]!;
    x[a]! += w * layout.x[i]!;
    y[a]! += w * layout.y[i]!;
  }
  for (let a = 0; a < n; a++) {
    x[a]! /= share[a]!;
    y[a]! /= share[a]!;
  }
  const start = new Int32Array(n + 1);
  const to = new Int32Array(layout.to.length);
  const seen = new Int32Array(n).fill(-1);
  let m = 0;
  for (let a = 0; a < n; a++) {
    seen[a] = a;
    for (let i = root[a]!; i >= 0; i = members[i]!) {
      for (let e = layout.start[i]!; e < layout.start[i + 1]!; e++) {
        const b = atom[layout.to[e]!]!;
        if (b < 0 || seen[b] === a) continue;
        seen[b] = a;
        to[m++] = b;
      }
    }
    start[a + 1] = m;
  }
  return { graph: { n, x, y, weight, start, to: to.subarray(0, m) }, atom };
}

/** For each building the next one of its group, from the first on; -1 at the end. */
function membersOf(group: Int32Array): Int32Array {
  const next = new Int32Array(group.length).fill(-1);
  const last = Int32Array.from(group.keys());
  for (let i = 0; i < group.length; i++) {
    const root = group[i]!;
    if (root < 0 || root === i) continue;
    next[last[root]!] = i;
    last[root] = i;
  }
  return next;
}

function walkOrder(layout: Layout, group: Int32Array, members: Int32Array): Int32Array {
  const atom = new Int32Array(layout.n).fill(-1);
  const queue = new Int32Array(layout.n);
  let size = 0;
  const reach = (root: number): void => {
    if (root < 0 || atom[root]! >= 0) return;
    for (let i = root; i >= 0; i = members[i]!) atom[i] = size;
    queue[size++] = root;
  };
  let at = 0;
  for (let first = 0; first < layout.n; first++) {
    reach(group[first]!);
    for (; at < size; at++) {
      for (let i = queue[at]!; i >= 0; i = members[i]!) {
        for (let e = layout.start[i]!; e < layout.start[i + 1]!; e++) reach(group[layout.to[e]!]!);
      }
    }
  }
  return atom;
}
