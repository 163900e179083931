import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { buildings } from '../../functions/grids/buildings/contract.ts';
import { client } from '../../functions/http/client.ts';
import { imports } from '../../functions/system/imports/contract.ts';
import { as } from './as.ts';
import { community, OFFICER } from './county.ts';

const COUNTY = '500238';
const importing = async () => client(imports, { ...(await as(OFFICER)), language: 'en' });
type Params = { division: string; import: string };

/** Starts an import and waits for its end. */
async function run(params: Params) {
  const api = await importing();
  await api.startImport({ params });
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(100)) {
    const { body } = await api.import({ params });
    if (body.state !== 'waiting' && body.state !== 'running') return body;
  }
  throw new Error('the import did not end');
}

const open = async (kind: 'units' | 'buildings'): Promise<Params> => {
  const { body } = await (await importing()).openImport({ params: { division: COUNTY }, body: { kind } });
  return { division: COUNTY, import: body.id };
};

const building = (at: string, id: string) => ({
  community: at,
  id,
  name: '测试楼',
  lng: 109.6,
  lat: 31.4,
  households: 9,
});

test('parts as NDJSON and as GBK CSV are taken together; bad rows are told by part and line; nothing is stored twice', async () => {
  const [first, second] = [await community(330), await community(331)];
  const api = await importing();
  const params = await open('buildings');
  const part = (number: number) => ({ ...params, part: number });
  const lines = Array.from({ length: 600 }, (_, i) => building(i % 2 ? first : second, `b${i}`));
  const ndjson = [...lines, building('500229001002', 'elsewhere')].map((one) => JSON.stringify(one)).join('\n');
  await api.putImportPart({ params: part(1), upload: { type: 'application/x-ndjson', text: ndjson } });
  // 测试 in GBK; no UTF-8.
  const gbk = new Uint8Array([
    ...new TextEncoder().encode(`community,id,name,lng,lat,households\n${first},g1,`),
    0xb2,
    0xe2,
    0xca,
    0xd4,
    ...new TextEncoder().encode(',109.6,31.4,8\nwrong,,,,,\n'),
  ]);
  const lost = api.putImportPart({ params: part(2), upload: { type: 'text/csv', bytes: gbk } });
  await expect(lost).rejects.toMatchObject({ refusal: 'file-unreadable' });
  await api.putImportPart({ params: part(2), upload: { type: 'application/octet-stream', bytes: gbk } });
  const resent = await api.putImportPart({ params: part(2), upload: { type: 'application/octet-stream', bytes: gbk } });
  expect(resent.body.parts).toMatchObject([
    { part: 1, rows: 601 },
    { part: 2, rows: 2 },
  ]);
  const done = await run(params);
  expect(done).toMatchObject({
    state: 'done',
    progress: { rows: 603, read: 603, stored: 601, unchanged: 0, refused: 2 },
  });
  const { body: faults } = await api.importFaults({ params });
  expect(faults.items).toMatchObject([
    { part: 1, row: 601, refusal: 'code-foreign' },
    { part: 2, row: 3, refusal: 'code-foreign' },
  ]);
  const { body } = await client(buildings, await as(OFFICER)).buildings({
    params: { community: first },
    query: { limit: 1000 },
  });
  expect(body.total).toBe(301);
  expect(body.items.find(({ id }) => id === 'g1')?.name).toBe('测试');

  const anew = await open('buildings');
  await api.putImportPart({ params: { ...anew, part: 1 }, upload: { type: 'application/x-ndjson', text: ndjson } });
  expect(await run(anew)).toMatchObject({ state: 'done', progress: { stored: 0, unchanged: 600, refused: 1 } });
});

test('an import takes no parts once it has started, none that it cannot read, and cannot start empty', async () => {
  const api = await importing();
  const params = await open('units');
  const upload = { type: 'application/x-ndjson', text: '{"id":' } as const;
  await expect(api.startImport({ params })).rejects.toMatchObject({ refusal: 'file-without-rows' });
  await expect(api.putImportPart({ params: { ...params, part: 1 }, upload })).rejects.toMatchObject({
    refusal: 'file-unreadable',
  });
  await api.putImportPart({ params: { ...params, part: 1 }, upload: { type: 'text/csv', text: 'id,name\n,\n' } });
  expect(await run(params)).toMatchObject({ state: 'done', progress: { stored: 0, refused: 1 } });
  const late = api.putImportPart({ params: { ...params, part: 2 }, upload: { type: 'text/csv', text: 'id\nx\n' } });
  await expect(late).rejects.toMatchObject({ refusal: 'import-started' });
  await expect(api.startImport({ params })).rejects.toMatchObject({ refusal: 'import-started' });
  await expect(api.import({ params: { ...params, import: '0'.repeat(26) } })).rejects.toMatchObject({
    refusal: 'no-such-import',
  });
});

test('whoever may not import the list itself may not import it in bulk', async () => {
  const street = client(imports, await as('street'));
  const refused = street.openImport({ params: { division: '500229001' }, body: { kind: 'buildings' } });
  await expect(refused).rejects.toMatchObject({ refusal: 'forbidden' });
});
