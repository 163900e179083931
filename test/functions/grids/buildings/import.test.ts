import fc from 'fast-check';
import gcoord from 'gcoord';
import { expect, test } from 'vitest';
import { mergeBuildings, readBuildings } from '../../../../functions/grids/buildings/import.ts';
import { gcj02ToWgs84 } from '../../../../functions/grids/buildings/gcj02.ts';
import { Refusal } from '../../../../functions/http/refusal.ts';

const geojson = (...features: unknown[]) => ({
  type: 'application/geo+json',
  text: JSON.stringify({ type: 'FeatureCollection', features }),
});
const point = (id: unknown, lng: unknown, lat: unknown, properties: object) => ({
  type: 'Feature',
  properties: { id, ...properties },
  geometry: { type: 'Point', coordinates: [lng, lat] },
});

test('points, polygons and CSV rows become buildings', () => {
  const square = [
    [
      [0, 0],
      [0.002, 0],
      [0.002, 0.001],
      [0, 0.001],
      [0, 0],
    ],
  ];
  const { buildings, faults } = readBuildings(
    geojson(point('a', 108.66, 31.95, { name: ' 农发小区3栋 ', households: 12 }), {
      type: 'Feature',
      id: 7,
      properties: { pop: 26 },
      geometry: { type: 'Polygon', coordinates: square },
    }),
    'WGS84',
  );
  expect(faults).toEqual([]);
  expect(buildings[0]).toEqual({ id: 'a', name: '农发小区3栋', lng: 108.66, lat: 31.95, households: 12 });
  expect(buildings[1]).toEqual({ id: '7', lng: 0.001, lat: 0.0005, households: 10, population: 26, polygon: [square] });
  const table = readBuildings(
    { type: 'text/csv', text: 'ID,Name,Lng,Lat,Households,Population\n1,甲,108.6,31.9,3,\n' },
    'WGS84',
  );
  expect(table.buildings).toEqual([{ id: '1', name: '甲', lng: 108.6, lat: 31.9, households: 3 }]);
});

test('each bad feature is told by its place in the file, the good ones are kept', () => {
  const { buildings, faults } = readBuildings(
    geojson(
      point('a', 108.66, 31.95, { households: 12 }),
      point('a', 108.67, 31.95, { households: 3 }),
      point('b', 'east', 31.95, { households: 3 }),
      point('c', 208.66, 31.95, { households: 3 }),
      point('d', 108.66, 31.95, {}),
      point('e', 108.66, 31.95, { households: -1 }),
      point('f', 108.66, 31.95, { households: 2.5 }),
      { type: 'Feature', properties: { households: 1 }, geometry: null },
      { type: 'Feature', properties: { households: 1 }, geometry: { type: 'LineString', coordinates: [] } },
      {
        type: 'Feature',
        properties: { households: 1 },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 0],
              [1, 1],
            ],
          ],
        },
      },
      null,
      point('x'.repeat(65), 108.66, 31.95, { households: 1 }),
    ),
    'WGS84',
  );
  expect(buildings.map(({ id }) => id)).toEqual(['a']);
  expect(faults.map(({ row, refusal }) => `${row} ${refusal}`)).toEqual([
    '2 id-twice',
    '3 position-invalid',
    '4 position-invalid',
    '5 count-missing',
    '6 count-invalid',
    '7 count-invalid',
    '8 position-missing',
    '9 geometry-unsupported',
    '10 ring-invalid',
    '11 position-missing',
    '12 id-too-long',
  ]);
});

test('a file that is none is refused by name', () => {
  for (const text of ['', '{', '[]', '{"features": 3}', 'null']) {
    expect(() => readBuildings({ type: 'application/geo+json', text }, 'WGS84')).toThrow(Refusal);
  }
  expect(() => readBuildings(geojson(), 'WGS84')).toThrow(new Refusal('file-without-rows'));
});

test('GCJ-02 positions are taken back to WGS84 within a centimetre, as an independent library has it', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 75, max: 134, noNaN: true }),
      fc.double({ min: 18, max: 53, noNaN: true }),
      (lng, lat) => {
        const shifted = gcoordModule.transform([lng, lat], gcoordModule.WGS84, gcoordModule.GCJ02);
        const [x, y] = gcj02ToWgs84(shifted[0]!, shifted[1]!);
        expect(Math.hypot((x - lng) * 111_320 * Math.cos((lat * Math.PI) / 180), (y - lat) * 111_320)).toBeLessThan(
          0.01,
        );
      },
    ),
  );
  expect(gcj02ToWgs84(-71.4, 41.8)).toEqual([-71.4, 41.8]);
});

// Its types describe a default export; what Node loads has none.
type Transform = (position: [number, number], from: string, to: string) => number[];
const gcoordModule = gcoord as unknown as { transform: Transform; WGS84: string; GCJ02: string };

test('merging keeps what the file lacks, replacing drops it, and nothing is stored twice', () => {
  const building = (id: string, households: number) => ({ id, lng: 108, lat: 31, households });
  const stored = [building('a', 1), building('b', 2)];
  const incoming = [building('b', 3), building('c', 4)];
  expect(mergeBuildings(stored, incoming, 'merge')).toEqual({
    set: [building('a', 1), building('b', 3), building('c', 4)],
    changed: 2,
    dropped: 0,
  });
  expect(mergeBuildings(stored, incoming, 'replace')).toEqual({
    set: [building('b', 3), building('c', 4)],
    changed: 2,
    dropped: 1,
  });
  expect(mergeBuildings(stored, stored, 'merge').changed).toBe(0);
});
