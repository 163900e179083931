import { evenNumbers } from './certificate.ts';
import type { Flow } from './flow.ts';
import type { Problem } from './problem.ts';

/**
 * Why a pair stands: `fixed` as asked; `nearest` no nearer choice; `numbers` the nearest choice already has its even number;
 * `load` the nearest choice would make the loads less even than the way saved is worth.
 */
export type Rule = 'fixed' | 'nearest' | 'numbers' | 'load';

export interface Why {
  readonly rule: Rule;
  /** 1 when no choice is nearer. */
  readonly rank: number;
  /** Bin of the nearest choice. */
  readonly nearest: number;
  /** decimetres by which the whole would be worse, at least, if the item went there instead. */
  readonly worse: number;
}

/** Explains every item's bin from the distances and from the prices of the optimum. */
export function explain(problem: Problem, { bin, price }: Flow): Why[] {
  const { bins, cost, fixed, level } = problem;
  const { most } = evenNumbers(problem);
  const held = new Int32Array(bins);
  for (const b of bin) held[b]!++;
  return Array.from(bin, (own, item): Why => {
    const row = item * bins;
    let nearest = own;
    let rank = 1;
    for (let b = 0; b < bins; b++) {
      if (cost[row + b]! < cost[row + own]!) rank++;
      if (cost[row + b]! < cost[row + nearest]!) nearest = b;
    }
    const whole = (b: number): number => cost[row + b]! + price[level[item]! * bins + b]!;
    const full = held[nearest]! >= most[nearest]!;
    const rule = fixed[item]! >= 0 ? 'fixed' : rank === 1 ? 'nearest' : full ? 'numbers' : 'load';
    return { rule, rank, nearest, worse: rule === 'fixed' ? 0 : whole(nearest) - whole(own) };
  });
}
