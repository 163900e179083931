import { canonical } from '../ledger/canonical.ts';
import { entryOf, GENESIS } from '../ledger/chain.ts';
import type { Journal, Row } from '../ledger/contract.ts';
import { fold } from '../ledger/state.ts';
import { balancesOf } from '../ledger/verify.ts';
import { csv, type Cell } from '../../exports/csv.ts';
import { yuan } from './yuan.ts';

/** The public journal of a fund: what `verify` judges. */
export function journalOf(fund: string, rows: readonly Row[]): Journal {
  const last = rows.at(-1);
  const balances = balancesOf(fold(fund, rows.map(entryOf)));
  return {
    fund,
    currency: 'CNY',
    unit: 'fen',
    head: { seq: rows.length, hash: last?.hash ?? GENESIS },
    balances,
    rows: [...rows],
  };
}

/** The journal as JSON: one row a line, the same bytes for the same rows. */
export function journalJson(fund: string, rows: readonly Row[]): string {
  const { rows: _, ...claims } = journalOf(fund, rows);
  return `${canonical(claims).slice(0, -1)},"rows":[\n${rows.map((row) => canonical(row)).join(',\n')}\n]}\n`;
}

/** The journal as lines, one a leg (one without account for an entry without legs); the amount is in fen. */
export const journalColumns = [
  'seq',
  'day',
  'value_day',
  'late',
  'kind',
  'id',
  'account',
  'amount_yuan',
  'application',
  'contributor',
  'purpose',
  'voucher',
  'reverses',
  'recorded_by',
  'confirmed_by',
  'posted_at',
  'hash',
] as const;

/** Where the amount stands. */
const AMOUNT = journalColumns.indexOf('amount_yuan');

export function* journalLines(rows: readonly Row[]): Generator<Cell[]> {
  for (const row of rows) {
    const told: Readonly<Record<string, unknown>> = { ...row };
    const of = (name: string): string => (typeof told[name] === 'string' ? told[name] : '');
    const before = [row.seq, row.day, row.valueDay ?? row.day, row.late ? 'late' : '', row.kind, row.id];
    const after = ['application', 'contributor', 'purpose', 'voucher', 'entry', 'by', 'confirmedBy', 'at'].map(of);
    for (const leg of row.legs) yield [...before, leg.account, leg.amount, ...after, row.hash];
    if (row.legs.length === 0) yield [...before, '', '', ...after, row.hash];
  }
}

/** The journal as CSV, amounts in yuan. */
export const journalCsv = (rows: readonly Row[]): string => csv(journalColumns, inYuan(rows));

function* inYuan(rows: readonly Row[]): Generator<Cell[]> {
  for (const line of journalLines(rows))
    yield line.map((cell, i) => (i === AMOUNT && typeof cell === 'number' ? yuan(cell) : cell));
}
