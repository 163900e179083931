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
  readonly keep: Keep;
  /** Nodes that `hanging` found. */
  readonly cut: Int32Array;
  /**
   * Node i and all that hangs together with the rest of its grid by i only, in `cut`: what must move when i does.
   * The piece with most nodes stays. Returns how many; 0 when nothing would stay, or when a fixed node would have to move.
   */
  readonly hanging: (i: number) => number;
  /** Puts the first `size` nodes of `cut` from their grid into q. */
  readonly move: (size: number, q: number) => void;
  /** Goes back to a copy of `part`. */
  readonly restore: (kept: Int32Array) => void;
};

/** What of a plan is to stay: nodes that may not move, and each node's grid until now (-1: none) with its worth. */
export type Keep = {
  readonly fixed: Uint8Array;
  readonly home: Int32Array | undefined;
  /** Metres for which a household would move away from its grid until now. */
  readonly stay: number;
};

/** @param part changed in place */
export function stateOf(
  graph: Graph,
  part: Int32Array,
  k: number,
  tolerance: number,
  { fixed, home, stay }: Keep,
): State {
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

  // whether the neighbours of i that are marked hang together by sides of their own: most often so, and soon seen
  const ring = new Int32Array(n);
  const ringed = (i: number, mark: number, pending: number): boolean => {
    let size = 0;
    for (let e = start[i]!; size === 0; e++) if (seen[to[e]!] === mark) ring[size++] = to[e]!;
    seen[ring[0]!] = mark - 1;
    for (let at = 0; at < size; at++) {
      const a = ring[at]!;
      for (let e = start[a]!, end = start[a + 1]!; e < end; e++) {
        const j = to[e]!;
        if (seen[j] !== mark) continue;
        seen[j] = mark - 1;
        ring[size++] = j;
      }
    }
    for (let s = 0; s < size; s++) seen[ring[s]!] = mark;
    return size === pending;
  };

  const hanging = (i: number): number => {
    if (fixed[i] === 1) return 0;
    const p = part[i]!;
    look += 3; // marks: own neighbours, known nodes; the one below own is free for the ring
    const own = look;
    const known = look + 1;
    let pending = 0;
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const j = to[e]!;
      if (part[j] !== p || seen[j] === own) continue;
      seen[j] = own;
      pending++;
    }
    if (pending === 0) return 0;
    cut[0] = i;
    if (pending === 1 || ringed(i, own, pending)) return 1;
    // from one neighbour: when all others are met the rest hangs together
    seen[i] = known;
    let size = 1;
    let keepFrom = 0;
    let keepTo = 0;
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
      if (size - from <= keepTo - keepFrom) continue;
      keepFrom = from;
      keepTo = size;
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
  const restore = (kept: Int32Array): void => {
    part.set(kept);
    load.fill(0);
    count.fill(0);
    for (let i = 0; i < n; i++) {
      load[part[i]!]! += weight[i]!;
      count[part[i]!]!++;
    }
  };
  const [mx, my] = [new Float64Array(k), new Float64Array(k)];
  const target = total / k;
  const slack = tolerance * target;
  return {
    graph,
    k,
    part,
    load,
    count,
    mx,
    my,
    target,
    slack,
    reach: 0,
    keep: { fixed, home, stay },
    cut,
    hanging,
    move,
    restore,
  };
}
