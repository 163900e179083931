import { afterAll, beforeAll, expect, test } from 'vitest';
import { applicationStore } from '../../../functions/fund/applications/store.ts';
import { fundStore } from '../../../functions/fund/funds/store.ts';
import { ledgerStore } from '../../../functions/fund/ledger/store.ts';
import { personOf } from '../../../functions/fund/person.ts';
import { pledgeStore } from '../../../functions/fund/pledges/store.ts';
import { slipStore } from '../../../functions/fund/slips/store.ts';
import { allocationStore } from '../../../functions/grids/allocation/store.ts';
import { buildingStore } from '../../../functions/grids/buildings/store.ts';
import { divisionStore } from '../../../functions/grids/divisions/store.ts';
import { planStore } from '../../../functions/grids/plans/store.ts';
import { unitStore } from '../../../functions/grids/units/store.ts';
import { takesOf } from '../../../functions/imports/actions.ts';
import { importing } from '../../../functions/imports/store.ts';
import { demandStore } from '../../../functions/lists/demands/store.ts';
import { groundOf } from '../../../functions/lists/ground/store.ts';
import { resourceStore } from '../../../functions/lists/resources/store.ts';
import { listSettingsStore } from '../../../functions/lists/settings/store.ts';
import type { ImportKind } from '../../../functions/system/imports/contract.ts';
import { type ImportRecord, importStore } from '../../../functions/system/imports/store.ts';
import { openTable, type Table } from '../../../functions/table/table.ts';
import { embedded } from '../../engine.ts';
import { uploads } from '../../uploads.ts';

let engine: Awaited<ReturnType<typeof embedded>>;
let files: Awaited<ReturnType<typeof uploads>>;
let tables: Record<'system' | 'grids' | 'lists' | 'fund', Table>;
const NOW = '2026-11-24T08:00:00.000Z';
const COUNTY = '500229';

beforeAll(async () => {
  engine = await embedded('system', 'grids', 'lists', 'fund');
  const open = (name: string): Table => openTable(name, engine.documents);
  tables = { system: open('system'), grids: open('grids'), lists: open('lists'), fund: open('fund') };
  files = await uploads();
  const county = { code: COUNTY, name: '城口县', streets: [], version: 1, updatedAt: NOW };
  await tables.grids.commit([divisionStore(tables.grids).save(county)]);
});
afterAll(() => Promise.all([engine.stop(), files.stop()]));

const slipStores = (fund: Table) => ({
  store: slipStore(fund),
  ledger: ledgerStore(fund, fund),
  funds: fundStore(fund),
  applications: applicationStore(fund),
  pledges: pledgeStore(fund),
  commit: fund.commit,
});

const takes = () => {
  const { grids, lists, fund } = tables;
  const divisions = divisionStore(grids);
  return takesOf({
    divisions,
    units: unitStore(grids),
    buildings: buildingStore(grids),
    resources: resourceStore(lists),
    demands: demandStore(lists),
    settings: listSettingsStore(lists),
    ground: groundOf({ divisions, plans: planStore(grids), allocations: allocationStore(grids) }),
    fund: slipStores(fund),
    commit: grids.commit,
  });
};

let ids = 0;
const newId = (): string => `d0${String(ids++).padStart(24, '0')}`;
const clock = { now: () => NOW, newId, left: () => 600_000 };

/** An import of some rows in two parts, started. */
async function started(kind: ImportKind, rows: readonly Record<string, string>[]): Promise<ImportRecord> {
  const imports = importStore(tables.system);
  const half = Math.ceil(rows.length / 2);
  const halves = [rows.slice(0, half), rows.slice(half)];
  const parts = await Promise.all(
    halves.map(async (some, i) => {
      const sheet = some.map((cells, at) => ({ row: at + 2, cells }));
      return { part: i + 1, rows: some.length, digest: String(i), document: await imports.saveRows(newId(), sheet) };
    }),
  );
  const record: ImportRecord = {
    id: newId(),
    division: COUNTY,
    kind,
    state: 'waiting',
    parts,
    progress: { rows: rows.length, read: 0, stored: 0, unchanged: 0, refused: 0 },
    changedAt: NOW,
    version: 1,
    at: { part: 0, row: 0 },
    by: 'finance',
    keepers: ['officer'],
    orders: 1,
    expires: imports.expires(NOW),
  };
  await tables.system.commit([imports.save(record), imports.order(record)]);
  return record;
}

/** An import whose rows are in a file that was put by its address, if it was; started. */
async function startedWith(kind: ImportKind, type: 'text/csv' | 'application/x-ndjson', file: Uint8Array | undefined) {
  const imports = importStore(tables.system);
  const record = await started(kind, []);
  const key = `imports/${record.id}/file`;
  if (file) await files.put(key, file);
  const next: ImportRecord = { ...record, parts: [], file: { type, bytes: file?.length ?? 9, key }, version: 2 };
  await tables.system.commit([imports.save(next)]);
  return { id: record.id, key };
}

const resource = (i: number) => ({
  id: `H${i}`,
  unit: '县妇联',
  title: `资源${i}`,
  description: '说明',
  kind: 'service',
  category: i === 700 ? '没有这类' : '养老助老',
});

/** Carries an import on by an importer that dies at two of seven commits: before the one, after the other. */
async function dyingUntilDone(id: string): Promise<ImportRecord> {
  let commits = 0;
  const commit: Table['commit'] = async (writes) => {
    const turn = ++commits % 7;
    if (turn === 1) throw new TypeError('killed before');
    await tables.system.commit(writes);
    if (turn === 3) throw new TypeError('killed after');
  };
  const dying = importing({ ...tables.system, commit }, takes(), files.files);
  const record = () => importStore(tables.system).record(COUNTY, id);
  for (let runs = 0; runs < 40 && (await record()).state !== 'done'; runs++)
    await dying.produce(COUNTY, id, clock).catch(() => undefined);
  return record();
}

test('killed after any write and called again, an import ends with every row once and the same figures', async () => {
  const rows = Array.from({ length: 1200 }, (_, i) => resource(i));
  const { id } = await started('resources', rows);
  const done = await dyingUntilDone(id);
  expect(done).toMatchObject({ state: 'done', progress: { rows: 1200, read: 1200, refused: 1 } });
  expect(done.progress.stored + done.progress.unchanged).toBe(1199);
  expect(await resourceStore(tables.lists).all(COUNTY)).toHaveLength(1199);
  const { steps } = await importStore(tables.system).faults(id, 50, undefined);
  expect(steps.flatMap(({ part, faults }) => faults.map((fault) => ({ part, ...fault })))).toEqual([
    { part: 2, row: 102, refusal: 'category-unknown' },
  ]);
});

test('a file is read through, then taken step by step; killed after any write it goes on, and it is deleted at the end', async () => {
  const rows = Array.from({ length: 1200 }, (_, i) => resource(i + 10_000));
  rows[700]!.category = '没有这类';
  const csv = ['id,unit,title,description,kind,category', ...rows.map((row) => Object.values(row).join(','))];
  const { id, key } = await startedWith('resources', 'text/csv', Buffer.from(`\uFEFF${csv.join('\r\n')}`));
  const done = await dyingUntilDone(id);
  expect(done).toMatchObject({ state: 'done', progress: { rows: 1200, read: 1200, refused: 1 } });
  expect(done.parts).toMatchObject([{ part: 1, rows: 1200 }]);
  expect(done.progress.stored + done.progress.unchanged).toBe(1199);
  const { steps } = await importStore(tables.system).faults(id, 50, undefined);
  expect(steps.flatMap(({ faults }) => faults)).toEqual([{ row: 702, refusal: 'category-unknown' }]);
  expect(await files.keys(key)).toEqual([]);
});

test('what cannot be read, is too long or never came ends by its name, and nothing of it is stored', async () => {
  const imports = importStore(tables.system);
  const producer = importing(tables.system, takes(), files.files);
  const endOf = async (file: string | undefined) => {
    const { id } = await startedWith('units', 'application/x-ndjson', file === undefined ? file : Buffer.from(file));
    await producer.produce(COUNTY, id, clock);
    const { state, refusal, progress } = await imports.record(COUNTY, id);
    return [state, refusal, progress.read];
  };
  expect(await endOf(undefined)).toEqual(['refused', 'file-missing', 0]);
  expect(await endOf('{}\n{"id":')).toEqual(['refused', 'file-unreadable', 0]);
  expect(await endOf('\n\n')).toEqual(['refused', 'file-without-rows', 0]);
  expect(await endOf('{}\n'.repeat(100_001))).toEqual(['refused', 'too-many-rows', 0]);
});

test('when its time is over it orders itself anew and goes on where it stopped', async () => {
  const rows = Array.from({ length: 1100 }, (_, i) => resource(i + 2000));
  const { id } = await started('resources', rows);
  const imports = importStore(tables.system);
  const producer = importing(tables.system, takes(), files.files);
  let asked = 0;
  await producer.produce(COUNTY, id, { ...clock, left: () => (asked++ < 3 ? 600_000 : 0) });
  const paused = await imports.record(COUNTY, id);
  expect(paused).toMatchObject({ state: 'running', orders: 2 });
  expect(paused.progress.read).toBeGreaterThan(0);
  expect(paused.progress.read).toBeLessThan(1100);
  await producer.produce(COUNTY, id, clock);
  expect(await imports.record(COUNTY, id)).toMatchObject({ state: 'done', progress: { read: 1100, stored: 1100 } });
});

test('an import that the county cannot hold is refused by name, with what was taken before', async () => {
  const unit = (i: number) => ({ id: `u${i}`, name: `单位${i}`, kind: 'enterprise', lng: '108.6', lat: '31.9' });
  const { id } = await started(
    'units',
    Array.from({ length: 5100 }, (_, i) => unit(i)),
  );
  await importing(tables.system, takes(), files.files).produce(COUNTY, id, clock);
  expect(await importStore(tables.system).record(COUNTY, id)).toMatchObject({
    state: 'refused',
    refusal: 'too-many-units',
    progress: { stored: 2550 },
  });
  expect((await unitStore(tables.grids).all(COUNTY)).records).toHaveLength(2550);
});

const gift = (number: string, more: Record<string, string> = {}) => ({
  number,
  source: '单位',
  name: '检察院',
  consent: '是',
  '金额（元）': '1200.5',
  voucher: `V-${number}`,
  ...more,
});

const FUND = `fund-${COUNTY}`;
const openFund = () =>
  tables.fund.commit(
    fundStore(tables.fund).save({
      id: FUND,
      division: COUNTY,
      name: '县共建基金',
      committee: [],
      holidays: { off: [], worked: [] },
      rules: [],
      openedAt: NOW,
      version: 1,
    }),
  );

test('contributions become slips in integer fen, recorded by the system; the same number again is nothing new', async () => {
  await openFund();
  const imports = importStore(tables.system);
  const slips = slipStore(tables.fund);
  const rows = [
    gift('A1'),
    gift('A2', { day: '2026-11-20', purpose: 'barrier', bank: 'ABCD1234' }),
    gift('A3', { source: 'resident', name: '', '金额（元）': '', amount: '5001' }),
    gift('A1'),
    gift('A1', { '金额（元）': '1200.51' }),
    gift('B1', { '金额（元）': '0.005' }),
    gift('B2', { amount: '120050' }),
    gift('B3', { day: '2026-12-01' }),
    gift('B4', { contributor: 'unit-none' }),
    gift('B5', { name: '未登记的单位', consent: '' }),
    gift('B6', { fund: 'fund-500230' }),
    gift('B7', { fund: 'fund-500229-001-002' }),
    gift('B8', { source: '居民' }),
    gift('B9', { '金额（元）': '1e3' }),
  ];
  const first = await started('contributions', rows);
  await importing(tables.system, takes(), files.files).produce(COUNTY, first.id, clock);
  expect(await imports.record(COUNTY, first.id)).toMatchObject({
    state: 'done',
    progress: { rows: 14, read: 14, stored: 3, unchanged: 1, refused: 10 },
  });
  const { steps } = await imports.faults(first.id, 50, undefined);
  const refusals = steps.flatMap(({ part, faults }) => faults.map(({ row, refusal }) => [part, row, refusal]));
  expect(refusals.sort()).toEqual([
    [1, 6, 'number-differs'],
    [1, 7, 'amount-invalid'],
    [1, 8, 'amount-invalid'],
    [2, 2, 'future-day'],
    [2, 3, 'no-such-contributor'],
    [2, 4, 'consent-missing'],
    [2, 5, 'code-foreign'],
    [2, 6, 'no-such-fund'],
    [2, 7, 'resident-named'],
    [2, 8, 'amount-invalid'],
  ]);
  const by = await personOf(FUND, 'finance');
  const { slips: stored } = await slips.list(FUND, 100, undefined);
  expect(
    stored.map(({ order, state, by: who }) => [order.kind === 'contribution' && order.amount, state, who]),
  ).toEqual(
    expect.arrayContaining([
      [120_050, 'open', by],
      [120_050, 'open', by],
      [5_001, 'open', by],
    ]),
  );
  expect(stored).toHaveLength(3);
  const keepers = [await personOf(FUND, 'officer')];
  expect(stored.map((slip) => slip.keepers)).toEqual([keepers, keepers, keepers]);
  // One unit, one resident: the unit's second gift found it in the register.
  expect((await slips.contributors(FUND)).map(({ source, name }) => [source, name])).toEqual(
    expect.arrayContaining([
      ['unit', '检察院'],
      ['resident', undefined],
    ]),
  );
  expect(await slips.contributors(FUND)).toHaveLength(2);
  const again = await started('contributions', rows.slice(0, 4));
  await importing(tables.system, takes(), files.files).produce(COUNTY, again.id, clock);
  expect((await imports.record(COUNTY, again.id)).progress).toMatchObject({ stored: 0, unchanged: 4, refused: 0 });
  expect((await ledgerStore(tables.fund, tables.fund).head(FUND)).seq).toBe(0);
});
