import type { State } from './partition-state.ts';

const RELAX = 400;

/** Projected Gauss-Seidel: a grid above its slack has a positive potential, one below a negative, and what flows leaves it just within. */
export function relax(
  { k, load, target, slack, borders: { start, to } }: State,
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
