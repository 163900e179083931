import { afterAll, beforeAll, expect, test } from 'vitest';
import { applicationStore } from '../../../functions/fund/applications/store.ts';
import { findingStore } from '../../../functions/fund/findings/store.ts';
import { fundActions } from '../../../functions/fund/funds/actions.ts';
import { balancesFrom } from '../../../functions/fund/funds/balances.ts';
import { fundStore } from '../../../functions/fund/funds/store.ts';
import { entryOf, GENESIS } from '../../../functions/fund/ledger/chain.ts';
import type { Command, Row } from '../../../functions/fund/ledger/contract.ts';
import { fold } from '../../../functions/fund/ledger/state.ts';
import { ledgerStore } from '../../../functions/fund/ledger/store.ts';
import { pledgeStore } from '../../../functions/fund/pledges/store.ts';
import { slipStore } from '../../../functions/fund/slips/store.ts';
import { statementStore } from '../../../functions/fund/statements/store.ts';
import { compoundStore } from '../../../functions/grids/compounds/store.ts';
import { unitStore } from '../../../functions/grids/units/store.ts';
import type { Bucket } from '../../../functions/publish/bucket.ts';
import { FundSnapshot } from '../../../functions/publish/contract.ts';
import { fundPublisher } from '../../../functions/publish/funds.ts';
import { snapshotPaths } from '../../../functions/publish/pages.ts';
import { openTable, type Table } from '../../../functions/table/table.ts';
import { rulesFrom } from '../../api/fund.ts';
import { embedded } from '../../engine.ts';
import { openBuckets } from './buckets.ts';

const FUND = 'fund-500229';
let engine: Awaited<ReturnType<typeof embedded>>;
let buckets: Awaited<ReturnType<typeof openBuckets>>;
let fund: Table;
let rowsOf: Table;

beforeAll(async () => {
  engine = await embedded('fund', 'ledger', 'grids');
  buckets = await openBuckets();
  [fund, rowsOf] = [openTable('fund', engine.documents), openTable('ledger', engine.documents)];
  await fund.commit(
    fundStore(fund).save({
      id: FUND,
      division: '500229',
      name: '县共建基金',
      committee: [],
      holidays: { off: [], worked: [] },
      rules: [{ ...rulesFrom('2026-01-01'), version: 1 }],
      openedAt: '2026-01-01T00:00:00.000Z',
      version: 1,
    }),
  );
});
afterAll(async () => {
  await buckets.close();
  await engine.stop();
});

const PEOPLE = { by: 'person-a', confirmedBy: 'person-b' };
let entries = 0;

/** Posts an entry: each moves an account of what came in and one of what there is, beside the head and two records. */
async function post(): Promise<void> {
  const i = entries++;
  const base = { ...PEOPLE, id: `entry-n${i}`, voucher: `V-${i}`, amount: 100 + i };
  const gift = { ...base, kind: 'contribution', contributor: 'unit-a', source: 'unit' } as const;
  const commands: Command[] = [gift, { ...gift, purpose: 'barrier' }, { ...base, kind: 'interest' }];
  const command = commands[i % 3]!;
  await fund.commit((await ledgerStore(fund, rowsOf).post(FUND, command, '2026-10-01T00:00:00.000Z')).writes);
}

/** What the books were after so many entries. */
const booksAfter = (rows: readonly Row[], seq: number) => ({
  seq,
  hash: rows[seq - 1]?.hash ?? GENESIS,
  balances: balancesFrom(fold(FUND, rows.slice(0, seq).map(entryOf)).balances),
});

test('case 22: whatever is published while postings go on holds whole postings, never half of one', async () => {
  const published: [string, string][] = [];
  const kept = (bucket: Bucket): Bucket => ({
    ...bucket,
    put: (path, body) => {
      published.push([path, String(body)]);
      return bucket.put(path, body);
    },
  });
  const press = {
    data: kept(buckets.data),
    pages: kept(buckets.pages),
    site: { demo: true, issuer: '', clientId: '', audience: '', footer: [] },
    // A page that shows all it can read of the fund.
    render: async (_: string, snapshot: (path: string) => Promise<unknown>) => ({
      status: 200,
      html: JSON.stringify(await snapshot(snapshotPaths.fund(FUND))),
    }),
  };
  // Before each of the publisher's reads of many records another entry comes in.
  const moving = (table: Table): Table => ({
    ...table,
    all: async (...listing) => {
      if (entries < 12) await post();
      return table.all(...listing);
    },
  });
  const books = moving(fund);
  const ledger = ledgerStore(books, moving(rowsOf));
  const stores = {
    funds: fundStore(books),
    ledger,
    applications: applicationStore(books),
    slips: slipStore(books),
    statements: statementStore(books),
    pledges: pledgeStore(books),
    findings: findingStore(books),
    compounds: compoundStore(openTable('grids', engine.documents)),
    units: unitStore(openTable('grids', engine.documents)),
  };
  const publisher = fundPublisher(stores, press, 'https://sonata.example');
  await publisher.fund(FUND);

  const rows = await ledger.rows(FUND);
  expect(rows).toHaveLength(12);
  const overview = snapshotPaths.fund(FUND);
  const shown = published
    .filter(([path, text]) => path === overview || (path.endsWith('.html') && text.startsWith('{')))
    .map(([, text]) => FundSnapshot.parse(JSON.parse(text)));
  const seen = new Set(shown.map(({ head }) => head.seq));
  // It was looked at in the midst of it.
  expect(seen.size).toBeGreaterThan(1);
  for (const { head, balances } of shown) expect({ ...head, balances }).toEqual(booksAfter(rows, head.seq));
  for (const [, text] of published.filter(([path]) => path === snapshotPaths.fundFile(FUND, 'journal.json'))) {
    const journal = JSON.parse(text) as { head: { seq: number }; rows: Row[]; balances: Record<string, number> };
    expect(journal.rows).toEqual(rows.slice(0, journal.head.seq));
    expect(Object.values(journal.balances).reduce((sum, amount) => sum + amount, 0)).toBe(0);
  }
  expect(JSON.parse((await press.data.get(overview)) ?? '')).toMatchObject({ head: { seq: 12 } });
});

test('case 22: a fund that is asked for while an entry comes in shows head and balances of one moment', async () => {
  let late = true;
  const moved: Table = {
    ...fund,
    all: async (...listing) => {
      if (late) await post();
      late = false;
      return fund.all(...listing);
    },
  };
  const { fund: ask } = fundActions(fundStore(fund), ledgerStore(moved, rowsOf), applicationStore(fund));
  const { body } = await ask({ params: { fund: FUND } } as Parameters<typeof ask>[0], {} as Parameters<typeof ask>[1]);
  const rows = await ledgerStore(fund, rowsOf).rows(FUND);
  const { head, balances } = body;
  expect({ ...head, balances }).toEqual(booksAfter(rows, head.seq));
});
