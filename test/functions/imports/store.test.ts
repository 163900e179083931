import { afterAll, beforeAll, expect, test } from 'vitest';
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

let engine: Awaited<ReturnType<typeof embedded>>;
let tables: Record<'system' | 'grids' | 'lists', Table>;
const NOW = '2026-11-24T08:00:00.000Z';
const COUNTY = '500229';

beforeAll(async () => {
  engine = await embedded('system', 'grids', 'lists');
  const open = (name: string): Table => openTable(name, engine.documents);
  tables = { system: open('system'), grids: open('grids'), lists: open('lists') };
  const county = { code: COUNTY, name: '城口县', streets: [], version: 1, updatedAt: NOW };
  await tables.grids.commit([divisionStore(tables.grids).save(county)]);
});
afterAll(() => engine.stop());

const takes = () => {
  const { grids, lists } = tables;
  const divisions = divisionStore(grids);
  return takesOf({
    divisions,
    units: unitStore(grids),
    buildings: buildingStore(grids),
    resources: resourceStore(lists),
    demands: demandStore(lists),
    settings: listSettingsStore(lists),
    ground: groundOf({ divisions, plans: planStore(grids), allocations: allocationStore(grids) }),
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
    orders: 1,
    expires: imports.expires(NOW),
  };
  await tables.system.commit([imports.save(record), imports.order(record)]);
  return record;
}

const resource = (i: number) => ({
  id: `H${i}`,
  unit: '县妇联',
  title: `资源${i}`,
  description: '说明',
  kind: 'service',
  category: i === 700 ? '没有这类' : '养老助老',
});

test('killed after any write and called again, an import ends with every row once and the same figures', async () => {
  const rows = Array.from({ length: 1200 }, (_, i) => resource(i));
  const { id } = await started('resources', rows);
  let commits = 0;
  // Dies at two of seven commits: before the one, after the other.
  const mortal = (table: Table): Table => ({
    ...table,
    async commit(writes) {
      const turn = ++commits % 7;
      if (turn === 1) throw new TypeError('killed before');
      await table.commit(writes);
      if (turn === 3) throw new TypeError('killed after');
    },
  });
  const dying = importing(mortal(tables.system), takes());
  const imports = importStore(tables.system);
  for (let runs = 0; runs < 40; runs++) {
    await dying.produce(COUNTY, id, clock).catch(() => undefined);
    if ((await imports.record(COUNTY, id)).state === 'done') break;
  }
  const done = await imports.record(COUNTY, id);
  expect(done).toMatchObject({ state: 'done', progress: { rows: 1200, read: 1200, refused: 1 } });
  expect(done.progress.stored + done.progress.unchanged).toBe(1199);
  expect(await resourceStore(tables.lists).all(COUNTY)).toHaveLength(1199);
  const { steps } = await imports.faults(id, 50, undefined);
  expect(steps.flatMap(({ part, faults }) => faults.map((fault) => ({ part, ...fault })))).toEqual([
    { part: 2, row: 102, refusal: 'category-unknown' },
  ]);
});

test('when its time is over it orders itself anew and goes on where it stopped', async () => {
  const rows = Array.from({ length: 1100 }, (_, i) => resource(i + 2000));
  const { id } = await started('resources', rows);
  const imports = importStore(tables.system);
  const producer = importing(tables.system, takes());
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
  await importing(tables.system, takes()).produce(COUNTY, id, clock);
  expect(await importStore(tables.system).record(COUNTY, id)).toMatchObject({
    state: 'refused',
    refusal: 'too-many-units',
    progress: { stored: 2550 },
  });
  expect((await unitStore(tables.grids).all(COUNTY)).records).toHaveLength(2550);
});
