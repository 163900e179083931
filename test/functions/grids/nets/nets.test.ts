import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNets } from '../../../../functions/grids/nets/compare.ts';
import type { Net, NetBuilding } from '../../../../functions/grids/nets/cover.ts';
import { readNet } from '../../../../functions/grids/nets/read.ts';
import { reportNets } from '../../../../functions/grids/nets/report.ts';

const square = (west: number, east: number): [number, number][][][] => [
  [
    [
      [west, 31],
      [east, 31],
      [east, 32],
      [west, 32],
      [west, 31],
    ],
  ],
];
// four buildings in a row, in two communities
const buildings: NetBuilding[] = [10, 20, 30, 40].map((households, i) => ({
  id: `b${i}`,
  lng: 108 + i + 0.5,
  lat: 31.5,
  households,
  community: i < 2 ? '500229001001' : '500229001002',
}));
const police: Net = {
  name: '综治',
  grids: [
    { id: '1', units: ['公安局'], area: square(108, 110) },
    { id: '2', units: ['司法局', '公安局'], area: square(109, 111) },
  ],
};
const health: Net = { name: '卫健', grids: [{ id: '1', units: ['卫健委'], buildings: ['b0', 'b1', 'nowhere'] }] };

test('overlaps, gaps, units between communities and loads are found', () => {
  const report = reportNets(buildings, [police, health]);
  expect(report.nets[0]).toEqual({
    net: '综治',
    grids: 2,
    covered: { buildings: 3, households: 60 },
    gap: { buildings: 1, households: 40 },
    overlap: { buildings: 1, households: 20 },
    overlaps: [{ grids: ['1', '2'], buildings: 1, households: 20 }],
  });
  expect(report.between).toEqual([{ nets: ['综治', '卫健'], buildings: 2, households: 30 }]);
  expect(report.overlap).toEqual({ buildings: 2, households: 30 });
  expect(report.gap).toEqual({ buildings: 1, households: 40, ids: ['b3'] });
  const unit = (name: string) => report.units.find((u) => u.unit === name)!;
  expect([unit('公安局').communities.length, unit('公安局').households]).toEqual([2, 60]);
  expect([unit('卫健委').communities.length, unit('卫健委').households]).toEqual([1, 30]);
});

test('before and after stand side by side: overlap removed, gap closed, who moves', () => {
  const unified: Net = {
    name: '一张网',
    grids: [
      { id: 'g1', units: ['公安局'], buildings: ['b0', 'b1'] },
      { id: 'g2', units: ['司法局'], buildings: ['b3'] },
      { id: 'g3', units: ['水利局'], buildings: ['b2'] },
    ],
  };
  const { before, after, overlapRemoved, gapClosed, unitsMoved, units } = compareNets(
    buildings,
    [police, health],
    unified,
  );
  expect([overlapRemoved, gapClosed, unitsMoved]).toEqual([30, 40, 3]);
  expect(units.map(({ unit, move, kept }) => [unit, move, kept])).toEqual([
    ['公安局', 'partly', 30],
    ['卫健委', 'leaves', 0],
    ['司法局', 'moves', 0],
    ['水利局', 'joins', 0],
  ]);
  expect([before.unitsInSeveralCommunities, after.unitsInSeveralCommunities]).toEqual([2, 0]);
  expect(after.householdsPerUnit).toEqual({ least: 30, mean: 100 / 3, most: 40 });
});

const nets = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c'),
    grids: fc.array(
      fc.record({
        id: fc.constantFrom('1', '2', '3'),
        units: fc.subarray(['u', 'v', 'w']),
        buildings: fc.subarray(buildings.map(({ id }) => id)),
      }),
      { maxLength: 4 },
    ),
  }),
  { maxLength: 3 },
);

test('covered and gap add up to everything, and overlap never exceeds covered', () =>
  fc.assert(
    fc.property(nets, (list) => {
      const { all, nets: each, overlap, gap } = reportNets(buildings, list);
      expect(gap.households + overlap.households).toBeLessThanOrEqual(all.households);
      expect(all.households).toBe(100);
      for (const net of each) {
        expect(net.covered.households + net.gap.households).toBe(100);
        expect(net.overlap.households).toBeLessThanOrEqual(net.covered.households);
      }
    }),
  ));

test('a net compared with itself changes nothing', () =>
  fc.assert(
    fc.property(nets, (list) => {
      const whole: Net = { name: 'whole', grids: list.flatMap(({ grids }) => grids) };
      const { unitsMoved, overlapRemoved, gapClosed, units } = compareNets(buildings, [whole], whole);
      expect([unitsMoved, overlapRemoved, gapClosed]).toEqual([0, 0, 0]);
      expect(units.every(({ move }) => move === 'stays')).toBe(true);
    }),
  ));

test('nets are read from GeoJSON polygons and from lists of buildings; bad rows are told', () => {
  const feature = (properties: object, geometry: unknown) => ({ type: 'Feature', properties, geometry });
  const features = [
    feature({ id: 7, unit: '公安局、 司法局' }, { type: 'Polygon', coordinates: square(108, 109)[0] }),
    feature({}, { type: 'Polygon', coordinates: square(108, 109)[0] }),
    feature({ id: 8 }, { type: 'Point', coordinates: [108, 31] }),
    feature({ id: 9 }, { type: 'Polygon', coordinates: [[[108, 31]]] }),
  ];
  const drawn = readNet({
    type: 'application/geo+json',
    text: JSON.stringify({ type: 'FeatureCollection', features }),
  });
  expect(drawn.grids).toEqual([{ id: '7', units: ['公安局', '司法局'], area: square(108, 109) }]);
  expect(drawn.faults).toEqual([
    { row: 2, refusal: 'grid-missing' },
    { row: 3, refusal: 'geometry-unsupported' },
    { row: 4, refusal: 'ring-invalid' },
  ]);
  const listed = readNet({ type: 'text/csv', text: 'grid,building,unit\n一,b1,卫健委\n一,b2,卫健委\n,b3,x\n二,,x\n' });
  expect(listed.grids).toEqual([{ id: '一', units: ['卫健委'], buildings: ['b1', 'b2'] }]);
  expect(listed.faults).toEqual([
    { row: 4, refusal: 'grid-missing' },
    { row: 5, refusal: 'building-missing' },
  ]);
});

test('a file that is no net is refused by name', () => {
  const read = (type: string, text: string) => () => readNet({ type, text });
  expect(read('application/json', '{')).toThrow(expect.objectContaining({ refusal: 'file-unreadable' }));
  expect(read('application/json', '{}')).toThrow(expect.objectContaining({ refusal: 'file-unreadable' }));
  expect(read('text/csv', 'grid,building\n')).toThrow(expect.objectContaining({ refusal: 'file-without-rows' }));
});
