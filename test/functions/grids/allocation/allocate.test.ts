import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allocate, type GridToServe, type UnitToPlace } from '../../../../functions/grids/allocation/allocate.ts';
import { boundOf, evenNumbers, valueOf } from '../../../../functions/grids/allocation/certificate.ts';
import { assign } from '../../../../functions/grids/allocation/flow.ts';
import { LEVELS, problemOf, type Problem } from '../../../../functions/grids/allocation/problem.ts';
import { loadsOf } from '../../../../functions/grids/allocation/loads.ts';

const lng = fc.integer({ min: 0, max: 500 }).map((i) => 108.6 + i / 10_000);
const lat = fc.integer({ min: 0, max: 500 }).map((i) => 31.9 + i / 10_000);
const counties = (most: number) =>
  fc
    .array(fc.record({ lng, lat, households: fc.integer({ min: 0, max: 500 }) }), { minLength: 1, maxLength: most })
    .chain((places) => {
      const grids = places.map((place, i): GridToServe => ({ code: `g${i}`, ...place }));
      const fixed = fc.option(fc.nat(grids.length - 1), { nil: undefined, freq: 2 });
      const unit = fc.record({ lng, lat, capacity: fc.integer({ min: 0, max: 9 }), fixed });
      return fc.array(unit, { minLength: 1, maxLength: most }).map((list) => ({
        grids,
        units: list.map((u, i): UnitToPlace => ({
          ...u,
          id: `u${i}`,
          fixed: u.fixed === undefined ? undefined : `g${u.fixed}`,
        })),
      }));
    });

const problems = (items: number, bins: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: items }), fc.integer({ min: 1, max: bins }))
    .chain(([n, b]) =>
      fc.record({
        sizes: fc.array(fc.nat(4), { minLength: n, maxLength: n }),
        shares: fc.array(fc.nat(5), { minLength: b, maxLength: b }),
        fixed: fc.array(fc.integer({ min: -3, max: b - 1 }), { minLength: n, maxLength: n }),
        cost: fc.array(fc.nat(40), { minLength: n * b, maxLength: n * b }),
        rate: fc.nat(30),
      }),
    )
    .map(({ sizes, shares, fixed, cost, rate }) =>
      problemOf({
        sizes,
        shares,
        rate,
        cost: Float64Array.from(cost),
        fixed: Int32Array.from(fixed, (f) => Math.max(f, -1)),
      }),
    );

const counts = (problem: Problem, bin: ArrayLike<number>): number[] => {
  const held = new Array<number>(problem.bins).fill(0);
  for (let i = 0; i < bin.length; i++) held[bin[i]!]!++;
  return held;
};
const squares = (held: readonly number[]): number => held.reduce((sum, n) => sum + n * n, 0);

/** Every assignment there is: first the evenest numbers, then the least value. */
function bruteForce(problem: Problem): { squares: number; value: number } {
  const best = { squares: Infinity, value: Infinity };
  const bin = new Int32Array(problem.items);
  const place = (item: number): void => {
    if (item === problem.items) {
      const even = squares(counts(problem, bin));
      if (even > best.squares) return;
      const { value } = valueOf(problem, bin);
      if (even < best.squares || value < best.value) Object.assign(best, { squares: even, value });
      return;
    }
    for (let b = 0; b < problem.bins; b++) {
      if (problem.fixed[item]! >= 0 && problem.fixed[item] !== b) continue;
      bin[item] = b;
      place(item + 1);
    }
  };
  place(0);
  return best;
}

test('small allocations are the best that a brute force over all of them finds', () =>
  fc.assert(
    fc.property(problems(7, 3), (problem) => {
      const { bin } = assign(problem);
      const found = { squares: squares(counts(problem, bin)), value: valueOf(problem, bin).value };
      expect(found).toEqual(bruteForce(problem));
    }),
    { numRuns: 300 },
  ));

test('every allocation proves itself: its value equals a lower bound of all allocations', () =>
  fc.assert(
    fc.property(problems(40, 12), (problem) => {
      const { bin, price, last } = assign(problem);
      const { least, most } = evenNumbers(problem);
      counts(problem, bin).forEach((n, b) => {
        expect(n).toBeGreaterThanOrEqual(least[b]!);
        expect(n).toBeLessThanOrEqual(most[b]!);
      });
      expect(boundOf(problem, price, last)).toBe(valueOf(problem, bin).value);
    }),
    { numRuns: 300 },
  ));

test('no prices whatever give a bound above the optimum, so a proof cannot be faked', () =>
  fc.assert(
    fc.property(problems(12, 4), fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 80 }), (problem, noise) => {
      const { bin, price, last } = assign(problem);
      const other = price.map((p, i) => p + noise[i % noise.length]!);
      expect(boundOf(problem, other, last + noise[0]!)).toBeLessThanOrEqual(valueOf(problem, bin).value);
    }),
  ));

test('every grid has a unit and every unit a grid, fixed pairs hold, numbers are even', () =>
  fc.assert(
    fc.property(counties(14), ({ units, grids }) => {
      const { pairs, objective } = allocate(units, grids);
      expect(new Set(pairs.map((pair) => pair.grid)).size).toBe(grids.length);
      expect(new Set(pairs.map((pair) => pair.unit)).size).toBe(units.length);
      for (const unit of units)
        if (unit.fixed) expect(pairs.some((pair) => pair.unit === unit.id && pair.grid === unit.fixed)).toBe(true);
      expect(objective.bound).toBe(objective.value);
      if (units.some((unit) => unit.fixed)) return;
      const of = (key: 'grid' | 'unit') => [...Map.groupBy(pairs, (pair) => pair[key]).values()].map((p) => p.length);
      for (const held of [of('grid'), of('unit')]) expect(Math.max(...held) - Math.min(...held)).toBeLessThanOrEqual(1);
    }),
  ));

test('capacities of any number of different values are allocated with a proof, too', () =>
  fc.assert(
    fc.property(
      fc.array(fc.record({ lng, lat, capacity: fc.double({ min: 0, max: 1e6, noNaN: true }) }), {
        minLength: 2 * LEVELS,
        maxLength: 4 * LEVELS,
      }),
      fc.integer({ min: 1, max: 9 }),
      (list, k) => {
        const units = list.map((unit, i) => ({ id: `u${i}`, ...unit }));
        const grids = list
          .slice(0, k)
          .map(({ capacity, ...at }, i) => ({ code: `g${i}`, households: capacity, ...at }));
        const { objective } = allocate(units, grids);
        expect(objective.bound).toBe(objective.value);
      },
    ),
  ));

test('the order of the input does not matter', () =>
  fc.assert(
    fc.property(counties(10), ({ units, grids }) => {
      expect(allocate(units.toReversed(), grids.toReversed())).toEqual(allocate(units, grids));
    }),
  ));

test('no two grids of equal households differ in capacity by more than the greatest unit when load is all that counts', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: LEVELS }), { minLength: 4, maxLength: 30 }),
      fc.integer({ min: 2, max: 4 }),
      (capacities, k) => {
        const units = capacities.map((capacity, i) => ({ id: `u${i}`, lng: 108, lat: 31, capacity }));
        const grids = Array.from({ length: k }, (_, i) => ({ code: `g${i}`, lng: 108, lat: 31, households: 400 }));
        const held = loadsOf(units, grids, allocate(units, grids).pairs).grids.map((grid) => grid.capacity);
        expect(Math.max(...held) - Math.min(...held)).toBeLessThanOrEqual(Math.max(...capacities) + 1e-9);
      },
    ),
  ));

const line = (prefix: string, ...places: number[]) =>
  places.map((x, i) => ({ id: `${prefix}${i}`, lng: 108 + x / 1000, lat: 31 }));
const gridsAt = (...places: number[]): GridToServe[] =>
  line('g', ...places).map(({ id, ...at }) => ({ code: id, households: 400, ...at }));

test('each unit is told why: nearest, fixed, or what a nearer grid would cost the whole', () => {
  const units = line('u', 0, 1, 2).map((unit) => ({ ...unit, capacity: 3 }));
  const { pairs } = allocate([units[0]!, units[1]!, { ...units[2]!, fixed: 'g2' }], gridsAt(0, 8, 30));
  expect(pairs.map(({ unit, grid, rule, rank }) => [unit, grid, rule, rank])).toEqual([
    ['u0', 'g0', 'nearest', 1],
    ['u1', 'g1', 'numbers', 2],
    ['u2', 'g2', 'fixed', 3],
  ]);
  expect(pairs[1]!.instead).toMatchObject({ id: 'g0' });
  expect(pairs[1]!.instead!.worse).toBeGreaterThanOrEqual(0);
});

test('a stronger unit goes to the fuller grid unless the way is too long', () => {
  const units = [
    { id: 'strong', lng: 108, lat: 31, capacity: 9 },
    { id: 'weak', lng: 108.001, lat: 31, capacity: 1 },
  ];
  const grids = gridsAt(0, 1).map((grid, i) => ({ ...grid, households: i === 0 ? 100 : 900 }));
  const chosen = (metresPerUnit: number) =>
    allocate(units, grids, { metresPerUnit }).pairs.find((p) => p.unit === 'strong')!.grid;
  expect(chosen(0)).toBe('g0');
  expect(chosen(2000)).toBe('g1');
});

test('with fewer units than grids each unit takes several near ones, in step with its capacity', () => {
  const units = line('u', 0, 100).map((unit) => ({ ...unit, capacity: 5 }));
  const { pairs } = allocate(units, gridsAt(-1, 0, 1, 99, 100, 101));
  expect(pairs.map(({ unit }) => unit)).toEqual(['u0', 'u0', 'u0', 'u1', 'u1', 'u1']);
});

test('units that crowd on one fixed grid still leave no grid without an answer', () => {
  const units = line('u', 0, 0, 0).map((unit) => ({ ...unit, capacity: 1, fixed: 'g0' }));
  const { pairs } = allocate(units, gridsAt(0, 1, 2));
  expect(pairs.map(({ grid }) => grid)).toEqual(['g0', 'g0', 'g0', 'g1', 'g2']);
});

test('loads add up: households by unit and capacity by grid lose nothing', () =>
  fc.assert(
    fc.property(counties(12), ({ units, grids }) => {
      const loads = loadsOf(units, grids, allocate(units, grids).pairs);
      const sum = (list: readonly number[]) => list.reduce((total, n) => total + n, 0);
      expect(sum(loads.units.map((u) => u.households))).toBeCloseTo(sum(grids.map((g) => g.households)), 6);
      expect(sum(loads.grids.map((g) => g.capacity))).toBeCloseTo(sum(units.map((u) => u.capacity)), 6);
    }),
  ));

test('what cannot be allocated is refused by name', () => {
  const unit = { id: 'u', lng: 108, lat: 31, capacity: 1 };
  const grid = { code: 'g', lng: 108, lat: 31, households: 1 };
  const cases: [UnitToPlace[], GridToServe[], string, string][] = [
    [[], [grid], 'no-units', '#/units'],
    [[unit], [], 'no-grids', '#/grids'],
    [[unit, unit], [grid], 'unit-repeated', '#/units/1/id'],
    [[unit], [grid, grid], 'grid-repeated', '#/grids/1/code'],
    [[{ ...unit, lng: NaN }], [grid], 'position-invalid', '#/units/0/lng'],
    [[unit], [{ ...grid, lat: 91 }], 'position-invalid', '#/grids/0/lat'],
    [[{ ...unit, capacity: -1 }], [grid], 'capacity-invalid', '#/units/0/capacity'],
    [[unit], [{ ...grid, households: Infinity }], 'households-invalid', '#/grids/0/households'],
    [[{ ...unit, fixed: 'x' }], [grid], 'fixed-grid-unknown', '#/units/0/fixed'],
  ];
  for (const [units, grids, refusal, pointer] of cases)
    expect(() => allocate(units, grids), refusal).toThrow(expect.objectContaining({ refusal, pointer }));
});
