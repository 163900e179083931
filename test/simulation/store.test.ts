import { afterAll, beforeAll, expect, test } from 'vitest';
import { entryOf } from '../../functions/fund/ledger/chain.ts';
import type { Command } from '../../functions/fund/ledger/contract.ts';
import { fold } from '../../functions/fund/ledger/state.ts';
import { ledgerStore } from '../../functions/fund/ledger/store.ts';
import { balancesOf } from '../../functions/fund/ledger/verify.ts';
import { Refusal } from '../../functions/http/refusal.ts';
import { Conflict, openTable, pause } from '../../functions/table/table.ts';
import { embedded } from '../engine.ts';
import { simulate } from './run.ts';
import { storedLedger } from './store.ts';

let engine: Awaited<ReturnType<typeof embedded>>;
const seeds = [11, 12];
const faults: string[] = [];

beforeAll(async () => {
  engine = await embedded(
    'ledger',
    'race-fund',
    'race-ledger',
    ...seeds.map((seed) => `fund-${seed}`),
    ...seeds.map((seed) => `ledger-${seed}`),
  );
});
afterAll(() => engine.stop());

const tableOf = (name: string) => openTable(name, engine.documents);

test.each(seeds)(
  'cases 1, 16, 17, 18 and 19 over the real store: random commands with faults keep the model’s books (seed %i)',
  async (seed) => {
    const report = await simulate(seed, 250, storedLedger(tableOf(`fund-${seed}`), tableOf(`ledger-${seed}`)));
    expect(report.posted).toBeGreaterThan(80);
    faults.push(...Object.keys(report.faults));
    expect(Object.keys(report.faults).some((fault) => fault.startsWith('killed'))).toBe(true);
    const store = ledgerStore(tableOf(`fund-${seed}`), tableOf(`ledger-${seed}`));
    const books = balancesOf(fold('fund-simulated', (await store.rows('fund-simulated')).map(entryOf)));
    expect(Object.fromEntries(await store.balances('fund-simulated'))).toEqual(books);
  },
  120_000,
);

test('the faults of the runs above were of every kind', () => {
  expect(faults).toContain('timed out after the append');
});

test('cases 2 and 3: of rivals at once only what fits is posted, and a rival’s entry is never called lack of money', async () => {
  const table = tableOf('race-fund');
  const store = ledgerStore(table, tableOf('race-ledger'));
  const at = '2026-10-01T00:00:00.000Z';
  const people = { by: 'person-a', confirmedBy: 'person-b' };
  const post = async (command: Command): Promise<string> => {
    for (let tries = 1; ; tries++) {
      try {
        const { writes } = await store.post('fund-race', command, at);
        await table.commit(writes);
        return 'posted';
      } catch (error) {
        if (error instanceof Refusal) return error.refusal;
        if (!(error instanceof Conflict)) throw error;
        await pause(Math.min(tries, 4));
      }
    }
  };
  await post({ kind: 'interest', id: 'entry-first', amount: 1_000, voucher: 'I-1', ...people });
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      post({
        kind: 'reservation',
        id: `entry-r${i}`,
        application: `app-r${i}`,
        purpose: 'barrier',
        amount: 300,
        expiresOn: '2026-12-31',
        ...people,
      }),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'posted')).toHaveLength(3);
  expect(outcomes.filter((outcome) => outcome === 'insufficient-funds')).toHaveLength(7);
  expect(new Map(await store.balances('fund-race', 'assets:')).get('assets:available')).toBe(100);
  expect((await store.rows('fund-race')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
});
