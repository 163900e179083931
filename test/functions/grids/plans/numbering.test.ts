import { expect, test } from 'vitest';
import { figures } from '../../../../functions/grids/plans/figures.ts';
import { layoutOf } from '../../../../functions/grids/plans/layout.ts';
import { buildingsOfMap, pointWithin } from '../../../../functions/grids/plans/map-input.ts';
import { gridCode, numbered } from '../../../../functions/grids/plans/numbering.ts';
import { numberColumns } from '../../../../functions/grids/plans/table.ts';
import { blocks } from './layouts.ts';

test('serials run from north to south, in a row from west to east', () => {
  const layout = layoutOf(blocks(4, 4, () => 1));
  const quarter = Int32Array.from({ length: 16 }, (_, i) => 3 - ((i % 4 >= 2 ? 1 : 0) + (i >= 8 ? 2 : 0)));
  const serial = numbered(layout, quarter, 4);
  expect([serial[12], serial[15], serial[0], serial[3]]).toEqual([0, 1, 2, 3]);
});

test('a code is the community and a serial of three digits', () => {
  expect(gridCode('500229001002', 0)).toBe('500229001002001');
  expect(gridCode('500229001002', 998)).toBe('500229001002999');
  expect(() => gridCode('500229001002', 999)).toThrow('too-many-grids');
  expect(() => gridCode('50022900100', 0)).toThrow('bad-community-code');
});

test('figures of two squares, by hand', () => {
  const layout = layoutOf(blocks(2, 1, (i) => 10 + 20 * i));
  const { grids, mean, deviation, border, broken } = figures(layout, Int32Array.of(0, 1), 2);
  expect(grids.map(({ households, buildings }) => [households, buildings])).toEqual([
    [10, 1],
    [30, 1],
  ]);
  expect([mean, deviation, broken]).toEqual([20, 0.5, 0]);
  expect(border).toBeCloseTo(111.2, 0);
  expect(grids[0]!.compactness).toBeCloseTo(Math.PI / 4, 1);
  expect(figures(layoutOf(blocks(3, 1, () => 1)), Int32Array.of(0, 1, 0), 2).broken).toBe(1);
});

test('tables are read by column name; what is no number is refused', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  const [y, x] = numberColumns(bytes('id,x,y\n0,-1.50,2\r\n1,1e3,.25\n'), ['y', 'x'], '#/nodes');
  expect([...y!, ...x!]).toEqual([2, 0.25, -1.5, 1000]);
  expect(() => numberColumns(bytes('id,x\n0,1\n'), ['y'], '#/nodes')).toThrow('bad-table');
  expect(() => numberColumns(bytes('id,x\n0,a\n'), ['x'], '#/nodes')).toThrow('bad-table');
  expect(() => numberColumns(bytes('id,x\n0\n'), ['id'], '#/nodes')).toThrow('bad-table');
});

test('a map gives buildings with a point inside each polygon', () => {
  const u = [
    [
      [0, 0],
      [3, 0],
      [3, 3],
      [2, 3],
      [2, 1],
      [1, 1],
      [1, 3],
      [0, 3],
      [0, 0],
    ],
  ];
  const [lng, lat] = pointWithin(u);
  expect([lng < 1 || lng > 2 || lat < 1, lng > 0 && lng < 3]).toEqual([true, true]);
  const feature = (geometry: object, pop: unknown = 3): object => ({ features: [{ properties: { pop }, geometry }] });
  const [building] = buildingsOfMap(feature({ type: 'Polygon', coordinates: u }), 'pop');
  expect(building).toMatchObject({ id: '0', households: 3, polygon: u });
  expect(() => buildingsOfMap({}, 'pop')).toThrow('bad-map');
  expect(() => buildingsOfMap(feature({ type: 'LineString', coordinates: [] }), 'pop')).toThrow('bad-map');
  expect(() => buildingsOfMap(feature({ type: 'Point', coordinates: [1, 2] }, 'x'), 'pop')).toThrow('bad-households');
});
