import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutOf, type Layout, type PlanBuilding } from '../../../../functions/grids/plans/layout.ts';
import { layoutOfGraph } from '../../../../functions/grids/plans/layout-graph.ts';
import { blocks, pieces, townLayouts } from './layouts.ts';

const at = (id: string, lng: number, lat: number, households = 1): PlanBuilding => ({ id, lng, lat, households });

const neighbours = ({ start, to }: Layout, i: number): number[] =>
  Array.from(to.subarray(start[i]!, start[i + 1]!)).sort((a, b) => a - b);

test('the neighbour graph is connected and mutual, whatever the points', () => {
  fc.assert(
    fc.property(townLayouts(), (layout) => {
      expect(pieces(layout, [...layout.x.keys()])).toBe(1);
      for (let i = 0; i < layout.n; i++)
        for (const j of neighbours(layout, i)) expect(neighbours(layout, j)).toContain(i);
    }),
    { numRuns: 60 },
  );
});

test('blocks are neighbours where they share a border, and know its metres', () => {
  const layout = layoutOf(blocks(3, 3, () => 1));
  expect(neighbours(layout, 4)).toEqual([1, 3, 5, 7]);
  expect(layout.border[layout.start[0]!]).toBeGreaterThan(90);
  expect(layout.border[layout.start[0]!]).toBeLessThan(112);
  expect(layout.outer[4]).toBe(0);
  expect(layout.area[4]! / (111.2 * 97.2)).toBeCloseTo(1, 1);
});

test('a block apart is joined by a link, and a gap narrower than the snap is none', () => {
  const near = blocks(2, 1, () => 1);
  const gap = near.map((b, i) => (i === 0 ? b : { ...b, polygon: moved(b, 0.000002) }));
  const apart = [...near, { ...at('far', 107.0105, 29.0005), polygon: moved(near[0]!, 0.01) }];
  expect(neighbours(layoutOf(gap), 0)).toEqual([1]);
  const layout = layoutOf(apart);
  expect(neighbours(layout, 2)).toEqual([1]);
  expect(layout.link[layout.start[2]!]).toBe(1);
});

test('a river parts neighbours, but at its bridge', () => {
  const rows = [0, 1, 2, 3].flatMap((c) => [0, 1].map((r) => at(`${c}${r}`, 107 + c * 0.0005, 29 + r * 0.0005)));
  const lines = [
    [
      [106.9, 29.00025],
      [107.1, 29.00025],
    ],
  ];
  const across = (layout: Layout): number[] =>
    [0, 2, 4, 6].filter((south) => neighbours(layout, south).some((j) => j % 2 === 1));
  expect(across(layoutOf(rows))).toEqual([0, 2, 4, 6]);
  const bridged = layoutOf(rows, { barriers: { lines, bridges: [[107, 29.00025]], bridgeReach: 10 } });
  expect(across(bridged)).toEqual([0]);
  const barred = layoutOf(rows, { barriers: { lines } });
  expect(across(barred)).toEqual([]);
  // a bridge that no short way passes is still a way: the nearest ones over the river, 500 m wide here
  const wide = [0, 1].flatMap((r) => [0, 1, 2].map((c) => at(`${r}${c}`, 107 + c * 0.0005, 29 + r * 0.0045)));
  const far = layoutOf(wide, {
    barriers: {
      lines: [
        [
          [106.9, 29.002],
          [107.1, 29.002],
        ],
      ],
      bridges: [[107.002, 29.002]],
    },
  });
  expect(neighbours(far, 2)).toContain(5);
  expect(neighbours(far, 0)).toEqual([1]);
});

test('buildings at one point are one place; points on a line are a chain', () => {
  const layout = layoutOf([at('a', 107, 29), at('b', 107, 29), at('c', 107.001, 29), at('d', 107.002, 29)]);
  expect([...layout.place]).toEqual([0, 0, 2, 3]);
  expect(neighbours(layout, 2)).toEqual([0, 3]);
  expect(neighbours(layoutOf([at('a', 107, 29)]), 0)).toEqual([]);
});

test('bad buildings are refused by name', () => {
  const polygon = [
    [
      [107, 29],
      [107.001, 29],
      [107, 29],
    ],
  ];
  expect(() => layoutOf([])).toThrow('no-buildings');
  for (const lng of [NaN, Infinity, 181]) expect(() => layoutOf([at('a', lng, 29)])).toThrow('bad-coordinates');
  for (const many of [NaN, -1, Infinity]) expect(() => layoutOf([at('a', 107, 29, many)])).toThrow('bad-households');
  expect(() => layoutOf([at('a', 107, 29), at('a', 108, 29)])).toThrow('duplicate-building');
  // an outline of no area counts for nothing, a coordinate that is no number is a fault
  expect(layoutOf([{ ...at('a', 107, 29), polygon }]).mesh).toBeUndefined();
  expect(() => layoutOf([{ ...at('a', 107, 29), polygon: [[[NaN, 1], ...polygon[0]!]] }])).toThrow('bad-polygon');
  const two = Float64Array.of(0, 1);
  expect(() => layoutOfGraph(two, two, two, { u: [0], v: [2] })).toThrow('bad-edge');
  expect(() => layoutOfGraph(two, Float64Array.of(0, NaN), two, { u: [], v: [] })).toThrow('bad-coordinates');
});

function moved(block: PlanBuilding, east: number): number[][][] {
  const rings = block.polygon as number[][][];
  return rings.map((ring) => ring.map(([lng, lat]) => [lng! + east, lat!]));
}
