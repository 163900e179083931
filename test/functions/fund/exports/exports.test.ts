import { spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csv } from '../../../../functions/exports/csv.ts';
import { grants360 } from '../../../../functions/fund/exports/grants360.ts';
import { hledgerJournal } from '../../../../functions/fund/exports/hledger.ts';
import { journalCsv, journalJson } from '../../../../functions/fund/exports/journal.ts';
import { yuan } from '../../../../functions/fund/exports/yuan.ts';
import { barrier } from '../book.ts';

const hledgerHere = spawnSync('hledger', ['--version']).status === 0;
const hledger = (journal: string, ...args: string[]) =>
  spawnSync('hledger', ['-f', '-', ...args], {
    input: journal,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });

const busy = () => {
  const fund = barrier();
  fund.post({ kind: 'interest', amount: 1234 }, '2026-11-04T02:00:00.000Z');
  fund.post({ kind: 'refund', application: 'app-barrier', amount: 7 }, '2026-11-04T02:00:00.000Z');
  fund.post({ kind: 'closing', through: '2026-10-31' }, '2026-11-05T02:00:00.000Z');
  fund.post(
    {
      kind: 'contribution',
      contributor: 'resident-1',
      source: 'resident',
      amount: 5,
      purpose: 'barrier',
      valueDay: '2026-10-30',
      late: true,
    },
    '2026-11-06T02:00:00.000Z',
  );
  return fund;
};

test('fen are written as yuan to the fen', () => {
  expect([0, 1, 10, 99, 100, 123456, -1, -12345].map(yuan)).toEqual([
    '0.00',
    '0.01',
    '0.10',
    '0.99',
    '1.00',
    '1234.56',
    '-0.01',
    '-123.45',
  ]);
});

test('case 28, in part: cells that a spreadsheet would run are text; numbers stay numbers', () => {
  const text = csv(
    ['a', 'b'],
    [
      ['=1+1', '-5.00'],
      ['+86', '@x'],
      ['-cmd', '\tx'],
      ['he said "hi", twice', '凤凰'],
    ],
  );
  expect(text.startsWith('\uFEFFa,b\r\n')).toBe(true);
  const rows: string[][] = parse(text, { bom: true });
  expect(rows.slice(1)).toEqual([
    ["'=1+1", '-5.00'],
    ["'+86", "'@x"],
    ["'-cmd", "'\tx"],
    ['he said "hi", twice', '凤凰'],
  ]);
});

test('the CSV holds every leg of every entry, and its amounts add up to nothing', async () => {
  const fund = busy();
  const lines: Record<string, string>[] = parse(journalCsv(await fund.rows()), { bom: true, columns: true });
  expect(lines.length).toBe(fund.entries.reduce((sum, { legs }) => sum + Math.max(1, legs.length), 0));
  expect(lines.reduce((sum, line) => sum + Math.round(100 * Number(line['amount_yuan'])), 0)).toBe(0);
  expect(lines.filter((line) => line['late'] === 'late').map((line) => line['value_day'])).toEqual([
    '2026-10-30',
    '2026-10-30',
  ]);
});

test('the journal JSON is the same bytes for the same rows', async () => {
  const text = journalJson('fund-guihuajing', await busy().rows());
  expect(journalJson('fund-guihuajing', await busy().rows())).toBe(text);
  expect(text.split('\n').length).toBe(busy().entries.length + 3);
});

test.runIf(hledgerHere)('case 13: hledger, the second judge, accepts the journal and gets the same balances', () => {
  const fund = busy();
  const journal = hledgerJournal(fund.fund, fund.entries);
  const check = hledger(journal, 'check', '--strict', 'ordereddates');
  expect(check.stderr).toBe('');
  expect(check.status).toBe(0);
  const lines: string[][] = parse(hledger(journal, 'balance', '--flat', '--no-total', '--empty', '-O', 'csv').stdout);
  const theirs = Object.fromEntries(
    lines.slice(1).map(([account, amount]) => [account, amount?.replace(' CNY', '').replace(/^0$/, '0.00')]),
  );
  expect(theirs).toEqual(Object.fromEntries([...fund.state.balances].map(([account, fen]) => [account, yuan(fen)])));
});

test.runIf(hledgerHere)('hledger rejects a changed amount, an undeclared account, and a day out of order', () => {
  const fund = busy();
  const journal = hledgerJournal(fund.fund, fund.entries);
  const judged = (text: string) => hledger(text, 'check', '--strict', 'ordereddates').status;
  expect(judged(journal.replace('9000.00 CNY', '9000.01 CNY'))).toBe(1);
  expect(judged(journal.replace('account income:interest\n', ''))).toBe(1);
  expect(judged(journal.replace('2026-10-12', '2026-09-01'))).toBe(1);
});

test('360Giving 1.4: the required fields, amounts as numbers, disbursements that add up', () => {
  const fund = busy();
  const organization = { id: 'CN-500229001002', name: '桂花井社区共建基金（演示）' };
  const publication = {
    publisher: organization,
    funder: organization,
    prefix: 'sonata',
    license: 'https://creativecommons.org/licenses/by/4.0/',
  };
  const fact = {
    application: 'app-barrier',
    title: '更换智能停车升降杆',
    description: '农发小区道闸无法修复，更换',
    recipient: { id: 'CN-compound-nongfa', name: '农发小区住宅管理委员会' },
    appliedFor: 300_000,
    ownShare: 200_000,
    place: { code: '500229001002', name: '桂花井社区' },
    url: 'https://example.org/funds/fund-guihuajing/grants/app-barrier',
  };
  const grants = grants360(publication, [fact, { ...fact, application: 'app-not-granted' }], fund.entries);
  expect(grants.version).toBe('1.4');
  expect(grants.grants).toHaveLength(1);
  const [grant] = grants.grants;
  expect(grant).toMatchObject({
    id: '360G-sonata-fund-guihuajing-app-barrier',
    currency: 'CNY',
    amountAwarded: 3000,
    amountDisbursed: 2999.93,
    awardDate: '2026-10-08',
    fundingOrganization: [organization],
    recipientOrganization: [fact.recipient],
    matchFunding: { value: 2000 },
  });
  const sum = grant?.disbursementTransaction.reduce((total, { value }) => total + Math.round(value * 100), 0);
  expect(sum).toBe(299_993);
  expect(grant?.id).not.toMatch(/\//);
  expect(() => grants360(publication, [], fund.entries)).toThrow(RangeError);
});
