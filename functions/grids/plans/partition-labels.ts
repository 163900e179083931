import { islandsOf } from './islands.ts';
import { Sweep, type Graph } from './partition-start.ts';

/**
 * A contiguous partition near given labels: each grid keeps its fixed piece, or else its heaviest; what is left over goes to the
 * nearest grid by steps; a grid with nothing takes half of the heaviest.
 * @param label each node's grid, or -1
 * @param fixed each node's grid that it may not leave, or -1; one piece a grid
 */
export function fromLabels(
  graph: Graph,
  label: Int32Array,
  fixed: Int32Array,
  k: number,
  random: () => number,
): Int32Array {
  const { n, start, to } = graph;
  const wanted = label.map((p, i) => (fixed[i]! >= 0 ? fixed[i]! : p));
  const part = keptPieces(graph, wanted, fixed, k);
  const queue: number[] = [];
  for (let i = 0; i < n; i++) if (part[i]! >= 0) queue.push(i);
  for (let at = 0; at < queue.length; at++) {
    const i = queue[at]!;
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const j = to[e]!;
      if (part[j]! >= 0) continue;
      part[j] = part[i]!;
      queue.push(j);
    }
  }
  settleIslands(graph, part, k);
  fillEmpty(graph, part, fixed, k, random);
  return part;
}

function keptPieces(graph: Graph, wanted: Int32Array, fixed: Int32Array, k: number): Int32Array {
  const { n, start, to, weight } = graph;
  const piece = new Int32Array(n).fill(-1);
  const best = new Float64Array(k).fill(-1);
  const kept = new Int32Array(k).fill(-1);
  for (let first = 0; first < n; first++) {
    const p = wanted[first]!;
    if (p < 0 || p >= k || piece[first]! >= 0) continue;
    const stack = [first];
    piece[first] = first;
    let sum = 0;
    while (stack.length > 0) {
      const i = stack.pop()!;
      sum += fixed[i]! >= 0 ? 1e15 : weight[i]! + 1e-6;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = to[e]!;
        if (piece[j]! >= 0 || wanted[j] !== p) continue;
        piece[j] = first;
        stack.push(j);
      }
    }
    if (sum > best[p]!) [best[p], kept[p]] = [sum, first];
  }
  return wanted.map((p, i) => (p >= 0 && p < k && piece[i] === kept[p] ? p : -1));
}

/** Islands that no label reached become grids that have nothing yet, the first to spare. */
function settleIslands(graph: Graph, part: Int32Array, k: number): void {
  const used = new Uint8Array(k);
  for (const p of part) if (p >= 0) used[p] = 1;
  for (const nodes of islandsOf(graph)) {
    if (part[nodes[0]!]! >= 0) continue;
    const free = Math.max(0, used.indexOf(0));
    used[free] = 1;
    for (const i of nodes) part[i] = free;
  }
}

function fillEmpty(graph: Graph, part: Int32Array, fixed: Int32Array, k: number, random: () => number): void {
  const nodes: number[][] = Array.from({ length: k }, () => []);
  part.forEach((p, i) => nodes[p]!.push(i));
  const load = nodes.map((list) => list.reduce((sum, i) => sum + graph.weight[i]!, 0));
  const sweep = new Sweep(graph, random);
  for (let empty = 0; empty < k; empty++) {
    if (nodes[empty]!.length > 0) continue;
    let heavy = -1;
    nodes.forEach((list, p) => {
      if (list.length > 1 && (heavy < 0 || load[p]! > load[heavy]!)) heavy = p;
    });
    const [a, b] = sweep.cut(Int32Array.from(nodes[heavy]!), 2).parts;
    const stays = b.some((i) => fixed[i]! >= 0) ? b : a;
    const goes = stays === a ? b : a;
    nodes[heavy] = [...stays];
    nodes[empty] = [...goes];
    for (const p of [heavy, empty]) load[p] = nodes[p]!.reduce((sum, i) => sum + graph.weight[i]!, 0);
    for (const i of goes) part[i] = empty;
  }
}

/** Renames the grids of a partition so that fixed nodes lie in the grid of their name, as far as two do not lie in one. */
export function renamed(part: Int32Array, fixed: Int32Array, k: number): Int32Array {
  const name = new Int32Array(k).fill(-1);
  const taken = new Uint8Array(k);
  fixed.forEach((g, i) => {
    if (g < 0 || taken[g] === 1 || name[part[i]!]! >= 0) return;
    name[part[i]!] = g;
    taken[g] = 1;
  });
  for (let p = 0; p < k; p++) {
    if (name[p]! >= 0) continue;
    name[p] = taken.indexOf(0);
    taken[name[p]!] = 1;
  }
  return part.map((p) => name[p]!);
}
