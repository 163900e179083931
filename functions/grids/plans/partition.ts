import { Refusal } from '../../http/refusal.ts';
import type { Layout } from './layout.ts';
import { refine } from './partition-refine.ts';
import { randomOf } from './random.ts';
import { bisected } from './partition-start.ts';

export type PartitionOptions = {
  /** How many grids. */
  readonly grids: number;
  /** Each grid's households are within mean * (1 +- tolerance) where that is possible. Default 0.05. */
  readonly tolerance?: number;
  /** Same layout, options and seed: same plan. Default 1. */
  readonly seed?: number;
};

/** Why a grid is not within the tolerance. */
export type Exception = {
  readonly grid: number;
  readonly households: number;
  readonly deviation: number;
  readonly reason: 'heavy-building' | 'no-exchange';
  /** The building or place that alone is more than a grid. */
  readonly building?: number;
};

export type Partition = {
  /** Each building's grid, 0..grids-1. */
  readonly part: Int32Array;
  readonly grids: number;
  readonly mean: number;
  readonly exceptions: readonly Exception[];
};

/**
 * Cuts a community into contiguous, compact grids of about equal households.
 * @throws Refusal 'no-buildings', 'bad-grids', 'more-grids-than-buildings', 'no-households', 'bad-tolerance'
 */
export function partition(layout: Layout, options: PartitionOptions): Partition {
  const { grids: k, tolerance = 0.05, seed = 1 } = options;
  const total = layout.weight.reduce((a, b) => a + b, 0);
  if (layout.n === 0) throw new Refusal('no-buildings', '#/buildings');
  if (!Number.isInteger(k) || k < 1) throw new Refusal('bad-grids', '#/grids', { grids: k });
  const places = new Set(layout.place).size;
  if (k > places) throw new Refusal('more-grids-than-buildings', '#/grids', { grids: k, buildings: places });
  if (!(total > 0)) throw new Refusal('no-households', '#/buildings');
  if (!(tolerance >= 0 && tolerance <= 1)) throw new Refusal('bad-tolerance', '#/tolerance', { tolerance });
  const part = bisected(layout, k, randomOf(seed));
  refine(layout, part, k, tolerance, seed);
  const mean = total / k;
  return { part, grids: k, mean, exceptions: exceptionsOf(layout, part, k, mean, tolerance) };
}

function exceptionsOf(layout: Layout, part: Int32Array, k: number, mean: number, tolerance: number): Exception[] {
  const households = new Float64Array(k);
  const heaviest = new Int32Array(k).fill(-1);
  for (let i = 0; i < layout.n; i++) {
    const p = part[i]!;
    households[p]! += layout.weight[i]!;
    if (heaviest[p]! < 0 || layout.weight[i]! > layout.weight[heaviest[p]!]!) heaviest[p] = i;
  }
  return Array.from(households, (sum, grid): Exception => {
    const building = heaviest[grid]!;
    const base = { grid, households: sum, deviation: sum / mean - 1 };
    if (building >= 0 && layout.weight[building]! > mean * (1 + tolerance)) {
      return { ...base, reason: 'heavy-building', building };
    }
    return { ...base, reason: 'no-exchange' };
  }).filter(({ deviation }) => Math.abs(deviation) > tolerance + 1e-9);
}
