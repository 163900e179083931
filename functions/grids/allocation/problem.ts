/**
 * Items go into bins, one bin each. Units are items and grids bins; where units are too few to give every grid one, grids are the
 * items and units the bins. Costs are integers, in decimetres, so that sums and proofs are exact.
 */
export interface Problem {
  readonly items: number;
  readonly bins: number;
  /** items x bins, decimetres from each item to each bin. */
  readonly cost: Float64Array;
  /** items: a bin that the item must go to, or -1. */
  readonly fixed: Int32Array;
  /** items: level of the item's size, 0 the largest. */
  readonly level: Int32Array;
  readonly levels: number;
  /** levels x bins: what the first item of a level or above costs a bin, decimetres; the x-th costs `first + step x`. */
  readonly first: Float64Array;
  /** levels */
  readonly step: Float64Array;
  /** decimetres: the load term of empty bins. */
  readonly empty: number;
}

export interface ProblemInput {
  /** items: capacity of a unit, or households of a grid. */
  readonly sizes: readonly number[];
  /** bins: what the loads shall be proportional to. */
  readonly shares: readonly number[];
  readonly fixed: Int32Array;
  readonly cost: Float64Array;
  /** decimetres that a bin's lack (or excess) of one item of average size counts. */
  readonly rate: number;
}

/** More different sizes than this are read in this many levels of about equal number, each as its mean. */
export const LEVELS = 10;

/**
 * States the allocation as a convex-cost flow that is solved exactly.
 *
 * Bin b should hold the part s_b = share_b / sum of the whole size. Balancing sums of sizes is NP-hard (number partitioning), so
 * load is measured level by level: with sizes c_0 > c_1 > ... > c_K (c_(K+1) = 0), N_k(b) items of size >= c_k in b and N_k in all,
 *   load = sum over b, k of (c_k - c_(k+1)) / mean size * (N_k(b) - N_k s_b)^2.
 * As size(b) - s_b size = sum over k of (c_k - c_(k+1)) (N_k(b) - N_k s_b) (layer by layer), Cauchy-Schwarz gives
 *   (size(b) - s_b size)^2 <= c_0 * mean size * load of b:
 * a small load term proves that each bin's sum of sizes is near its part. It is separable and convex in flows, hence solvable.
 */
export function problemOf({ sizes, shares, fixed, cost, rate }: ProblemInput): Problem {
  const { level, size } = levelsOf(sizes);
  const levels = size.length;
  const items = sizes.length;
  const bins = shares.length;
  const above = new Float64Array(levels);
  for (const k of level) above[k]!++;
  for (let k = 1; k < levels; k++) above[k]! += above[k - 1]!;
  const mean = sizes.reduce((sum, s) => sum + s, 0) / items;
  const weight = size.map((s, k) => (mean > 0 ? (rate * (s - (size[k + 1] ?? 0))) / mean : 0));
  const whole = shares.reduce((sum, s) => sum + s, 0);
  const first = new Float64Array(bins * levels);
  let empty = 0;
  for (let b = 0; b < bins; b++) {
    const part = whole > 0 ? shares[b]! / whole : 1 / bins;
    for (let k = 0; k < levels; k++) {
      const fair = above[k]! * part;
      first[k * bins + b] = weight[k]! * (1 - 2 * fair);
      empty += Math.round(weight[k]! * fair * fair);
    }
  }
  return { items, bins, cost, fixed, level, levels, first, step: Float64Array.from(weight, (w) => 2 * w), empty };
}

/** Decimetres that one more item of level k or above costs a bin that holds x: grows with x, so the load term is convex. */
export const marginal = ({ bins, first, step }: Problem, bin: number, k: number, x: number): number =>
  Math.round(first[k * bins + bin]! + step[k]! * x);

function levelsOf(sizes: readonly number[]): { level: Int32Array; size: number[] } {
  const order = sizes.map((_, i) => i).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const few = new Set(sizes).size <= LEVELS;
  const level = new Int32Array(sizes.length);
  const groups: number[][] = [];
  let group = -1;
  order.forEach((i, rank) => {
    const before = order[rank - 1];
    const same = before !== undefined && sizes[before] === sizes[i];
    const wanted = few ? group + 1 : Math.floor((rank * LEVELS) / sizes.length);
    if (!same && wanted > group) {
      group = groups.length;
      groups.push([]);
    }
    level[i] = groups.length - 1;
    groups.at(-1)!.push(sizes[i]!);
    if (!few) group = Math.max(group, Math.floor((rank * LEVELS) / sizes.length));
  });
  return { level, size: groups.map((members) => members.reduce((sum, s) => sum + s, 0) / members.length) };
}
