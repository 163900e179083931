import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compare } from '../../../../functions/grids/workspace/comparison.ts';

test('the same grids under other numbers are no change', () => {
  const { buildings, households, flows, continued } = compare([10, 10, 10, 10], [0, 0, 1, 1], [1, 1, 0, 0]);
  expect({ buildings, households, flows, continued: [...continued] }).toEqual({
    buildings: 0,
    households: 0,
    flows: [],
    continued: [1, 0],
  });
});

test('what went where is told, most households first; the bucket counts as a place', () => {
  const before = [0, 0, 0, 1, 1, 1, -1];
  const after = [0, 0, 1, 1, 1, -1, 0];
  const { moved, flows } = compare([5, 5, 7, 5, 5, 3, 9], before, after);
  expect([...moved]).toEqual([0, 0, 1, 0, 0, 1, 1]);
  expect(flows).toEqual([
    { from: -1, to: 0, buildings: 1, households: 9 },
    { from: 0, to: 1, buildings: 1, households: 7 },
    { from: 1, to: -1, buildings: 1, households: 3 },
  ]);
});

test('flows add up to what moved, and nothing moves between a plan and itself', () => {
  const plan = fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(plan, plan, fc.array(fc.nat(40), { minLength: 30, maxLength: 30 }), (before, after, weight) => {
      expect(compare(weight, before, before).buildings).toBe(0);
      const { moved, buildings, households, flows } = compare(weight, before, after);
      expect(moved.reduce((a, b) => a + b, 0)).toBe(buildings);
      expect(weight.reduce((sum, w, i) => sum + (moved[i] ? w : 0), 0)).toBe(households);
      expect(flows.reduce((sum, flow) => sum + flow.households, 0)).toBe(households);
    }),
  );
});
