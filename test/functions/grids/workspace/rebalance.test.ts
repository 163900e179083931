import { expect, test } from 'vitest';
import { Refusal } from '../../../../functions/http/refusal.ts';
import { figures } from '../../../../functions/grids/plans/figures.ts';
import { layoutOf } from '../../../../functions/grids/plans/layout.ts';
import { rebalance, type RebalanceInput } from '../../../../functions/grids/workspace/rebalance.ts';
import { blocks } from '../plans/layouts.ts';

const layout = layoutOf(blocks(12, 8, (i) => 8 + (i % 5)));
const columns = Int32Array.from({ length: 96 }, (_, i) => Math.floor((i % 12) / 3));
const asked = (over: Partial<RebalanceInput>): RebalanceInput => ({
  layout,
  part: columns,
  grids: 4,
  lockedBuilding: new Uint8Array(96),
  lockedGrid: new Uint8Array(4),
  together: [],
  tolerance: 0.03,
  seed: 1,
  ...over,
});

test('an uneven drawing becomes even and whole again, with the bucket emptied', () => {
  const part = columns.map((grid, i) => (i % 12 === 11 ? -1 : i % 12 < 5 ? 0 : grid));
  const { part: planned, moved } = rebalance(asked({ part }));
  const { deviation, broken } = figures(layout, planned, 4);
  expect(planned.every((grid) => grid >= 0)).toBe(true);
  expect(broken).toBe(0);
  expect(deviation).toBeLessThanOrEqual(0.03);
  expect(moved).toBeGreaterThan(0);
});

test('a locked grid stays as it is and a locked building in its grid', () => {
  const part = columns.map((grid, i) => (i % 12 === 3 ? 0 : grid));
  const lockedGrid = Uint8Array.from([0, 0, 0, 1]);
  const lockedBuilding = new Uint8Array(96);
  lockedBuilding[3] = 1;
  const { part: planned } = rebalance(asked({ part, lockedGrid, lockedBuilding }));
  expect([...planned.keys()].filter((i) => planned[i] === 3)).toEqual([...part.keys()].filter((i) => part[i] === 3));
  expect(planned[3]).toBe(0);
  expect(figures(layout, planned, 4).broken).toBe(0);
});

test('compounds stay whole, and an empty drawing is planned from nothing', () => {
  const together = [[0, 1, 2, 12, 13, 14]];
  const { part } = rebalance(asked({ part: new Int32Array(96).fill(-1), together }));
  expect(new Set(together[0]!.map((i) => part[i])).size).toBe(1);
  expect(new Set(part).size).toBe(4);
});

test('with every grid locked there is nothing to plan', () => {
  expect(() => rebalance(asked({ lockedGrid: new Uint8Array(4).fill(1) }))).toThrow(
    expect.objectContaining({ refusal: 'all-grids-locked' }) as Refusal,
  );
});
