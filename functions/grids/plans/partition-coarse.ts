import type { Graph } from './partition-start.ts';

/** A graph in which near neighbours are one node; `node`: for each node of the finer graph, its node here. */
export type Coarse = { readonly graph: Graph; readonly node: Int32Array };

/**
 * Joins each node with the nearest neighbour that is still alone, some times over, so that shapes are found with less work. What is
 * connected in the coarse graph is so in the fine one.
 * @param passes how often; each about halves the nodes
 * @param most households that a joined node may have
 */
export function coarsened(graph: Graph, passes: number, most: number): Coarse {
  const { graph: once, node } = joined(graph, most);
  let coarse = once;
  for (let pass = 1; pass < passes; pass++) {
    const next = joined(coarse, most);
    for (let i = 0; i < node.length; i++) node[i] = next.node[node[i]!]!;
    coarse = next.graph;
  }
  return { graph: coarse, node };
}

function joined(fine: Graph, most: number): Coarse {
  const mate = matesOf(fine, most);
  const node = new Int32Array(fine.n);
  const first = new Int32Array(fine.n);
  let n = 0;
  for (let i = 0; i < fine.n; i++) {
    const j = mate[i]!;
    if (j < i) node[i] = node[j]!;
    else first[(node[i] = n++)] = i;
  }
  return { graph: contracted(fine, mate, node, first, n), node };
}

/** Each node's mate, itself when it stays alone. */
function matesOf({ n, x, y, weight, start, to }: Graph, most: number): Int32Array {
  const mate = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    if (mate[i]! >= 0) continue;
    let best = i;
    let least = Infinity;
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const j = to[e]!;
      if (mate[j]! >= 0 || weight[i]! + weight[j]! > most) continue;
      const dx = x[i]! - x[j]!;
      const dy = y[i]! - y[j]!;
      const far = dx * dx + dy * dy;
      if (far >= least) continue;
      least = far;
      best = j;
    }
    mate[i] = best;
    mate[best] = i;
  }
  return mate;
}

function contracted(fine: Graph, mate: Int32Array, node: Int32Array, first: Int32Array, n: number): Graph {
  const [x, y, weight] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const start = new Int32Array(n + 1);
  const to = new Int32Array(fine.to.length);
  const seen = new Int32Array(n).fill(-1);
  let m = 0;
  for (let a = 0; a < n; a++) {
    const i = first[a]!;
    const j = mate[i]!;
    const own = fine.weight[i]! + 1e-6;
    const other = i === j ? 0 : fine.weight[j]! + 1e-6;
    x[a] = (own * fine.x[i]! + other * fine.x[j]!) / (own + other);
    y[a] = (own * fine.y[i]! + other * fine.y[j]!) / (own + other);
    weight[a] = fine.weight[i]! + (i === j ? 0 : fine.weight[j]!);
    seen[a] = a;
    for (let member = i; ; member = j) {
      for (let e = fine.start[member]!, end = fine.start[member + 1]!; e < end; e++) {
        const b = node[fine.to[e]!]!;
        if (seen[b] === a) continue;
        seen[b] = a;
        to[m++] = b;
      }
      if (member === j) break;
    }
    start[a + 1] = m;
  }
  return { n, x, y, weight, start, to: to.slice(0, m) };
}
