import { expect, test } from 'vitest';
import { nets } from '../../functions/grids/nets/contract.ts';
import { client } from '../../functions/http/client.ts';
import { as } from './as.ts';
import { community } from './county.ts';

const params = { division: '500229' };
const api = async (name: string) => client(nets, { ...(await as(name)), language: 'en' });

/** A rectangle as a polygon. */
const box = (west: number, south: number, east: number, north: number) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});

test('old nets are imported with their faults, reported on, and compared with the one net in force; bad files are refused by name', async () => {
  const county = await api('county');
  const feature = (id: unknown, units: string, geometry: object) => ({
    type: 'Feature',
    properties: { id, units },
    geometry,
  });
  const file = {
    type: 'FeatureCollection',
    features: [
      feature('西片', '县人民检察院', box(108.63, 31.93, 108.66, 31.96)),
      feature('东片', '县妇联；县人民检察院', box(108.655, 31.93, 108.69, 31.96)),
      feature('', '谁', box(1, 1, 2, 2)),
      feature('线', '谁', { type: 'LineString', coordinates: [] }),
      feature('开', '谁', {
        type: 'Polygon',
        coordinates: [
          [
            [1, 1],
            [2, 2],
            [3, 1],
            [4, 4],
          ],
        ],
      }),
    ],
  };
  const upload = { type: 'application/geo+json', text: JSON.stringify(file) };
  const first = await county.importNet({ params, query: { name: '综治网格' }, upload });
  expect(first.body.errors.map(({ row, refusal }) => [row, refusal])).toEqual([
    [3, 'grid-missing'],
    [4, 'geometry-unsupported'],
    [5, 'ring-invalid'],
  ]);
  expect(first.body).toMatchObject({ rows: 5, stored: 2 });
  expect((await county.importNet({ params, query: { name: '综治网格' }, upload })).body).toMatchObject({ stored: 0 });
  const csv =
    'grid,community,building,unit\nA,500229001006,B0001,县民政局\nA,500229001006,B0002,县民政局\n,500229001006,B0003,县民政局';
  const second = await county.importNet({
    params,
    query: { name: '民政网格' },
    upload: { type: 'text/csv', text: csv },
  });
  expect(second.body).toMatchObject({ rows: 3, stored: 2, errors: [{ row: 4, refusal: 'grid-missing' }] });
  const stored = (await county.nets({ params })).body.items.map(({ id, grids }) => [id, grids]);
  expect(stored).toEqual(
    expect.arrayContaining([
      ['民政网格', 1],
      ['综治网格', 2],
    ]),
  );

  const { body: report } = await county.netsReport({ params });
  const old = report.nets.find(({ net }) => net === '综治网格')!;
  expect(old.overlap.households).toBeGreaterThan(0);
  expect(old.overlaps[0]!.grids).toEqual(['西片', '东片']);
  expect(report.nets.find(({ net }) => net === '民政网格')!.covered.buildings).toBe(2);
  expect(report.units.find(({ unit }) => unit === '县人民检察院')!.communities.length).toBeGreaterThan(1);

  const { body: compared } = await county.netsComparison({ params });
  expect(compared.before.nets).toBeGreaterThanOrEqual(2);
  expect(compared.before.grids).toBeGreaterThanOrEqual(3);
  expect(compared.after.nets).toBe(1);
  // Other tests may have published plans of the demo county, too.
  expect(compared.after.grids).toBeGreaterThanOrEqual(41);
  expect(compared.overlapRemoved).toBe(compared.before.overlapHouseholds - compared.after.overlapHouseholds);
  expect(compared.units.find(({ unit }) => unit === '县人民检察院')!.after.grids).toBeGreaterThanOrEqual(1);

  const refused = (text: string, refusal: string) =>
    expect(
      county.importNet({ params, query: { name: '坏' }, upload: { type: 'application/geo+json', text } }),
    ).rejects.toMatchObject({ refusal });
  await refused('{', 'file-unreadable');
  await refused('{"features":[]}', 'file-without-rows');
});

test('without old nets there is nothing to compare', async () => {
  await community(79);
  const other = await api('elsewhere');
  await expect(other.netsComparison({ params: { division: '500238' } })).rejects.toMatchObject({ refusal: 'no-nets' });
});
