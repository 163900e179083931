import { setTimeout as pause } from 'node:timers/promises';
import { writeXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { buildings } from '../../functions/grids/buildings/contract.ts';
import { client } from '../../functions/http/client.ts';
import { type ImportKind, imports } from '../../functions/system/imports/contract.ts';
import { XLSX } from '../../functions/grids/imports/sheet.ts';
import { as } from './as.ts';
import { community, OFFICER } from './county.ts';
import { fundApi, fundWith } from './fund.ts';

const COUNTY = '500238';
const importing = async () => client(imports, { ...(await as(OFFICER)), language: 'en' });
type Params = { division: string; import: string };
type Part = Parameters<Awaited<ReturnType<typeof importing>>['putImportPart']>[0]['upload'];

/** Starts an import and waits for its end. */
async function run(params: Params, of?: Awaited<ReturnType<typeof importing>>) {
  const api = of ?? (await importing());
  await api.startImport({ params });
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(100)) {
    const { body } = await api.import({ params });
    if (body.state !== 'waiting' && body.state !== 'running') return body;
  }
  throw new Error('the import did not end');
}

const open = async (kind: ImportKind): Promise<Params> => {
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

/** A CSV of buildings in GBK, by its bytes; each is called 测试. */
const gbkBuildings = (communities: readonly string[], count: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from('community,id,name,lng,lat,households\r\n'),
      ...Array.from({ length: count }, (_, i) => [
        Buffer.from(`${communities[i % communities.length]},b${i},`),
        Buffer.from([0xb2, 0xe2, 0xca, 0xd4]),
        Buffer.from(',109.6,31.4,8\r\n'),
      ]).flat(),
    ]),
  );

/** Asks for an address, and puts the file there. @param at when it says it is */
async function put(
  params: Params,
  type: 'text/csv' | 'application/x-ndjson',
  file: Uint8Array<ArrayBuffer>,
  at?: Date,
) {
  const options = { ...(await as(OFFICER)), language: 'en' as const };
  const saying: typeof fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    if (at) headers.set('sonata-local-time', at.toISOString());
    return fetch(input, { ...init, headers });
  };
  const api = client(imports, { ...options, fetch: saying });
  const { body: address } = await api.uploadImport({ params, body: { type, bytes: file.length } });
  const send = (url = address.url, body = file, headers = address.headers) =>
    fetch(url, { method: address.method, headers, body }).then(({ status }) => status);
  return { address, send };
}

test('5,000 rows in GBK are put at an address as one file, and stored; put again they store nothing', async () => {
  const [first, second] = [await community(332), await community(333)];
  const api = await importing();
  const file = gbkBuildings([first, second], 5_000);
  const params = await open('buildings');
  const { address, send } = await put(params, 'text/csv', file);
  expect(address).toMatchObject({ method: 'PUT', bytes: file.length });
  const lasts = Date.parse(address.expiresAt) - Date.now();
  expect(lasts).toBeGreaterThan(0);
  expect(lasts).toBeLessThanOrEqual(900_000);
  expect(await send()).toBe(200);
  expect(await send()).toBe(412);
  const done = await run(params);
  expect(done).toMatchObject({
    state: 'done',
    file: { type: 'text/csv', bytes: file.length },
    parts: [{ part: 1, rows: 5_000 }],
    progress: { rows: 5_000, read: 5_000, stored: 5_000, unchanged: 0, refused: 0 },
  });
  await expect(api.uploadImport({ params, body: { type: 'text/csv', bytes: 1 } })).rejects.toMatchObject({
    refusal: 'import-started',
  });
  const { body } = await client(buildings, await as(OFFICER)).buildings({
    params: { community: second },
    query: { limit: 1000 },
  });
  expect(body.total).toBe(2_500);
  expect(new Set(body.items.map(({ name }) => name))).toEqual(new Set(['测试']));

  const anew = await open('buildings');
  const wrong = Buffer.from('{"community":"none"}\n');
  await api.putImportPart({ params: { ...anew, part: 3 }, upload: { type: 'application/x-ndjson', text: `${wrong}` } });
  // Of two addresses the last one counts.
  expect(await (await put(anew, 'application/x-ndjson', new Uint8Array(wrong))).send()).toBe(200);
  expect(await (await put(anew, 'text/csv', file)).send()).toBe(200);
  expect(await run(anew)).toMatchObject({
    state: 'done',
    parts: [
      { part: 3, rows: 1 },
      { part: 4, rows: 5_000 },
    ],
    progress: { rows: 5_001, stored: 0, unchanged: 5_000, refused: 1 },
  });
});

test('an address takes its own file within its time, and nothing else; a file that never came is told by name', async () => {
  const params = await open('units');
  const file = new Uint8Array(Buffer.from('id,name\n,\n'));
  const { address, send } = await put(params, 'text/csv', file);
  const other = address.url.replace(params.import, (await open('units')).import);
  expect(await send(other)).toBe(403);
  expect(await send(address.url, file.slice(1))).toBe(403);
  expect(await send(address.url, file, { ...address.headers, 'content-type': 'text/html' })).toBe(403);
  expect(await send(address.url.split('?')[0])).toBe(403);
  expect((await fetch(address.url)).status).toBe(403);
  const early = await put(params, 'text/csv', file, new Date(Date.now() - 901_000));
  expect(await early.send()).toBe(403);

  expect(await run(params)).toMatchObject({ state: 'refused', refusal: 'file-missing', progress: { read: 0 } });
  const late = await put(params, 'text/csv', file);
  expect(await late.send()).toBe(200);
  const done = await run(params);
  expect(done).toMatchObject({ state: 'done', progress: { rows: 1, read: 1, stored: 0, refused: 1 } });
  expect(done.refusal).toBeUndefined();
  const huge = (await importing()).uploadImport({ params, body: { type: 'text/csv', bytes: 32_000_001 } });
  await expect(huge).rejects.toMatchObject({ status: 422 });
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

test('the finance system sends contributions in bulk; each counts once a person confirms it, and never twice', async () => {
  const fund = await fundWith(120, 0);
  const division = fund.replace(/\D/g, '');
  const finance = client(imports, { ...(await as('hotline')), language: 'en' });
  const send = async (parts: readonly Part[]) => {
    const { body } = await finance.openImport({ params: { division }, body: { kind: 'contributions' } });
    const params = { division, import: body.id };
    for (const [at, upload] of parts.entries())
      await finance.putImportPart({ params: { ...params, part: at + 1 }, upload });
    return { ...(await run(params, finance)), params };
  };
  const text = (part: string) => [...new TextEncoder().encode(part)];
  // 测试 in GBK.
  const name = [0xb2, 0xe2, 0xca, 0xd4];
  const gbk = new Uint8Array([
    ...text('number,source,name,consent,publish,yuan,voucher\nG1,unit,'),
    ...name,
    ...text(',yes,yes,1000.50,V-1\nG2,unit,'),
    ...name,
    ...text(',yes,yes,0.01,V-2\n'),
  ]);
  const ndjson = [
    '\uFEFF{"number":"N1","source":"resident","consent":true,"amount":5000,"voucher":"V-3"}',
    '{"number":"N2","source":"resident","consent":true,"amount":50.5,"voucher":"V-4"}',
  ].join('\n');
  const rows = [
    ['编号', '来源', '出资人', '自愿', '金额（元）', '凭证号'],
    ['X1', '慈善捐赠', '县慈善会', '是', 20000, 'V-5'],
  ];
  const xlsx = (await writeXlsx({ sheets: [{ name: '出资', rows }] })) as Uint8Array<ArrayBuffer>;
  const parts = [
    { type: 'application/octet-stream', bytes: gbk },
    { type: 'application/x-ndjson', text: ndjson },
    { type: XLSX, bytes: xlsx },
  ] as const;
  const done = await send(parts);
  expect(done).toMatchObject({ state: 'done', progress: { rows: 5, stored: 4, unchanged: 0, refused: 1 } });
  const { body: faults } = await finance.importFaults({ params: done.params });
  expect(faults.items).toMatchObject([{ part: 2, row: 2, refusal: 'amount-invalid' }]);
  expect(await send(parts)).toMatchObject({ state: 'done', progress: { stored: 0, unchanged: 4, refused: 1 } });

  const county = await fundApi('county');
  const { body: before } = await county.funds.fund({ params: { fund } });
  expect(before.balances.total).toBe(0);
  const { body: slips } = await county.slips.slips({ params: { fund }, query: {} });
  expect(new Set(slips.items.map(({ state }) => state))).toEqual(new Set(['open']));
  const amounts = slips.items.map(({ order }) => (order.kind === 'contribution' ? order.amount : 0));
  expect(amounts.sort((a, b) => a - b)).toEqual([1, 5_000, 100_050, 2_000_000]);
  // The system may record; to confirm is for people.
  const system = await fundApi('hotline');
  const own = system.slips.confirmSlip({ params: { fund, slip: slips.items[0]!.id } });
  await expect(own).rejects.toMatchObject({ refusal: 'forbidden' });
  // Nor is it for the officer who was told the system's secret.
  const keeper = county.slips.confirmSlip({ params: { fund, slip: slips.items[0]!.id } });
  await expect(keeper).rejects.toMatchObject({ refusal: 'same-person' });
  const street = await fundApi('street');
  for (const { id } of slips.items) await street.slips.confirmSlip({ params: { fund, slip: id } });
  const { body: after } = await county.funds.fund({ params: { fund } });
  expect(after.balances.total).toBe(2_105_051);
  expect(await send(parts)).toMatchObject({ progress: { stored: 0, unchanged: 4 } });
}, 120_000);

test('a person who imports contributions confirms none of them: somebody else does', async () => {
  const fund = await fundWith(121, 0);
  const division = fund.replace(/\D/g, '');
  const county = await fundApi('county');
  const officer = client(imports, { ...(await as('county')), language: 'en' });
  const { body } = await officer.openImport({ params: { division }, body: { kind: 'contributions' } });
  const params = { division, import: body.id };
  const text = 'number,source,name,consent,amount,voucher\nO1,unit,检察院,yes,700,V-9\nO2,,,,1,V\n';
  await officer.putImportPart({ params: { ...params, part: 1 }, upload: { type: 'text/csv', text } });
  expect(await run(params, officer)).toMatchObject({ progress: { stored: 1, refused: 1 } });
  const { body: slips } = await county.slips.slips({ params: { fund }, query: {} });
  const slip = slips.items[0]!.id;
  await expect(county.slips.confirmSlip({ params: { fund, slip } })).rejects.toMatchObject({ refusal: 'same-person' });
  const street = await fundApi('street');
  expect((await street.slips.confirmSlip({ params: { fund, slip } })).body.entry).toMatchObject({ amount: 700 });
}, 60_000);
