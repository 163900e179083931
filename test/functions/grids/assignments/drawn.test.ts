import { expect, test } from 'vitest';
import type { Building } from '../../../../functions/grids/buildings/contract.ts';
import { DrawnPlan } from '../../../../functions/grids/assignments/contract.ts';
import { drawnPlan } from '../../../../functions/grids/assignments/drawn.ts';

const community = '500229001002';
const buildings: Building[] = Array.from({ length: 12 }, (_, i) => ({
  id: `b${i}`,
  lng: 109.63 + (i % 6) * 0.00042,
  lat: 31.39 - Math.floor(i / 6) * 0.00036,
  households: 10,
}));
const drawn = (serials: number[], more: object = {}) =>
  drawnPlan(
    community,
    buildings,
    DrawnPlan.parse({ assignment: Object.fromEntries(serials.map((serial, i) => [`b${i}`, serial])), ...more }),
  );

test('a drawn plan keeps its grids and serials, gaps too, with figures and polygons', () => {
  const { plan, features, part } = drawn([7, 7, 7, 2, 2, 2, 7, 7, 7, 2, 2, 2]);
  expect(plan.grids.map(({ code, households, pieces }) => [code, households, pieces])).toEqual([
    [`${community}002`, 60, 1],
    [`${community}007`, 60, 1],
  ]);
  expect(plan).toMatchObject({ origin: 'drawn', broken: 0, withinTolerance: true, deviation: 0, explanation: [] });
  expect(features.features.map(({ id, geometry }) => [id, geometry.coordinates.length])).toEqual([
    [`${community}002`, 1],
    [`${community}007`, 1],
  ]);
  expect(part).toEqual([1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0]);
});

test('it can be numbered anew from west to east', () => {
  const { plan, part } = drawn([7, 7, 7, 2, 2, 2, 7, 7, 7, 2, 2, 2], {
    renumber: true,
    dedicated: [{ grid: 2, name: '工业园' }],
  });
  expect(plan.grids.map(({ code, dedicated }) => [code.slice(12), dedicated])).toEqual([
    ['001', undefined],
    ['002', '工业园'],
  ]);
  expect(part).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1]);
});

test('broken and uneven grids are told, not refused', () => {
  const { plan } = drawn([1, 1, 2, 2, 1, 1, 1, 2, 2, 2, 2, 1]);
  expect(plan.grids.map(({ pieces }) => pieces)).toEqual([2, 1]);
  expect(plan.broken).toBe(1);
  const uneven = drawn([1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 2, 2]).plan;
  expect(uneven).toMatchObject({ broken: 0, withinTolerance: false });
  expect(uneven.explanation).toEqual([
    { grid: `${community}001`, reason: 'drawn' },
    { grid: `${community}002`, reason: 'drawn' },
  ]);
});

test('what moved against the plan it was drawn from', () => {
  const serials = new Map(buildings.map(({ id }, i) => [id, i % 6 < 3 ? 1 : 2]));
  const assignment = Object.fromEntries(serials);
  const request = DrawnPlan.parse({ assignment: { ...assignment, b2: 2 } });
  expect(drawnPlan(community, buildings, request, { plan: 'before', serials }).plan).toMatchObject({
    near: 'before',
    moved: 10,
  });
});

test('unknown and unassigned buildings, and dedicated grids that are none, are refused by name', () => {
  const serials = [1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2];
  expect(() => drawn([...serials, 1])).toThrow('building-unknown');
  expect(() => drawn(serials.slice(1))).toThrow('buildings-unassigned');
  expect(() => drawn(serials, { dedicated: [{ grid: 3, name: '医院' }] })).toThrow('grid-unknown');
});
