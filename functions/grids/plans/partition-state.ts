import { hangingOf } from './partition-hanging.ts';
import { bordersOf, type Borders } from './partition-borders.ts';
import { membersOf, type Members } from './partition-members.ts';
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
  readonly members: Members;
  readonly borders: Borders;
  /** Nodes that `hanging` found. */
  readonly cut: Int32Array;
  /**
   * Node i and all that hangs together with the rest of its grid by i only, in `cut`: what must move when i does.
   * About the largest piece stays. Returns how many; 0 when nothing would stay, or when a fixed node would have to move.
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
  { graph, k, target, slack, keep }: Pick<State, 'graph' | 'k' | 'target' | 'slack' | 'keep'>,
  part: Int32Array,
): State {
  const { n, weight } = graph;
  const [load, count] = [new Float64Array(k), new Int32Array(k)];
  const { cut, hanging } = hangingOf(graph, part, keep.fixed);
  const members = membersOf(n, k);
  const borders = bordersOf(graph, k, part, members);
  const move = (size: number, q: number): void => {
    const p = part[cut[0]!]!;
    for (let s = 0; s < size; s++) {
      const i = cut[s]!;
      part[i] = q;
      members.remove(p, i);
      members.insert(q, i);
      load[p]! -= weight[i]!;
      load[q]! += weight[i]!;
      count[p]!--;
      count[q]!++;
    }
  };
  const refill = (): void => {
    members.fill(part);
    load.fill(0);
    count.fill(0);
    for (let i = 0; i < n; i++) {
      load[part[i]!]! += weight[i]!;
      count[part[i]!]!++;
    }
  };
  refill();
  const restore = (kept: Int32Array): void => {
    part.set(kept);
    refill();
  };
  const [mx, my] = [new Float64Array(k), new Float64Array(k)];
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
    keep,
    members,
    borders,
    cut,
    hanging,
    move,
    restore,
  };
}
