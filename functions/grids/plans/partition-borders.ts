import type { Members } from './partition-members.ts';
import type { Graph } from './partition-start.ts';

/** Which grids are side by side, as a plan stood at the last survey: borders in CSR, and the nodes along each. */
export type Borders = {
  /** Grid p's borders: from `start[p]` to `start[p + 1]`; each is with grid `to[b]`, whose own border with p is `back[b]`. */
  readonly start: Int32Array;
  readonly to: Int32Array;
  readonly back: Int32Array;
  /** Border b's nodes, on the side of its own grid: from `nodes[first[b]]` to `nodes[first[b + 1]]`. */
  readonly first: Int32Array;
  readonly nodes: Int32Array;
  readonly survey: () => void;
};

/** @param part and members as they stand at each survey */
export function bordersOf(graph: Graph, k: number, part: Int32Array, { head, next }: Members): Borders {
  const most = graph.to.length;
  const start = new Int32Array(k + 1);
  const [to, back, first, nodes] = [
    new Int32Array(most),
    new Int32Array(most),
    new Int32Array(most + 1),
    new Int32Array(most),
  ];
  const [found, side] = [new Int32Array(most), new Int32Array(most)]; // of one grid: nodes, and the borders that they lie on
  const slot = new Int32Array(k);
  const survey = (): void => {
    slot.fill(-1);
    let many = 0;
    for (let p = 0; p < k; p++) {
      const base = many;
      const begin = first[base]!;
      let size = 0;
      for (let i = head[p]!; i >= 0; i = next[i]!) {
        const from = size;
        for (let e = graph.start[i]!, end = graph.start[i + 1]!; e < end; e++) {
          const q = part[graph.to[e]!]!;
          if (q === p) continue;
          let b = slot[q]!;
          if (b < base) {
            slot[q] = b = many++;
            to[b] = q;
            first[b + 1] = 0;
          }
          let s = from;
          while (s < size && side[s] !== b) s++;
          if (s < size) continue;
          found[size] = i;
          side[size++] = b;
          first[b + 1]!++;
        }
      }
      // count, then place from the back
      let at = begin;
      for (let b = base; b < many; b++) first[b + 1] = at += first[b + 1]!;
      for (let s = 0; s < size; s++) nodes[--first[side[s]! + 1]!] = found[s]!;
      at = begin + size;
      for (let b = many; b > base; b--) {
        const begun = first[b]!;
        first[b] = at;
        at = begun;
      }
      start[p + 1] = many;
    }
    for (let p = 0; p < k; p++) {
      for (let b = start[p]!; b < start[p + 1]!; b++) {
        const q = to[b]!;
        if (q < p) continue;
        let c = start[q]!;
        while (to[c] !== p) c++;
        back[b] = c;
        back[c] = b;
      }
    }
  };
  return { start, to, back, first, nodes, survey };
}
