import { islandsOf } from './islands.ts';
import { necksOf } from './partition-necks.ts';
import { type Graph } from './partition-start.ts';

/** Why a grid is not within the tolerance. */
export type Exception = {
  readonly grid: number;
  readonly households: number;
  /** households / mean - 1 */
  readonly deviation: number;
  /**
   * heavy-building: a building, place or compound in it is alone more than a grid may hold.
   * locked: what is locked to it is.
   * others-heavy: heavy buildings take so much that less is left for each other grid.
   * island: on its island no number of grids gives each the mean.
   * neck: behind one building lie households that fill no whole number of grids, and what is left over is too much for its own grid.
   * no-exchange: no move, exchange or chain of moves was found that betters it.
   */
  readonly reason: 'heavy-building' | 'locked' | 'others-heavy' | 'island' | 'neck' | 'no-exchange';
  /** The building that is (or the first of the place or compound that is) more than a grid. */
  readonly building?: number;
};

/** The grids that are not within the tolerance, with the reason; reasons but no-exchange are proofs that no plan does better there. */
export function exceptionsOf(
  atom: Int32Array,
  graph: Graph,
  labels: Int32Array,
  k: number,
  tolerance: number,
  fixed: Int32Array,
): Exception[] {
  const load = new Float64Array(k);
  const heaviest = new Int32Array(k).fill(-1);
  graph.weight.forEach((w, a) => {
    const p = labels[a]!;
    load[p]! += w;
    if (heaviest[p]! < 0 || w > graph.weight[heaviest[p]!]!) heaviest[p] = a;
  });
  const mean = load.reduce((a, b) => a + b, 0) / k;
  const most = mean * (1 + tolerance);
  const out = Array.from(load.keys()).filter((p) => Math.abs(load[p]! / mean - 1) > tolerance + 1e-9);
  if (out.length === 0) return [];
  const heavy = graph.weight.filter((w) => w > most);
  const short = heavy.length > 0 && heavy.length < k;
  const left = short ? (mean * k - heavy.reduce((a, b) => a + b, 0)) / (k - heavy.length) : mean;
  const unfit = unfitIslands(graph, k, mean, tolerance);
  const neck = necksOf(graph, mean, mean * tolerance);
  const narrow = new Set(labels.filter((_, i) => neck[i] === 1));
  return out.map((grid): Exception => {
    const a = heaviest[grid]!;
    const base = { grid, households: load[grid]!, deviation: load[grid]! / mean - 1 };
    if (graph.weight[a]! > most) {
      if (fixed[a]! >= 0) return { ...base, reason: 'locked', building: atom.indexOf(a) };
      return { ...base, reason: 'heavy-building', building: atom.indexOf(a) };
    }
    if (left < mean * (1 - tolerance) && base.deviation < 0) return { ...base, reason: 'others-heavy' };
    if (unfit[a] === 1) return { ...base, reason: 'island' };
    return { ...base, reason: narrow.has(grid) ? 'neck' : 'no-exchange' };
  });
}

/** Nodes of islands that no whole number of grids within the tolerance fills. */
function unfitIslands(graph: Graph, k: number, mean: number, tolerance: number): Uint8Array {
  const unfit = new Uint8Array(graph.n);
  const islands = islandsOf(graph);
  if (islands.length === 1) return unfit;
  for (const nodes of islands) {
    const weight = nodes.reduce((sum, i) => sum + graph.weight[i]!, 0);
    const fewest = Math.ceil(weight / (mean * (1 + tolerance)) - 1e-9);
    const most = Math.min(k, Math.floor(weight / (mean * (1 - tolerance)) + 1e-9));
    if (fewest > most) for (const i of nodes) unfit[i] = 1;
  }
  return unfit;
}
