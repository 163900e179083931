import { marginal, type Problem } from './problem.ts';

/** Decimetres of an assignment: distance and load. */
export function valueOf(problem: Problem, bin: Int32Array): { distance: number; load: number; value: number } {
  const { items, bins, levels, cost, level, empty } = problem;
  const flow = new Int32Array(bins * levels);
  let distance = 0;
  for (let i = 0; i < items; i++) {
    distance += cost[i * bins + bin[i]!]!;
    for (let k = level[i]!; k < levels; k++) flow[k * bins + bin[i]!]!++;
  }
  let load = empty;
  for (let b = 0; b < bins; b++)
    for (let k = 0; k < levels; k++) for (let x = 0; x < flow[k * bins + b]!; x++) load += marginal(problem, b, k, x);
  return { distance, load, value: distance + load };
}

/** Fewest and most items that each bin may hold when numbers are as even as the fixed pairs allow (least sum of squares). */
export function evenNumbers({ items, bins, fixed }: Problem): { least: Int32Array; most: Int32Array } {
  const least = new Int32Array(bins);
  for (const b of fixed) if (b >= 0) least[b]!++;
  const rising = [...least].sort((a, b) => a - b);
  // water filling: bins below the level rise to it, those above stay
  let free = items - rising.reduce((sum, count) => sum + count, 0);
  let low = 0;
  let level = rising[0]!;
  while (low < bins && rising[low]! <= level) low++;
  while (free >= low && free > 0) {
    free -= low;
    level++;
    while (low < bins && rising[low]! <= level) low++;
  }
  const most = least.slice();
  for (let b = 0; b < bins; b++) {
    if (least[b]! > level) continue;
    least[b] = level;
    most[b] = free > 0 ? level + 1 : level;
  }
  return { least, most };
}

/**
 * A lower bound, in decimetres, of every assignment with even numbers (weak Lagrangean duality): any prices give a true bound, and a
 * bound equal to an assignment's value proves that assignment optimal. It shares no step with the search that found the prices.
 * @param price levels x bins; @param last price of holding one more than the fewest
 */
export function boundOf(problem: Problem, price: Float64Array, last: number): number {
  const { items, bins, levels, cost, fixed, level } = problem;
  const { least, most } = evenNumbers(problem);
  let bound = problem.empty - last * items;
  for (let i = 0; i < items; i++) {
    let cheapest = Infinity;
    for (let b = 0; b < bins; b++)
      if (fixed[i]! < 0 || fixed[i] === b)
        cheapest = Math.min(cheapest, cost[i * bins + b]! + price[level[i]! * bins + b]!);
    bound += cheapest;
  }
  for (let b = 0; b < bins; b++) {
    for (let k = 0; k < levels; k++) {
      const bottom = k === levels - 1;
      const onward = bottom ? last : price[(k + 1) * bins + b]!;
      const carry = onward - price[k * bins + b]!;
      let sum = 0;
      let cheapest = Infinity;
      for (let x = 0; x <= most[b]!; x++) {
        if (!bottom || x >= least[b]!) cheapest = Math.min(cheapest, sum + x * carry);
        sum += marginal(problem, b, k, x);
      }
      bound += cheapest;
    }
  }
  return bound;
}
