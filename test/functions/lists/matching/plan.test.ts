import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planBatch, type PlanDemand } from '../../../../functions/lists/matching/plan.ts';

const resources = ['a', 'b', 'c', 'd'] as const;
const offers = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom(...resources, 'unknown'),
    score: fc.integer({ min: 0, max: 1000 }).map((n) => n / 1000),
  }),
  { selector: ({ id }) => id, maxLength: 4 },
);
const batch = (largest: number) =>
  fc
    .array(offers, { maxLength: largest })
    .map((all): PlanDemand[] => all.map((list, n) => ({ id: `D${n}`, offers: list })));
const capacities = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: resources.length, maxLength: resources.length })
  .map((units) => new Map<string, number>(resources.map((id, n) => [id, units[n]!])));

/** The best total by trying every choice of every demand. */
function bruteForce(demands: readonly PlanDemand[], left: Map<string, number>, from = 0): number {
  const demand = demands[from];
  if (!demand) return 0;
  let best = bruteForce(demands, left, from + 1);
  for (const { id, score } of demand.offers) {
    const units = left.get(id) ?? 0;
    if (units <= 0) continue;
    left.set(id, units - 1);
    best = Math.max(best, score + bruteForce(demands, left, from + 1));
    left.set(id, units);
  }
  return best;
}

test('the plan has the best total that trying everything finds', () => {
  fc.assert(
    fc.property(batch(6), capacities, (demands, capacity) => {
      expect(planBatch(demands, capacity).total).toBeCloseTo(bruteForce(demands, new Map(capacity)), 6);
    }),
    { numRuns: 500 },
  );
});

test('no resource is used over its capacity, and each demand once, for an offer of its own', () => {
  fc.assert(
    fc.property(batch(60), capacities, (demands, capacity) => {
      const { assignments, unserved, used } = planBatch(demands, capacity);
      for (const [id, units] of used) expect(units).toBeLessThanOrEqual(capacity.get(id) ?? 0);
      expect([...assignments, ...unserved].map(({ demand }) => demand).sort()).toEqual(
        demands.map(({ id }) => id).sort(),
      );
      for (const { demand, resource, choice } of assignments)
        expect(demands.find(({ id }) => id === demand)!.offers[choice - 1]!.id).toBe(resource);
    }),
  );
});

test('the order of the demands does not change the total', () => {
  fc.assert(
    fc.property(batch(30), capacities, (demands, capacity) => {
      expect(planBatch([...demands].reverse(), capacity).total).toBeCloseTo(planBatch(demands, capacity).total, 6);
    }),
  );
});

test('the last unit goes where it counts most, and the other demand takes its second choice', () => {
  const plan = planBatch(
    [
      {
        id: 'first',
        offers: [
          { id: 'a', score: 0.9 },
          { id: 'b', score: 0.8 },
        ],
      },
      { id: 'second', offers: [{ id: 'a', score: 0.7 }] },
      { id: 'third', offers: [] },
      { id: 'fourth', offers: [{ id: 'a', score: 0.1 }] },
    ],
    new Map([
      ['a', 1],
      ['b', 1],
    ]),
  );
  expect(plan.assignments).toEqual([
    { demand: 'first', resource: 'b', score: 0.8, choice: 2 },
    { demand: 'second', resource: 'a', score: 0.7, choice: 1 },
  ]);
  expect(plan.unserved).toEqual([
    { demand: 'third', why: 'nothing-fits', wanted: undefined },
    { demand: 'fourth', why: 'capacity-taken', wanted: 'a' },
  ]);
  expect(plan.total).toBeCloseTo(1.5, 9);
});
