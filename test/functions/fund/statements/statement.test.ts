import { spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { hledgerJournal } from '../../../../functions/fund/exports/hledger.ts';
import { yuan } from '../../../../functions/fund/exports/yuan.ts';
import { duePeriods, periodOf, periodsEndingOn } from '../../../../functions/fund/statements/period.ts';
import { correct, published, statementCsv, statementJson } from '../../../../functions/fund/statements/publish.ts';
import { statement } from '../../../../functions/fund/statements/statement.ts';
import type { Project } from '../../../../functions/fund/statements/progress.ts';
import { barrier, refusal } from '../book.ts';

const project: Project = {
  application: 'app-barrier',
  title: '更换智能停车升降杆',
  state: 'in-progress',
  cost: 500_000,
  own: 200_000,
  rulesVersion: 1,
  shortcomings: [],
  inspections: [
    { on: '2026-11-20', finding: 'works', followedUp: true },
    { on: '2026-10-20', finding: 'late delivery', followedUp: false },
  ],
};

const facts = (...projects: Project[]) => ({ name: '桂花井社区共建基金（演示）', projects, pending: [] });

/** Story C with something of every kind in November. */
function november() {
  const fund = barrier();
  const at = '2026-11-10T02:00:00.000Z';
  fund.post({ kind: 'closing', through: '2026-10-31' }, '2026-11-05T02:00:00.000Z');
  fund.post({ kind: 'interest', amount: 1234 }, at);
  const fee = fund.post({ kind: 'fee', amount: 500 }, at);
  fund.post({ kind: 'reversal', entry: fee.id, reason: 'entered-in-error' }, at);
  fund.post({ kind: 'refund', application: 'app-barrier', amount: 60_000 }, at);
  fund.post({ kind: 'return', contribution: 'entry-1', amount: 100_000, reason: 'entered-in-error' }, at);
  fund.post(
    {
      kind: 'contribution',
      contributor: 'resident-one',
      source: 'resident',
      amount: 5000,
      valueDay: '2026-10-30',
      late: true,
    },
    at,
  );
  fund.post(
    { kind: 'contribution', contributor: 'gov-one', source: 'subsidy', amount: 700_000, purpose: 'elevator' },
    at,
  );
  fund.post(
    { kind: 'reservation', application: 'app-two', purpose: 'elevator', amount: 800_000, expiresOn: '2026-11-20' },
    at,
  );
  fund.post({ kind: 'expiry', application: 'app-two' }, '2026-11-25T02:00:00.000Z');
  return fund;
}

test('periods: months, quarters and years by their first and last day', () => {
  expect(periodOf('2028-02')).toMatchObject({ from: '2028-02-01', to: '2028-02-29' });
  expect(periodOf('2026-Q4')).toMatchObject({ from: '2026-10-01', to: '2026-12-31' });
  expect(periodOf('2026')).toMatchObject({ from: '2026-01-01', to: '2026-12-31' });
  for (const label of ['2026-13', '2026-Q5', '26', '2026-1', ''])
    expect(refusal(() => periodOf(label))).toBe('no-such-period');
  expect(periodsEndingOn('2026-12-31')).toEqual(['2026-12', '2026-Q4', '2026']);
  expect(periodsEndingOn('2026-12-30')).toEqual([]);
});

test('case 25, in part: a period is due on the day after it ends; a missed one is caught up, a published one is not', () => {
  expect(duePeriods('2026-09-02', '2026-10-31', new Set())).toEqual(['2026-09', '2026-Q3']);
  expect(duePeriods('2026-09-02', '2026-11-01', new Set(['2026-09']))).toEqual(['2026-Q3', '2026-10']);
  expect(duePeriods('2026-11-30', '2027-01-01', new Set())).toEqual(['2026-11', '2026-12', '2026-Q4', '2026']);
  expect(duePeriods('2026-11-30', '2026-11-30', new Set())).toEqual([]);
});

test('case 25, in part: the month ends at midnight in Asia/Shanghai', async () => {
  const fund = barrier();
  fund.post({ kind: 'interest', amount: 1 }, '2026-11-30T15:59:59.999Z');
  fund.post({ kind: 'interest', amount: 10 }, '2026-11-30T16:00:00.000Z');
  const rows = await fund.rows();
  expect(statement(fund.fund, rows, periodOf('2026-11')).flows.in.interest).toBe(1);
  expect(statement(fund.fund, rows, periodOf('2026-12')).flows.in.interest).toBe(10);
});

test('a statement explains every fen between its opening and its closing balance', async () => {
  const fund = november();
  const rows = await fund.rows();
  const made = statement(fund.fund, rows, periodOf('2026-11'), facts(project));
  expect(made.opening).toEqual({ available: 9_700_000, earmarked: 0, committed: 150_000, total: 9_850_000 });
  expect(made.flows.in).toEqual({
    unit: 0,
    resident: 5000,
    subsidy: 700_000,
    charity: 0,
    interest: 1234,
    refunds: 60_000,
    total: 766_234,
  });
  expect(made.flows.out).toEqual({ payments: 150_000, returns: 100_000, fees: 0, total: 250_000 });
  expect(made.flows.commitments).toEqual({ reserved: 800_000, released: 0, expired: 800_000 });
  expect(made.closing.total).toBe(made.opening.total + made.flows.in.total - made.flows.out.total);
  expect(made.applications).toEqual([
    expect.objectContaining({
      application: 'app-barrier',
      reserved: 300_000,
      paid: 300_000,
      paidInPeriod: 150_000,
      refunded: 60_000,
      committed: 0,
    }),
    expect.objectContaining({ application: 'app-two', reserved: 800_000, paid: 0, committed: 0 }),
  ]);
  expect(made.undone).toEqual([expect.objectContaining({ kind: 'fee', amount: 500 })]);
  expect(made.chain.after.hash).toBe(rows.at(-1)?.hash);
});

test('one statement follows another: what closes a month opens the next, and the quarter adds up its months', async () => {
  const fund = november();
  const rows = await fund.rows();
  const months = ['2026-10', '2026-11', '2026-12'].map((label) => statement(fund.fund, rows, periodOf(label)));
  const quarter = statement(fund.fund, rows, periodOf('2026-Q4'));
  for (const [i, month] of months.entries()) {
    if (i > 0) expect(month.opening).toEqual(months[i - 1]?.closing);
    if (i > 0) expect(month.chain.before).toEqual(months[i - 1]?.chain.after);
    expect(month.closing.total).toBe(month.opening.total + month.flows.in.total - month.flows.out.total);
  }
  expect(quarter.flows.in.total).toBe(months.reduce((sum, { flows }) => sum + flows.in.total, 0));
  expect(quarter.flows.out.total).toBe(months.reduce((sum, { flows }) => sum + flows.out.total, 0));
});

test('case 11: after later postings the closed month’s statement is the same bytes; the late one stands in the next', async () => {
  const before = barrier();
  const october = await published(statement(before.fund, await before.rows(), periodOf('2026-10')));
  const fund = november();
  const rows = await fund.rows();
  expect(await published(statement(fund.fund, rows, periodOf('2026-10')))).toEqual(october);
  expect(statement(fund.fund, rows, periodOf('2026-11')).late).toEqual([
    { seq: 21, id: 'entry-21', kind: 'contribution', valueDay: '2026-10-30', amount: 5000 },
  ]);
});

test('case 13: made again, whatever the order of the projects, a statement is the same bytes', async () => {
  const rows = await november().rows();
  const other = { ...project, application: 'app-two', inspections: [] };
  const make = (projects: Project[]) =>
    statementJson(statement('fund-guihuajing', rows, periodOf('2026-11'), facts(...projects)));
  expect(make([project, other])).toBe(make([other, { ...project, inspections: project.inspections.toReversed() }]));
});

test.runIf(spawnSync('hledger', ['--version']).status === 0)(
  'case 13: statement = journal = hledger, for every month, in every total',
  async () => {
    const fund = november();
    const rows = await fund.rows();
    const journal = hledgerJournal(fund.fund, fund.entries);
    const total = (end: string, query: string): string => {
      const args = ['-f', '-', 'balance', query, '--depth', '0', '--end', end, '-O', 'csv'];
      const rows: string[][] = parse(spawnSync('hledger', args, { input: journal, encoding: 'utf8' }).stdout);
      return (rows.at(-1)?.[1] ?? '0').replace(' CNY', '').replace(/^0$/, '0.00');
    };
    for (const [label, end] of [
      ['2026-09', '2026-10-01'],
      ['2026-10', '2026-11-01'],
      ['2026-11', '2026-12-01'],
    ] as const) {
      const { closing } = statement(fund.fund, rows, periodOf(label));
      expect(total(end, 'assets')).toBe(yuan(closing.total));
      expect(total(end, 'assets:available')).toBe(yuan(closing.available));
      expect(total(end, 'assets:earmarked')).toBe(yuan(closing.earmarked));
      expect(total(end, 'assets:committed')).toBe(yuan(closing.committed));
    }
  },
);

test('a value day within the period is not late; an inspection counts up to the period’s last day', async () => {
  const fund = barrier();
  const at = '2026-11-20T02:00:00.000Z';
  fund.post({ kind: 'interest', amount: 1, valueDay: '2026-11-01' }, at);
  fund.post({ kind: 'interest', amount: 2, valueDay: '2026-10-31' }, at);
  const inspections = ['2026-11-30', '2026-12-01'].map((on) => ({ on, finding: 'seen', followedUp: true }));
  const made = statement(fund.fund, await fund.rows(), periodOf('2026-11'), facts({ ...project, inspections }));
  expect(made.late.map(({ amount }) => amount)).toEqual([2]);
  expect(made.applications[0]?.project?.inspections.map(({ on }) => on)).toEqual(['2026-11-30']);
});

test('a correction is a new version that says what changed; nothing changed is no version', async () => {
  const rows = await november().rows();
  const first = statement('fund-guihuajing', rows, periodOf('2026-11'), facts(project));
  expect(correct(first, statement('fund-guihuajing', rows, periodOf('2026-11'), facts(project)), '核对')).toBe(first);
  const second = correct(
    first,
    statement('fund-guihuajing', rows, periodOf('2026-11'), facts({ ...project, own: 210_000 })),
    '自筹金额登记有误',
  );
  expect(second).toMatchObject({
    id: first.id,
    version: 2,
    corrects: {
      version: 1,
      reason: '自筹金额登记有误',
      changes: [{ pointer: '#/applications/0/project/own', from: '200000', to: '210000' }],
    },
  });
});

test('the CSV says what the JSON says', async () => {
  const rows = await november().rows();
  const made = statement('fund-guihuajing', rows, periodOf('2026-11'), facts(project));
  const lines: Record<string, string>[] = parse(statementCsv(made), { bom: true, columns: true });
  const value = (section: string, item: string) =>
    lines.find((line) => line['section'] === section && line['item'] === item)?.['yuan'];
  expect(value('closing', 'total')).toBe(yuan(made.closing.total));
  expect(value('in', 'subsidy')).toBe('7000.00');
  expect(value('application', 'app-barrier paidInPeriod')).toBe('1500.00');
  expect(lines.filter((line) => line['section'] === 'inspection')).toHaveLength(2);
});
