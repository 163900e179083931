import type { Graph } from './partition-start.ts';

/** A plan in the making: who is in which grid, and what the grids hold. Kept contiguous by every change. */
export type State = {
  readonly graph: Graph;
  readonly k: number;
  readonly part: Int32Array;
  /** Households and nodes of each grid. */
  readonly load: Float64Array;
  readonly count: Int32Array;
  /** Each grid's centre, about its weighted geometric median. */
  readonly mx: Float64Array;
  readonly my: Float64Array;
  /** What a grid should hold, and how far it may be off. */
  readonly target: number;
  readonly slack: number;
  /** Mean metres of a household to its grid's centre. */
  reach: number;
  /** Nodes that `hanging` found. */
  readonly cut: Int32Array;
  /**
   * Node i and all that hangs together with the rest of its grid by i only, in `cut`: what must move when i does.
   * The piece with most nodes stays. Returns how many; 0 when nothing would stay, or when a fixed node would have to move.
   */
  readonly hanging: (i: number) => number;
  /** Puts the first `size` nodes of `cut` from their grid into q. */
  readonly move: (size: number, q: number) => void;
};

/** @param fixed 1 for each node that may not move; @param part is changed in place */
export function stateOf(graph: Graph, part: Int32Array, k: number, tolerance: number, fixed: Uint8Array): State {
  const { n, weight, start, to } = graph;
  const [load, count] = [new Float64Array(k), new Int32Array(k)];
  let total = 0;
  for (let i = 0; i < n; i++) {
    load[part[i]!]! += weight[i]!;
    count[part[i]!]!++;
    total += weight[i]!;
  }
  const cut = new Int32Array(n);
  const seen = new Int32Array(n);
  let look = 0;

  const hanging = (i: number): number => {
    if (fixed[i] === 1) return 0;
    const p = part[i]!;
    look += 2;
    const [own, known] = [look, look + 1];
    let pending = 0;
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const j = to[e]!;
      if (part[j] !== p || seen[j] === own) continue;
      seen[j] = own;
      pending++;
    }
    if (pending === 0) return 0;
    cut[0] = i;
    if (pending === 1) return 1;
    // from one neighbour: when all others are met the rest hangs together
    seen[i] = known;
    let size = 1;
    let [keepFrom, keepTo] = [0, 0];
    for (let e = start[i]!; pending > 0; e++) {
      const root = to[e]!;
      if (part[root] !== p || seen[root] === known) continue;
      const from = size;
      seen[root] = known;
      pending--;
      cut[size++] = root;
      for (let at = from; at < size; at++) {
        const a = cut[at]!;
        for (let f = start[a]!; f < start[a + 1]!; f++) {
          const j = to[f]!;
          const mark = seen[j]!;
          if (mark === known || part[j] !== p) continue;
          if (mark === own && --pending === 0 && from === 1) return 1;
          seen[j] = known;
          cut[size++] = j;
        }
      }
      if (size - from > keepTo - keepFrom) [keepFrom, keepTo] = [from, size];
    }
    cut.copyWithin(keepFrom, keepTo, size);
    size -= keepTo - keepFrom;
    for (let s = 1; s < size; s++) if (fixed[cut[s]!] === 1) return 0;
    return size;
  };

  const move = (size: number, q: number): void => {
    const p = part[cut[0]!]!;
    let sum = 0;
    for (let s = 0; s < size; s++) {
      part[cut[s]!] = q;
      sum += weight[cut[s]!]!;
    }
    load[p]! -= sum;
    load[q]! += sum;
    count[p]! -= size;
    count[q]! += size;
  };
  const [mx, my] = [new Float64Array(k), new Float64Array(k)];
  const target = total / k;
  const slack = tolerance * target;
  return { graph, k, part, load, count, mx, my, target, slack, reach: 0, cut, hanging, move };
}
