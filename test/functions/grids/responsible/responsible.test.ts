import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GridFeatures } from '../../../../functions/grids/plans/contract.ts';
import { layoutOf } from '../../../../functions/grids/plans/layout.ts';
import { outline } from '../../../../functions/grids/plans/outline.ts';
import { openIndex, responsibleIndex } from '../../../../functions/grids/responsible/place-index.ts';
import { atPoint, byText } from '../../../../functions/grids/responsible/responsible.ts';

type Polygons = GridFeatures['features'][number]['geometry']['coordinates'];
const codeOf = (i: number): string => `500229001002${String(i + 1).padStart(3, '0')}`;
const features = (shapes: readonly Polygons[]): GridFeatures => ({
  type: 'FeatureCollection',
  features: shapes.map((coordinates, i) => ({
    type: 'Feature',
    id: codeOf(i),
    properties: { code: codeOf(i), households: 1, buildings: 1, deviation: 0 },
    geometry: { type: 'MultiPolygon', coordinates },
  })),
});
const square = (west: number, south: number, size: number): [number, number][] => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const twoSquares = openIndex(
  responsibleIndex(features([[[square(108, 31, 0.01)]], [[square(108.01, 31, 0.01)]]]), [
    ['农发小区3栋', codeOf(0)],
    ['农发小区13栋', codeOf(1)],
    ['农发小区', codeOf(0)],
    ['农发小区', codeOf(1)],
    ['县医院', codeOf(1)],
    ['别处', '500229009999001'],
  ]),
);

test('a point has its grid; close to a border both are told; outside there is none', () => {
  expect(atPoint(twoSquares, 108.005, 31.005)).toEqual({ kind: 'grid', grid: codeOf(0) });
  expect(atPoint(twoSquares, 108.0101, 31.005)).toEqual({
    kind: 'border',
    grid: codeOf(1),
    others: [{ grid: codeOf(0), metres: expect.closeTo(9.53, 1) }],
  });
  expect(atPoint(twoSquares, 108.0102, 31.005)).toEqual({ kind: 'grid', grid: codeOf(1) });
  expect(atPoint(twoSquares, 108.0301, 31.005)).toBeUndefined();
});

test('a grid inside another is a hole of it', () => {
  const hole = square(108.004, 31.004, 0.002);
  const index = openIndex(responsibleIndex(features([[[square(108, 31, 0.01), hole.toReversed()]], [[hole]]]), []));
  expect(atPoint(index, 108.005, 31.005)).toEqual({ kind: 'grid', grid: codeOf(1) });
  expect(atPoint(index, 108.002, 31.005)).toEqual({ kind: 'grid', grid: codeOf(0) });
});

const towns = fc
  .array(fc.record({ lng: fc.nat(300), lat: fc.nat(300), part: fc.nat(3) }), { minLength: 8, maxLength: 40 })
  .map((places) => {
    const layout = layoutOf(
      places.map(({ lng, lat }, i) => ({ id: String(i), lng: 108 + lng / 1e4, lat: 31 + lat / 1e4, households: 1 })),
    );
    return {
      places,
      shapes: outline(
        layout,
        Int32Array.from(places, ({ part }) => part),
        4,
      ),
    };
  });

test('every point of the plan, on borders and corners too, has exactly one grid', () =>
  fc.assert(
    fc.property(
      towns,
      fc.array(fc.tuple(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }))),
      ({ shapes }, picks) => {
        const whole = openIndex(responsibleIndex(features(shapes), []));
        const each = shapes.map((_, i) =>
          openIndex(responsibleIndex(features(shapes.map((shape, j) => (i === j ? shape : []))), [])),
        );
        const sides = shapes.flat(2).flatMap((ring) => ring.slice(1).map((b, i) => [ring[i]!, b] as const));
        for (const [n, t] of picks) {
          const [a, b] = sides[n % sides.length]!;
          const [lng, lat] = [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
          const holders = each.filter((index) => atPoint(index, lng, lat) !== undefined);
          expect(holders.length).toBeLessThanOrEqual(1);
          expect(atPoint(whole, lng, lat) !== undefined).toBe(holders.length === 1);
        }
      },
    ),
  ));

test('every building is found in the grid that the plan gave it', () =>
  fc.assert(
    fc.property(towns, ({ places, shapes }) => {
      const index = openIndex(responsibleIndex(features(shapes), []));
      const first = new Map<string, number>();
      for (const { lng, lat, part } of places) if (!first.has(`${lng} ${lat}`)) first.set(`${lng} ${lat}`, part);
      for (const { lng, lat } of places)
        expect(atPoint(index, 108 + lng / 1e4, 31 + lat / 1e4)?.grid).toBe(codeOf(first.get(`${lng} ${lat}`)!));
    }),
  ));

test('names, addresses and codes find their grids', () => {
  expect(byText(twoSquares, '农发小区 ３＃')).toEqual([codeOf(0)]);
  expect(byText(twoSquares, '城口县葛城街道农发小区十三号楼2单元501')).toEqual([codeOf(1)]);
  expect(byText(twoSquares, '农发小区')).toEqual([codeOf(0), codeOf(1)]);
  expect(byText(twoSquares, '农发小区23栋')).toEqual([codeOf(0), codeOf(1)]);
  expect(byText(twoSquares, '县医')).toEqual([codeOf(1)]);
  expect(byText(twoSquares, codeOf(1))).toEqual([codeOf(1)]);
  expect(byText(twoSquares, '别处')).toEqual([]);
  expect(byText(twoSquares, ' ')).toEqual([]);
});

test('the published index says the same after a journey as JSON', () => {
  const made = responsibleIndex(features([[[square(108, 31, 0.01)]]]), [['县医院', codeOf(0)]]);
  const index = openIndex(JSON.parse(JSON.stringify(made)));
  expect(atPoint(index, 108.005, 31.005)?.grid).toBe(codeOf(0));
  expect(byText(index, '县医院')).toEqual([codeOf(0)]);
});
