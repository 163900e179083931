import type { State } from './partition-state.ts';

const RELAX = 400;

/** Grids side by side (CSR), and the nodes of each grid (CSR). */
export type Around = { start: Int32Array; to: Int32Array; first: Int32Array; nodes: Int32Array };

export function neighbourGrids({ graph, k, part, count }: State): Around {
  const first = new Int32Array(k + 1);
  for (let p = 0; p < k; p++) first[p + 1] = first[p]! + count[p]!;
  const free = first.slice();
  const nodes = new Int32Array(graph.n);
  for (let i = 0; i < graph.n; i++) nodes[free[part[i]!]!++] = i;
  const start = new Int32Array(k + 1);
  const to: number[] = [];
  const seen = new Int32Array(k).fill(-1);
  for (let p = 0; p < k; p++) {
    seen[p] = p;
    for (let s = first[p]!; s < first[p + 1]!; s++) {
      const i = nodes[s]!;
      for (let e = graph.start[i]!; e < graph.start[i + 1]!; e++) {
        const q = part[graph.to[e]!]!;
        if (seen[q] === p) continue;
        seen[q] = p;
        to.push(q);
      }
    }
    start[p + 1] = to.length;
  }
  return { start, to: Int32Array.from(to), first, nodes };
}

/** Projected Gauss-Seidel: a grid above its slack has a positive potential, one below a negative, and what flows leaves it just within. */
export function relax(
  { k, load, target, slack }: State,
  { start, to }: Around,
  potential: Float64Array,
  share: number,
  rounds = RELAX,
): void {
  const aim = share * slack;
  for (let round = 0; round < rounds; round++) {
    let change = 0;
    for (let p = 0; p < k; p++) {
      let sum = load[p]! - target;
      for (let e = start[p]!; e < start[p + 1]!; e++) sum += potential[to[e]!]!;
      const value = Math.max(0, sum - aim) + Math.min(0, sum + aim);
      const next = value / (start[p + 1]! - start[p]! || 1);
      change = Math.max(change, Math.abs(next - potential[p]!));
      potential[p] = next;
    }
    if (change < 0.02 * Math.max(1, slack)) break;
  }
}
