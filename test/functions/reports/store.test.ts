import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApplicationRecord } from '../../../functions/fund/applications/contract.ts';
import { ledgerStore } from '../../../functions/fund/ledger/store.ts';
import { findingStore } from '../../../functions/fund/findings/store.ts';
import { pledgeStore } from '../../../functions/fund/pledges/store.ts';
import { statementCsv } from '../../../functions/fund/statements/publish.ts';
import { sectionsOf } from '../../../functions/fund/statements/sections.ts';
import { statementStore } from '../../../functions/fund/statements/store.ts';
import type { Statement } from '../../../functions/fund/statements/statement.ts';
import { type Made, reportStore } from '../../../functions/reports/store.ts';
import { Conflict, openTable, type Table } from '../../../functions/table/table.ts';
import { embedded } from '../../engine.ts';
import { openFund } from './fund.ts';

let engine: Awaited<ReturnType<typeof embedded>>;
let table: Table;
let rows: Table;
const NOW = '2026-11-20T18:00:00.000Z';

beforeAll(async () => {
  engine = await embedded('fund', 'ledger', 'county', 'county-ledger');
  table = openTable('fund', engine.documents);
  rows = openTable('ledger', engine.documents);
});
afterAll(() => engine.stop());

/** Keeps what was printed, by fund, period and version, the last print counting. */
function press() {
  const printed = new Map<string, Made>();
  const print = (fund: string, made: Made) => {
    printed.set(`${fund} ${made.record.period.label} v${made.record.version}`, made);
    return Promise.resolve();
  };
  return { printed, print };
}

const said = ({ json }: Made) => JSON.parse(json) as Statement;

test('case 25: ordered twice, late, and at once from many places, a period has one statement with one id; a missed one is caught up', async () => {
  const id = 'fund-500001';
  const fund = await openFund(table, rows, id);
  await fund.post({ kind: 'interest', amount: 100, voucher: 'I-1' }, '2026-08-15T02:00:00.000Z');
  await fund.post({ kind: 'interest', amount: 20, voucher: 'I-2' }, '2026-10-15T02:00:00.000Z');
  const reports = reportStore(table, rows);
  const { ordered } = await reports.ask(NOW, { fund: id });
  expect(ordered).toEqual(['2026-08', '2026-09', '2026-Q3', '2026-10'].map((label) => `${id} ${label}`));
  const presses = Array.from({ length: 4 }, press);
  await Promise.all(presses.map(({ print }) => reports.produce(id, '2026-10', NOW, print)));
  const late = press();
  await reports.produce(id, '2026-10', '2027-03-01T00:00:00.000Z', late.print);
  const bytes = new Set([...presses, late].map(({ printed }) => printed.get(`${id} 2026-10 v1`)!.json));
  expect(bytes.size).toBe(1);
  expect((await statementStore(table).all(id)).map((record) => record.id)).toEqual([`${id}-2026-10`]);
  expect((await reports.ask(NOW, { fund: id })).ordered).toHaveLength(3);
  expect((await reports.ask('2026-10-31T15:59:59.000Z', { fund: id })).ordered).not.toContain(`${id} 2026-10`);
});

test('case 11: a late posting leaves the published statement as it is, and stands in the next one as late', async () => {
  const id = 'fund-500002';
  const fund = await openFund(table, rows, id);
  await fund.post({ kind: 'interest', amount: 100, voucher: 'I-1' }, '2026-09-15T02:00:00.000Z');
  const reports = reportStore(table, rows);
  const { printed, print } = press();
  await reports.produce(id, '2026-09', '2026-10-01T00:00:00.000Z', print);
  const before = printed.get(`${id} 2026-09 v1`)!.json;
  const order = { kind: 'interest', amount: 7, voucher: 'I-2', valueDay: '2026-09-30' } as const;
  const at = '2026-10-03T00:00:00.000Z';
  await expect(fund.post(order, at)).rejects.toThrow('period-closed');
  await fund.post({ ...order, late: true }, at);
  await reports.produce(id, '2026-09', NOW, print);
  expect(printed.get(`${id} 2026-09 v1`)!.json).toBe(before);
  await reports.produce(id, '2026-10', NOW, print);
  const { late, flows } = said(printed.get(`${id} 2026-10 v1`)!);
  expect([late.map(({ valueDay, amount }) => [valueDay, amount]), flows.in.interest]).toEqual([[['2026-09-30', 7]], 7]);
});

test('a statement issued anew says what changed and why, in a version of its own; the version before it stays', async () => {
  const id = 'fund-500003';
  const fund = await openFund(table, rows, id);
  await fund.post({ kind: 'interest', amount: 100_000, voucher: 'I-1' }, '2026-09-15T02:00:00.000Z');
  const reservation = { kind: 'reservation', purpose: 'lamp', amount: 6_000, expiresOn: '2026-12-31' } as const;
  await fund.post({ ...reservation, application: 'app-one' }, '2026-09-20T02:00:00.000Z');
  const record = applicationOf(id);
  await fund.application(record);
  const reports = reportStore(table, rows);
  const statements = statementStore(table);
  const { printed, print } = press();
  const issueAnew = async (reason: string) => {
    await table.commit([statements.order(id, '2026-09', { askedAt: NOW, reason })]);
    await reports.produce(id, '2026-09', NOW, print);
  };
  await reports.produce(id, '2026-09', NOW, print);
  await issueAnew('核对');
  expect([...printed.keys()]).toEqual([`${id} 2026-09 v1`]);
  await fund.application({ ...record, title: '加装路灯八盏', application: { ...record.application, version: 2 } });
  await issueAnew('名称有误');
  await issueAnew('名称有误');
  expect([...printed.keys()]).toEqual([`${id} 2026-09 v1`, `${id} 2026-09 v2`]);
  expect(said(printed.get(`${id} 2026-09 v2`)!)).toMatchObject({
    id: `${id}-2026-09`,
    version: 2,
    corrects: {
      version: 1,
      reason: '名称有误',
      changes: [{ pointer: '#/applications/0/project/title', from: '"加装路灯"', to: '"加装路灯八盏"' }],
    },
  });
  expect((await statements.all(id)).map(({ version }) => version)).toEqual([1, 2]);
  expect((await statements.find(id, '2026-09'))?.version).toBe(2);
});

test('a statement made late says of its applications what a timely one would have said', async () => {
  const id = 'fund-500004';
  const fund = await openFund(table, rows, id);
  await fund.post({ kind: 'interest', amount: 100_000, voucher: 'I-1' }, '2026-09-15T02:00:00.000Z');
  const reservation = { kind: 'reservation', purpose: 'lamp', amount: 6_000, expiresOn: '2026-12-31' } as const;
  await fund.post({ ...reservation, application: 'app-one' }, '2026-09-20T02:00:00.000Z');
  await fund.application(applicationOf(id));
  const { printed, print } = press();
  const reports = reportStore(table, rows);
  await reports.produce(id, '2026-09', NOW, print);
  await reports.produce(id, '2026-10', NOW, print);
  const project = (label: string) => said(printed.get(`${id} ${label} v1`)!).applications[0]!.project!;
  expect(project('2026-09')).toMatchObject({ state: 'in-progress', inspections: [{ followedUp: false }] });
  expect(project('2026-09').actual).toBeUndefined();
  expect(project('2026-10')).toMatchObject({ state: 'completed', actual: 9_000, inspections: [{ followedUp: true }] });
});

test('case 17: killed before, while or after it prints and writes, a retry ends with the one statement and its files', async () => {
  for (const [i, at] of ['print', 'commit', 'answer'].entries()) {
    const id = `fund-50001${i}`;
    const fund = await openFund(table, rows, id);
    await fund.post({ kind: 'interest', amount: 100, voucher: 'I-1' }, '2026-09-15T02:00:00.000Z');
    const killed = new Error('killed');
    let armed = true;
    const strike = (point: string): void => {
      if (!armed || point !== at) return;
      armed = false;
      throw killed;
    };
    const dying: Table = {
      ...table,
      commit: async (writes) => {
        const isStatement = writes.some((write) => 'put' in write && write.put.sk.startsWith('statement#'));
        if (isStatement) strike('commit');
        await table.commit(writes);
        if (isStatement) strike('answer');
      },
    };
    const { printed, print } = press();
    const dyingPrint = (name: string, made: Made) => {
      strike('print');
      return print(name, made);
    };
    await expect(reportStore(dying, rows).produce(id, '2026-09', NOW, dyingPrint)).rejects.toThrow('killed');
    await reportStore(table, rows).produce(id, '2026-09', NOW, print);
    const [record] = await statementStore(table).all(id);
    expect(printed.get(`${id} 2026-09 v1`)?.record.digest).toBe(record!.digest);
    expect(await statementStore(table).all(id)).toHaveLength(1);
    expect((await ledgerStore(table, rows).rows(id)).map(({ kind }) => kind)).toEqual(['interest', 'closing']);
  }
});

test('one fund that cannot be read, or whose ledger is broken, stops no other: the others are ordered and made, and it is named', async () => {
  const [own, ownRows] = [openTable('county', engine.documents), openTable('county-ledger', engine.documents)];
  const ids = Array.from({ length: 30 }, (_, i) => `fund-51${String(i).padStart(4, '0')}`);
  for (const id of ids) {
    const fund = await openFund(own, ownRows, id);
    await fund.post({ kind: 'interest', amount: 100, voucher: 'I-1' }, '2026-10-15T02:00:00.000Z');
  }
  const [unreadable, broken] = [ids[3]!, ids[17]!];
  await own.commit([{ put: { pk: `fund#${unreadable}`, sk: 'statement#2026-10', id: 7 }, expect: 'anything' }]);
  await own.commit([{ put: { pk: `fund#${broken}`, sk: 'head', hash: 'nonsense' }, expect: 'anything' }]);
  const reports = reportStore(own, ownRows);
  const { ordered, failed } = await reports.ask(NOW, { period: '2026-10' });
  expect(failed.map(({ fund }) => fund)).toEqual([unreadable]);
  expect(ordered).toEqual(ids.filter((id) => id !== unreadable).map((id) => `${id} 2026-10`));
  const { printed, print } = press();
  const outcomes = await Promise.all(
    ordered.map((order) =>
      reports.produce(order.split(' ')[0]!, '2026-10', NOW, print).then(
        () => 'made',
        (error: unknown) => (error instanceof Conflict ? 'conflict' : 'failed'),
      ),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'made')).toHaveLength(28);
  expect(outcomes[ordered.indexOf(`${broken} 2026-10`)]).toBe('failed');
  expect(printed.size).toBe(28);
});

/** An application that is in work at the end of September and completed in October. */
function applicationOf(fund: string): ApplicationRecord {
  const step = (transition: string, from: string, to: string, at: string) =>
    ({ transition, from, to, by: 'person-a', role: 'system', at }) as ApplicationRecord['application']['history'][0];
  return {
    community: '500001001001',
    title: '加装路灯',
    need: '夜间无照明',
    quotes: [],
    budget: [],
    tracking: 'a'.repeat(64),
    application: {
      id: 'app-one',
      fund,
      compound: 'compound-one',
      relatedUnits: [],
      purpose: 'lamp',
      plan: { cost: 10_000, fromFund: 6_000, own: 4_000, quotes: 0 },
      threeNo: { owningUnit: false, management: false, repairFund: false },
      state: 'completed',
      version: 1,
      award: { fund: 6_000, cost: 10_000, rules: 1 },
      objections: [],
      findings: [{ id: 'finding-one', on: '2026-09-28', followedUpOn: '2026-10-02' }],
      actual: 9_000,
      history: [
        step('start', 'committed', 'in-progress', '2026-09-21T02:00:00.000Z'),
        step('complete', 'in-progress', 'completed', '2026-09-30T16:00:00.000Z'),
      ],
    },
  };
}

test('pledges and audit findings stand in a statement as they were on its last day, and in no balance', async () => {
  const id = 'fund-500020';
  const fund = await openFund(table, rows, id);
  await fund.post({ kind: 'interest', amount: 100, voucher: 'I-1' }, '2026-09-15T02:00:00.000Z');
  const of = { fund: id, contributor: 'unit-one', source: 'unit', consent: { by: 'person-a' }, version: 1 } as const;
  const receipts = [{ entry: 'entry-9', on: '2026-10-20', amount: 400 }];
  const late = { on: '2026-11-02', at: '2026-11-02T00:00:00.000Z', by: 'person-a', reason: '单位撤并' };
  const steps = (['mark', 'close'] as const).map((transition, i) => ({
    ...{ transition, by: 'person-c', at: `2026-${10 + i}-10T00:00:00.000Z`, text: '不公开的话' },
  }));
  const finding = { id: 'finding-one', fund: id, entry: 'entry-1', seq: 1, state: 'closed', version: 2 } as const;
  await table.commit([
    pledgeStore(table).save({
      ...of,
      id: 'pledge-a',
      amount: 900,
      madeOn: '2026-10-01',
      dueOn: '2026-12-31',
      receipts,
    }),
    pledgeStore(table).save({
      ...{ ...of, id: 'pledge-b', amount: 50, madeOn: '2026-10-02', dueOn: '2026-12-31' },
      ...{ receipts: [], withdrawal: late },
    }),
  ]);
  await table.commit([findingStore(table).save({ ...finding, version: 1, history: steps })]);
  const reports = reportStore(table, rows);
  const { printed, print } = press();
  for (const label of ['2026-09', '2026-10']) await reports.produce(id, label, NOW, print);
  const [september, october] = ['2026-09', '2026-10'].map((label) => said(printed.get(`${id} ${label} v1`)!));
  expect([september!.pledges, september!.findings]).toEqual([undefined, undefined]);
  expect(october!.pledges).toEqual({
    ...{ promised: 950, received: 400, outstanding: 550 },
    rows: [
      { pledge: 'pledge-a', dueOn: '2026-12-31', amount: 900, received: 400, state: 'open' },
      { pledge: 'pledge-b', dueOn: '2026-12-31', amount: 50, received: 0, state: 'open' },
    ],
  });
  expect(october!.findings).toEqual([{ seq: 1, on: '2026-10-10', state: 'open', since: '2026-10-10' }]);
  expect(october!.closing.total).toBe(100);
  const csv = statementCsv(october!);
  expect(csv).toContain('pledges (in no balance),outstanding,5.50');
  expect(csv).toContain('audit finding,entry 1,,"2026-10-10, open since 2026-10-10"');
  expect(sectionsOf(october!).map(({ title }) => title)).toContain('认捐备忘（不计入基金余额）');
  expect(csv + printed.get(`${id} 2026-10 v1`)!.json).not.toMatch(/不公开的话|单位撤并/);
});
