import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutOf, type PlanBuilding } from '../../../../functions/grids/plans/layout.ts';
import { outline, type GridOutline } from '../../../../functions/grids/plans/outline.ts';
import { partition } from '../../../../functions/grids/plans/partition.ts';
import { blocks, towns } from './layouts.ts';

test('every building lies in the polygon of its grid and in no other, with and without empty land', () => {
  fc.assert(
    fc.property(towns(40), fc.constantFrom(undefined, 50), (buildings, reach) => {
      const layout = layoutOf(buildings);
      const k = Math.min(3, new Set(layout.place).size);
      const { part } = partition(layout, { grids: k });
      const grids = outline(layout, part, k, reach === undefined ? {} : { reach });
      layout.place.forEach((i) => {
        const { lng, lat } = buildings[i]!;
        expect(grids.flatMap((grid, p) => (inside(grid, lng, lat) ? [p] : []))).toEqual([part[i]]);
      });
      for (const grid of grids) wellFormed(grid);
    }),
    { numRuns: 40 },
  );
});

test('grids of points leave no gap and no overlap: their areas sum to that of one grid of all, and common borders cancel', () => {
  fc.assert(
    fc.property(towns(40), (buildings) => {
      const layout = layoutOf(buildings);
      const k = Math.min(4, new Set(layout.place).size);
      const grids = outline(layout, partition(layout, { grids: k }).part, k);
      const whole = outline(layout, new Int32Array(layout.n), 1);
      expect(sum(grids.map(area))).toBeCloseTo(area(whole[0]!), 12);
      expect(uncancelled(grids.flatMap(sidesOf))).toEqual(uncancelled(sidesOf(whole[0]!)));
    }),
    { numRuns: 40 },
  );
});

test('grids of polygons are their dissolve: areas sum, also around a hole and over a T-junction', () => {
  const map = [...blocks(4, 4, () => 1).filter((_, i) => i !== 5), wide()];
  const layout = layoutOf(map);
  const ring = Int32Array.from(map, (_, i) => (i < 11 ? 0 : 1));
  const [south, north] = outline(layout, ring, 2) as [GridOutline, GridOutline];
  expect(area(south) + area(north)).toBeCloseTo(15 * 1e-6 + 4 * 1e-6, 12);
  expect(south.flatMap((polygon) => polygon.slice(1))).toHaveLength(1);
  expect(north).toHaveLength(1);
  for (const grid of [south, north]) wellFormed(grid);
  const top = map.length - 1;
  const below = Array.from(layout.to.subarray(layout.start[top]!, layout.start[top + 1]!)).sort((a, b) => a - b);
  expect(below).toEqual([11, 12, 13, 14]);
});

test('coordinates have six decimals', () => {
  const layout = layoutOf(blocks(2, 2, () => 1));
  const { part } = partition(layout, { grids: 2 });
  for (const [lng, lat] of outline(layout, part, 2).flat(3)) {
    for (const value of [lng, lat]) expect(Math.round(value * 1e6) / 1e6).toBe(value);
  }
});

/** A block as wide as four, north of four. */
function wide(): PlanBuilding {
  const [west, east, south, north] = [107, 107.004, 29.004, 29.005];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { id: 'wide', lng: 107.002, lat: 29.0045, households: 1, polygon: [ring] };
}

function inside(grid: GridOutline, x: number, y: number): boolean {
  let within = false;
  for (const ring of grid.flat()) {
    for (let s = 0; s + 1 < ring.length; s++) {
      const [[ax, ay], [bx, by]] = [ring[s]!, ring[s + 1]!];
      if (ay > y !== by > y && ax + ((y - ay) / (by - ay)) * (bx - ax) > x) within = !within;
    }
  }
  return within;
}

/** Rings are closed, outer ones counter-clockwise, holes clockwise, and come to no corner twice. */
function wellFormed(grid: GridOutline): void {
  for (const polygon of grid) {
    polygon.forEach((ring, r) => {
      expect(ring[0]).toEqual(ring.at(-1));
      expect(Math.sign(signed(ring))).toBe(r === 0 ? 1 : -1);
      expect(new Set(ring.slice(1).map(String)).size).toBe(ring.length - 1);
    });
  }
}

function signed(ring: [number, number][]): number {
  const [ox, oy] = ring[0]!;
  let twice = 0;
  for (let s = 0; s + 1 < ring.length; s++) {
    const [[ax, ay], [bx, by]] = [ring[s]!, ring[s + 1]!];
    twice += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
  }
  return twice / 2;
}

const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);
const area = (grid: GridOutline): number => sum(grid.flat().map(signed));

function sidesOf(grid: GridOutline): [string, string][] {
  return grid.flat().flatMap((ring) => ring.slice(1).map((to, s): [string, string] => [String(ring[s]), String(to)]));
}

function uncancelled(sides: [string, string][]): string[] {
  const known = new Set(sides.map(([a, b]) => `${a} ${b}`));
  return sides.flatMap(([a, b]) => (known.has(`${b} ${a}`) ? [] : [`${a} ${b}`])).sort();
}
