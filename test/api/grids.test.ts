import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Problem } from '../../functions/http/client.ts';
import { api, blockCsv, community, OFFICER, settled } from './county.ts';

const providence = new URL('../../../shared/data/grids/providence_blocks.geojson', import.meta.url);

test('an import tells each bad row, keeps the good ones, and stores nothing twice', async () => {
  const code = await community(1);
  const { buildings } = await api(OFFICER);
  const rows = blockCsv(4, 3).split('\n');
  const text = [...rows, 'x1,坏,,31.4,3', 'x2,坏,109.6,31.4,-3'].join('\n');
  const first = await buildings.importBuildings({ params: { community: code }, upload: { type: 'text/csv', text } });
  expect(first.body).toMatchObject({ rows: 14, stored: 12, unchanged: 0 });
  expect(first.body.errors.map(({ row, refusal }) => [row, refusal])).toEqual([
    [14, 'position-missing'],
    [15, 'count-invalid'],
  ]);
  const again = await buildings.importBuildings({ params: { community: code }, upload: { type: 'text/csv', text } });
  expect(again.body).toMatchObject({ stored: 0, unchanged: 12 });
});

test('buildings are paged with a cursor that never skips or repeats a row', async () => {
  const code = await settled(2, 7, 5);
  const { buildings } = await api(OFFICER);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await buildings.buildings({
      params: { community: code },
      query: { limit: 8, ...(cursor && { cursor }) },
    });
    seen.push(...body.items.map(({ id }) => id));
    expect(body.total).toBe(35);
    cursor = body.next;
  } while (cursor);
  expect(seen).toEqual([...new Set(seen)].sort());
  expect(seen).toHaveLength(35);
  const refused = buildings.buildings({ params: { community: code }, query: { cursor: 'x.y' } });
  await expect(refused).rejects.toMatchObject({ status: 400, refusal: 'cursor-invalid' });
});

test('a plan is made, read, published and superseded', async () => {
  const code = await settled(3);
  const { plans } = await api(OFFICER);
  const made = await plans.planGrids({ params: { community: code }, body: { grids: 4 } });
  expect(made).toMatchObject({
    status: 201,
    etag: '"1"',
    body: { state: 'draft', households: 240, buildings: 24, withinTolerance: true },
  });
  expect(made.body.grids.map((grid) => grid.code)).toEqual([1, 2, 3, 4].map((serial) => `${code}00${serial}`));
  expect(made.body.grids.reduce((sum, { households }) => sum + households, 0)).toBe(240);
  const params = { community: code, plan: made.body.id };
  expect((await plans.plan({ params })).body).toEqual(made.body);
  expect((await plans.planFeatures({ params })).body.features).toHaveLength(4);
  const published = await plans.publishPlan({ params, ifMatch: made.etag! });
  expect(published).toMatchObject({ etag: '"2"', body: { state: 'published' } });

  const next = await plans.planGrids({ params: { community: code }, body: { householdsPerGrid: 80, seed: 7 } });
  expect(next.body.grids).toHaveLength(3);
  await plans.publishPlan({ params: { community: code, plan: next.body.id }, ifMatch: next.etag! });
  const list = (await plans.plans({ params: { community: code } })).body.items;
  expect(list.map(({ state }) => state)).toEqual(['published', 'superseded']);
  expect(list[1]!.validTo).toBe(list[0]!.publishedAt);
});

test('the same buildings and seed give the same plan', async () => {
  const code = await settled(4);
  const { plans } = await api(OFFICER);
  const make = async () => (await plans.planGrids({ params: { community: code }, body: { grids: 5, seed: 3 } })).body;
  const [first, second] = [await make(), await make()];
  expect(second.grids).toEqual(first.grids);
  expect(second.id).not.toBe(first.id);
});

test('what cannot be planned is refused by name, with a pointer', async () => {
  const { plans } = await api(OFFICER);
  const empty = await community(5);
  const code = await settled(6);
  const refused = async (at: string, body: object, refusal: string, pointer?: string) => {
    const problem = await plans.planGrids({ params: { community: at }, body }).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ refusal });
    if (pointer) expect((problem as Problem).errors[0]).toMatchObject({ pointer });
  };
  await refused(empty, { grids: 3 }, 'no-buildings');
  await refused('500238009009', { grids: 3 }, 'no-such-division');
  await refused(code, {}, 'grids-missing', '#/grids');
  await refused(code, { grids: 3, householdsPerGrid: 100 }, 'grids-missing', '#/grids');
  await refused(code, { grids: 25 }, 'more-grids-than-buildings', '#/grids');
  await refused(code, { grids: 1.5 }, 'request-invalid', '#/grids');
  await refused(code, { grids: 3, state: 'published' }, 'request-invalid', '#/state');
  await refused(code, { grids: 3, near: { plan: '01JD3Z8K6Q4V5W7X9Y0ABCDEFG' } }, 'no-such-plan');
  await refused(code, { grids: 3, locks: { nowhere: 1 } }, 'building-unknown', '#/locks/nowhere');
  await refused(code, { grids: 3, locks: { b0000: 4 } }, 'grid-unknown', '#/locks/b0000');
  const dedicated = [{ name: '医院', buildings: ['b0000', 'b0000'] }];
  await refused(code, { grids: 3, dedicated }, 'dedicated-twice', '#/dedicated/0/buildings/1');
  await refused(
    code,
    { grids: 3, dedicated: [{ name: '医院', buildings: ['b0000'] }], locks: { b0000: 1 } },
    'locks-conflict',
  );
  const wall = (lng: number): [number, number][] => [
    [lng, 31.3],
    [lng, 31.5],
  ];
  const walls = { type: 'MultiLineString', coordinates: [wall(109.63 + 1.5 * 0.00042), wall(109.63 + 3.5 * 0.00042)] };
  await refused(code, { grids: 2, barriers: walls }, 'more-islands-than-grids', '#/grids');
  await refused(code, { grids: 3, barriers: walls, locks: { b0000: 1, b0005: 1 } }, 'locks-apart', '#/locks');
});

test('a published plan cannot be published again, and a missing one is not found', async () => {
  const code = await settled(7);
  const { plans } = await api(OFFICER);
  const made = await plans.planGrids({ params: { community: code }, body: { grids: 2 } });
  const params = { community: code, plan: made.body.id };
  await plans.publishPlan({ params, ifMatch: '"1"' });
  await expect(plans.publishPlan({ params, ifMatch: '"2"' })).rejects.toMatchObject({
    status: 409,
    refusal: 'plan-not-a-draft',
  });
  const missing = plans.plan({ params: { community: code, plan: '01JD3Z8K6Q4V5W7X9Y0ABCDEFG' } });
  await expect(missing).rejects.toMatchObject({ status: 404, refusal: 'no-such-plan' });
});

test('a plan keeps to locks, dedicated grids, a river and the plan before it, over HTTP', async () => {
  const code = await settled(20, 8, 6);
  const { plans } = await api(OFFICER);
  const [north, south] = [31.39 + 3 * 0.00036, 31.39 + 2 * 0.00036];
  const river = [
    [109.62, (north + south) / 2],
    [109.65, (north + south) / 2],
  ] as [number, number][];
  const body = {
    grids: 4,
    barriers: { type: 'MultiLineString' as const, coordinates: [river] },
    dedicated: [{ name: '县人民医院', buildings: ['b0000', 'b0001'] }],
    locks: { b0047: 1, b0040: 2 },
  };
  const { body: first } = await plans.planGrids({ params: { community: code }, body });
  const kept = await plans.plan({ params: { community: code, plan: first.id } });
  expect(kept.body.barriers).toEqual(body.barriers);
  const of = async (plan: string) =>
    (await plans.planAssignment({ params: { community: code, plan } })).body.assignment;
  const before = await of(first.id);
  expect(Object.keys(before)).toHaveLength(48);
  expect([before['b0047'], before['b0040']]).toEqual([`${code}001`, `${code}002`]);
  expect(first.grids.filter(({ dedicated }) => dedicated).map(({ buildings }) => buildings)).toEqual([2]);
  for (const { code: grid } of first.grids) {
    const rows = Object.entries(before).flatMap(([id, own]) =>
      own === grid ? [Math.floor(Number(id.slice(1)) / 8)] : [],
    );
    expect(Math.min(...rows) >= 3 || Math.max(...rows) <= 2).toBe(true);
  }
  const locks = { b0024: Number(before['b0024']!.slice(12)) };
  const { body: next } = await plans.planGrids({
    params: { community: code },
    body: { grids: 4, locks, dedicated: body.dedicated, near: { plan: first.id } },
  });
  const after = await of(next.id);
  expect(after['b0024']).toBe(before['b0024']);
  expect(next.near).toBe(first.id);
  expect(next.moved).toBe(10 * Object.keys(after).filter((id) => after[id] !== before[id]).length);
  expect(next.moved).toBeLessThan(120);
});

test('a plan drawn by hand is stored as it is, and read back as GeoJSON and CSV', async () => {
  const code = await settled(21, 6, 4);
  const { plans } = await api(OFFICER);
  const assignment = Object.fromEntries(
    Array.from({ length: 24 }, (_, i) => [`b${String(i).padStart(4, '0')}`, i % 6 < 3 ? 5 : 2]),
  );
  const drawn = await plans.drawPlan({ params: { community: code }, body: { assignment, name: '手绘' } });
  expect(drawn).toMatchObject({
    status: 201,
    body: { origin: 'drawn', broken: 0, withinTolerance: true, name: '手绘' },
  });
  expect(drawn.body.grids.map((grid) => grid.code)).toEqual([`${code}002`, `${code}005`]);
  const params = { community: code, plan: drawn.body.id };
  expect((await plans.planFeatures({ params })).body.features.map(({ id }) => id)).toEqual([
    `${code}002`,
    `${code}005`,
  ]);
  const { features } = (await plans.planBuildings({ params })).body;
  expect(features).toHaveLength(24);
  expect(features[0]).toMatchObject({ id: 'b0000', properties: { grid: `${code}005`, households: 10 } });
  const table = (await plans.planTable({ params })).body.split('\r\n');
  expect(table[0]).toBe('id,name,compound,lng,lat,households,population,grid');
  expect(table[1]).toBe(`b0000,测试小区1栋,,109.63,31.39,10,,${code}005`);
  const broken = await plans.drawPlan({
    params: { community: code },
    body: { assignment: { ...assignment, b0000: 2 }, near: drawn.body.id },
  });
  expect(broken.body).toMatchObject({ broken: 1, withinTolerance: false, near: drawn.body.id, moved: 10 });
  await plans.publishPlan({ params, ifMatch: drawn.etag! });
  const refused = (body: Parameters<typeof plans.drawPlan>[0]['body']) =>
    plans.drawPlan({ params: { community: code }, body }).catch(({ refusal }: Problem) => refusal);
  expect(await refused({ assignment: { ...assignment, other: 2 } })).toBe('building-unknown');
  expect(await refused({ assignment: { b0000: 2 } })).toBe('buildings-unassigned');
  expect(await refused({ assignment, dedicated: [{ grid: 3, name: '医院' }] })).toBe('grid-unknown');
  expect(await refused({ assignment: { ...assignment, b0000: 0 } })).toBe('request-invalid');
  expect(await refused({ assignment, near: '01JD3Z8K6Q4V5W7X9Y0ABCDEFG' })).toBe('no-such-plan');
});

test.runIf(existsSync(providence))('a real map: Providence in 15 grids, contiguous and even in people', async () => {
  const code = await community(8);
  const { buildings, plans } = await api(OFFICER);
  const text = readFileSync(providence, 'utf8');
  const imported = await buildings.importBuildings({
    params: { community: code },
    upload: { type: 'application/geo+json', text },
  });
  expect(imported.body).toMatchObject({ rows: 3014, stored: 3014, errors: [] });
  const { body } = await plans.planGrids({ params: { community: code }, body: { grids: 15, weight: 'population' } });
  expect(body).toMatchObject({ households: 178_040, withinTolerance: true });
  expect(body.grids).toHaveLength(15);
  expect(body.deviation).toBeLessThanOrEqual(0.05);
});
