import { expect, test } from 'vitest';
import {
  assignmentCsv,
  gridsGeoJson,
  readFeatures,
  readTable,
} from '../../../../functions/grids/workspace/assignment.ts';
import { layoutOf } from '../../../../functions/grids/plans/layout.ts';
import { outline } from '../../../../functions/grids/plans/outline.ts';

const community = '500229001002';
const buildings = [
  { id: 'a1', name: '农发小区1栋', lng: 108.66, lat: 31.95, households: 20 },
  { id: '=b2', name: '一栋,东', lng: 108.661, lat: 31.95, households: 30 },
  { id: 'c3', lng: 108.662, lat: 31.95, households: 25 },
];
const cells = (csv: string) =>
  csv
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n')
    .map((row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));

test('what is written is read again as the same assignment, and no cell is a formula', () => {
  const csv = assignmentCsv(community, buildings, [0, 1, -1]);
  expect(csv).toBe(
    `\uFEFFbuilding,name,households,grid\r\na1,农发小区1栋,20,${community}001\r\n'=b2,"一栋,东",30,${community}002\r\nc3,,25,\r\n`,
  );
  const { part, grids, faults } = readTable(cells(csv), buildings);
  expect({ part: [...part], grids, faults }).toEqual({ part: [0, 1, -1], grids: 2, faults: [] });
});

test('rows that cannot be used are told with their line; the others count', () => {
  const table = [
    ['编号', '网格'],
    ['a1', '10'],
    ['zz', '2'],
    ['', '2'],
    ['a1', '2'],
    ['c3', '2'],
  ];
  const { part, labels, rows, faults } = readTable(table, buildings);
  expect({ part: [...part], labels, rows }).toEqual({ part: [1, -1, 0], labels: ['2', '10'], rows: 5 });
  expect(faults).toEqual([
    { row: 3, problem: 'building-unknown' },
    { row: 4, problem: 'building-missing' },
    { row: 5, problem: 'building-twice' },
  ]);
});

test('polygons take the buildings inside them; other shapes are told', () => {
  const part = Int32Array.from([0, 0, 1]);
  const outlines = outline(layoutOf(buildings), part, 2);
  const map = JSON.parse(
    gridsGeoJson(community, outlines, [
      { households: 50, buildings: 2 },
      { households: 25, buildings: 1 },
    ]),
  );
  expect(map.features[0].properties).toEqual({ grid: `${community}001`, households: 50, buildings: 2 });
  const read = readFeatures(
    [
      ...map.features,
      { geometry: { type: 'LineString', coordinates: [] } },
      { id: 'a1', properties: { grid: 'x' } },
      null,
    ],
    buildings,
  );
  expect([...read.part]).toEqual([0, 0, 1]);
  expect(read.faults).toEqual([
    { row: 3, problem: 'shape-unknown' },
    { row: 4, problem: 'building-twice' },
    { row: 5, problem: 'shape-unknown' },
  ]);
});
