import { hangingOf } from './partition-hanging.ts';
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
  /** What moved since `mark`, to be taken back at `undo`. */
  readonly mark: () => void;
  readonly undo: () => void;
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
  const { n, weight } = graph;
  const [load, count] = [new Float64Array(k), new Int32Array(k)];
  let total = 0;
  for (let i = 0; i < n; i++) {
    load[part[i]!]! += weight[i]!;
    count[part[i]!]!++;
    total += weight[i]!;
  }
  const { cut, hanging } = hangingOf(graph, part, fixed);
  const trail = trailOf(weight, part, load, count);
  const move = (size: number, q: number): void => {
    const p = part[cut[0]!]!;
    trail.note(cut, size, p);
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
    mark: trail.mark,
    undo: trail.undo,
    restore,
  };
}

/** Notes moves from `mark` on, so that `undo` takes them back without looking at any other node. */
function trailOf(weight: Float64Array, part: Int32Array, load: Float64Array, count: Int32Array) {
  let trail: number[] | undefined;
  return {
    note: (nodes: Int32Array, size: number, from: number): void => {
      if (trail) for (let s = 0; s < size; s++) trail.push(nodes[s]!, from);
    },
    mark: (): void => {
      trail = [];
    },
    undo: (): void => {
      for (let t = (trail?.length ?? 0) - 2; t >= 0; t -= 2) {
        const [i, p] = [trail![t]!, trail![t + 1]!];
        const q = part[i]!;
        part[i] = p;
        load[q]! -= weight[i]!;
        load[p]! += weight[i]!;
        count[q]!--;
        count[p]!++;
      }
      trail = undefined;
    },
  };
}
