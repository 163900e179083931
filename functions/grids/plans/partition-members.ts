/** Which nodes each grid has, as doubly linked lists: from `head[p]` along `next`; -1 ends. */
export type Members = {
  readonly head: Int32Array;
  readonly next: Int32Array;
  readonly insert: (p: number, i: number) => void;
  readonly remove: (p: number, i: number) => void;
  /** Begins anew from each node's grid. */
  readonly fill: (part: Int32Array) => void;
};

/** Empty lists for n nodes in k grids. */
export function membersOf(n: number, k: number): Members {
  const [head, next, previous] = [new Int32Array(k), new Int32Array(n), new Int32Array(n)];
  const insert = (p: number, i: number): void => {
    const first = head[p]!;
    next[i] = first;
    previous[i] = -1;
    if (first >= 0) previous[first] = i;
    head[p] = i;
  };
  const remove = (p: number, i: number): void => {
    const before = previous[i]!;
    const after = next[i]!;
    if (before >= 0) next[before] = after;
    else head[p] = after;
    if (after >= 0) previous[after] = before;
  };
  const fill = (part: Int32Array): void => {
    head.fill(-1);
    for (let i = n - 1; i >= 0; i--) insert(part[i]!, i);
  };
  return { head, next, insert, remove, fill };
}
