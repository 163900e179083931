import type { Graph } from './partition-start.ts';

/**
 * Nodes of places that no plan cuts evenly: behind a single node c lie pieces that no whole number of grids fills, so that c's own grid
 * must take the rest of each, and that is more than it may hold. A proof, whatever the grids elsewhere.
 * @param target what a grid should hold, give or take `slack`
 * @returns for each node 1 when it is such a c or lies in such a piece
 * Source: Tarjan 1972 for the nodes whose loss parts the graph.
 */
export function necksOf(graph: Graph, target: number, slack: number): Uint8Array {
  const { n, weight } = graph;
  const [least, most] = [target - slack, target + slack];
  /** What must leave a piece so that the rest of it fills whole grids. */
  const spare = (piece: number): number => Math.max(0, piece - Math.floor(piece / least + 1e-9) * most);
  const { order, at, parent, root, last, sum, parts } = walked(graph);
  const [inner, taken] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    if (parts[i] === 0) continue;
    inner[parent[i]!]! += sum[i]!;
    taken[parent[i]!]! += spare(sum[i]!);
  }
  const restOf = (c: number): number => sum[root[c]!]! - inner[c]! - weight[c]!;
  const tight = (c: number): boolean => weight[c]! <= most && weight[c]! + taken[c]! + spare(restOf(c)) > most + 1e-6;
  const change = new Int32Array(n + 1); // along the order: of how many such nodes and pieces a node is
  const mark = (from: number, to: number, by = 1): void => {
    change[from]! += by;
    change[to]! -= by;
  };
  for (let i = 0; i < n; i++) {
    if (tight(i)) {
      mark(at[i]!, at[i]! + 1);
      if (spare(restOf(i)) > 0) mark(at[root[i]!]!, last[root[i]!]!);
    }
    const c = parent[i]!;
    if (parts[i] === 0 || !tight(c)) continue;
    if (spare(restOf(c)) > 0) mark(at[i]!, last[i]!, -1); // a branch is no rest
    if (spare(sum[i]!) > 0) mark(at[i]!, last[i]!);
  }
  const neck = new Uint8Array(n);
  let many = 0;
  order.forEach((i, s) => (neck[i] = (many += change[s]!) > 0 ? 1 : 0));
  return neck;
}

/**
 * A depth-first walk: nodes in its order, and where in it each is; each node's parent (-1) and root; where in the order its branch
 * ends; what the branch weighs; and 1 when the loss of its parent parts the branch from all else.
 */
function walked({ n, start, to, weight }: Graph) {
  const [order, at] = [new Int32Array(n), new Int32Array(n).fill(-1)];
  const [parent, root, last] = [new Int32Array(n).fill(-1), new Int32Array(n), new Int32Array(n)];
  const [low, edge, sum, parts] = [new Int32Array(n), start.slice(0, n), weight.slice(), new Uint8Array(n)];
  let size = 0;
  const enter = (i: number): void => {
    order[size] = i;
    at[i] = low[i] = size++;
  };
  for (let first = 0; first < n; first++) {
    if (at[first]! >= 0) continue;
    enter(first);
    for (let i = first; i >= 0;) {
      root[i] = first;
      if (edge[i]! < start[i + 1]!) {
        const j = to[edge[i]!++]!;
        if (at[j]! < 0) {
          parent[j] = i;
          enter(j);
          i = j;
        } else if (at[j]! < low[i]!) low[i] = at[j]!;
        continue;
      }
      last[i] = size;
      const p = parent[i]!;
      if (p >= 0) {
        if (low[i]! < low[p]!) low[p] = low[i]!;
        if (low[i]! >= at[p]!) parts[i] = 1;
        sum[p]! += sum[i]!;
      }
      i = p;
    }
  }
  return { order, at, parent, root, last, sum, parts };
}
