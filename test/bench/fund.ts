/**
 * `node test/bench/fund.ts [entries]`: what the fund's pure core costs for a journal of 100,000 entries. CPU time, because
 * a shared machine's wall clock says little; wall time beside it.
 */
import { csv } from '../../functions/exports/csv.ts';
import { hledgerJournal } from '../../functions/fund/exports/hledger.ts';
import { journalJson } from '../../functions/fund/exports/journal.ts';
import { entryOf, sealAll } from '../../functions/fund/ledger/chain.ts';
import type { Command, Entry } from '../../functions/fund/ledger/contract.ts';
import { decide } from '../../functions/fund/ledger/decide.ts';
import { apply, empty, fold } from '../../functions/fund/ledger/state.ts';
import { verify } from '../../functions/fund/ledger/verify.ts';
import { periodOf } from '../../functions/fund/statements/period.ts';
import { published, statementCsv } from '../../functions/fund/statements/publish.ts';
import { statement } from '../../functions/fund/statements/statement.ts';

const FUND = 'fund-bench';
const size = Number(process.argv[2] ?? 100_000);
const results: (string | number)[][] = [];

const entries = await timed('decide and apply', () => ledger(size));
const rows = await timed('seal', () => sealAll(entries));
await timed('fold', () => fold(FUND, entries));
const text = await timed('journal JSON', () => journalJson(FUND, rows));
await timed('hledger journal', () => hledgerJournal(FUND, rows.map(entryOf)));
const journal = await timed('parse the journal', () => JSON.parse(text) as unknown);
const verdict = await timed('verify', () => verify(journal));
if (!verdict.ok) throw new Error(JSON.stringify(verdict));
for (const label of ['2026-06', '2026'])
  await timed(`statement of ${label}, as JSON with digest and CSV`, async () => {
    const made = statement(FUND, rows, periodOf(label));
    return [await published(made), statementCsv(made)];
  });
console.log(`${size} entries, journal of ${(text.length / 1e6).toFixed(1)} MB, Node ${process.version}`);
console.log(csv(['what', 'cpu ms', 'wall ms', 'entries/s of cpu', 'heap grown MB'], results).slice(1));

async function timed<T>(what: string, run: () => T | Promise<T>): Promise<T> {
  globalThis.gc?.();
  const [heap, cpu, wall] = [process.memoryUsage().heapUsed, process.cpuUsage(), performance.now()];
  const result = await run();
  const { user, system } = process.cpuUsage(cpu);
  const ms = (user + system) / 1000;
  const grown = (process.memoryUsage().heapUsed - heap) / 1e6;
  results.push([
    what,
    Math.round(ms),
    Math.round(performance.now() - wall),
    Math.round((1000 * size) / ms),
    Math.round(grown),
  ]);
  return result;
}

/** Gifts, grants in two tranches, refunds and bank fees over the year 2026, with 300 contributors. */
function ledger(count: number): Entry[] {
  const state = empty(FUND);
  const made: Entry[] = [];
  for (let i = 0; i < count; i++) {
    const at = new Date(Date.UTC(2026, 0, 1) + Math.floor((i * 360 * 86_400_000) / count)).toISOString();
    const entry = decide(state, command(i), at);
    apply(state, entry);
    made.push(entry);
  }
  return made;
}

function command(i: number): Command {
  const base = { id: `entry-${i}`, by: 'person-a', confirmedBy: 'person-b' };
  const voucher = `V-${i}`;
  const application = `app-${Math.floor(i / 8)}`;
  switch (i % 8) {
    case 3:
      return { ...base, kind: 'reservation', application, purpose: 'barrier', amount: 30_000, expiresOn: '2027-06-30' };
    case 4:
    case 5:
      return { ...base, kind: 'payment', application, amount: 15_000, voucher };
    case 6:
      return { ...base, kind: 'refund', application, amount: 500, voucher };
    case 7:
      return { ...base, kind: 'fee', amount: 10, voucher };
    default: {
      const purpose = i % 5 === 0 ? { purpose: 'barrier' } : {};
      return {
        ...base,
        kind: 'contribution',
        source: 'unit',
        contributor: `unit-${i % 300}`,
        amount: 20_000,
        voucher,
        ...purpose,
      };
    }
  }
}
