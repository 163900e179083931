import { refuse } from '../../http/refusal.ts';
import type { Layout } from '../plans/layout.ts';
import { partition } from '../plans/partition.ts';

export interface RebalanceInput {
  readonly layout: Layout;
  /** Each building's grid 0..grids-1, or -1. */
  readonly part: Int32Array;
  readonly grids: number;
  /** 1 for a building that stays in its grid; one in the bucket has none to stay in. */
  readonly lockedBuilding: ArrayLike<number>;
  /** 1 for a grid that nothing enters or leaves. */
  readonly lockedGrid: ArrayLike<number>;
  /** Buildings that go together: compounds. */
  readonly together: readonly (readonly number[])[];
  readonly tolerance: number;
  readonly seed: number;
}

/**
 * Plans the free grids anew around the locked ones, near to how they are drawn: contiguous, even, every building in a grid.
 * @returns each building's grid, and the households that moved
 * @throws Refusal 'all-grids-locked', and those of `partition`
 */
export function rebalance(input: RebalanceInput): { part: Int32Array; moved: number } {
  const { layout, part, grids, lockedBuilding, lockedGrid, together, tolerance, seed } = input;
  const numbers = Array.from({ length: grids }, (_, grid) => grid);
  const held = numbers.filter((grid) => lockedGrid[grid] === 1 && part.includes(grid));
  const free = numbers.filter((grid) => lockedGrid[grid] !== 1);
  if (free.length === 0) refuse('all-grids-locked');
  const order = [...free, ...held];
  const placeOf = new Map(order.map((grid, place) => [grid, place]));
  const now = part.map((grid) => placeOf.get(grid) ?? -1);
  const inHeld = (i: number): boolean => now[i]! >= free.length;
  const fresh = now.every((place) => place < 0);
  const { part: planned } = partition(layout, {
    grids: free.length,
    tolerance,
    seed,
    together: together.map((list) => list.filter((i) => !inHeld(i))).filter((list) => list.length > 1),
    locked: now.map((place, i) => (lockedBuilding[i] === 1 && place < free.length ? place : -1)),
    dedicated: held.map((grid) => [...part.keys()].filter((i) => part[i] === grid)),
    ...(!fresh && { previous: now }),
  });
  const result = planned.map((place) => order[place]!);
  const moved = result.reduce((sum, grid, i) => (grid === part[i] ? sum : sum + layout.weight[i]!), 0);
  return { part: result, moved };
}
