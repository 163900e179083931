import { AVAILABLE, EARMARKED, isAsset } from '../ledger/accounts.ts';
import { GENESIS } from '../ledger/chain.ts';
import type { Entry, Head, Row } from '../ledger/contract.ts';
import type { FindingRow } from '../findings/contract.ts';
import type { PledgeState } from '../pledges/contract.ts';
import type { PledgeSums } from '../pledges/pledge.ts';
import { applicationRows } from './progress.ts';
import type { ApplicationRow, PendingRow, Project } from './progress.ts';
import { flows } from './flows.ts';
import type { Flows } from './flows.ts';
import type { Period } from './period.ts';

/** The fund's money at one moment, fen. */
export interface Position {
  readonly available: number;
  readonly earmarked: number;
  readonly committed: number;
  readonly total: number;
}

/** An entry posted in this period for a day before it. */
export interface Late {
  readonly seq: number;
  readonly id: string;
  readonly kind: Entry['kind'];
  readonly valueDay: string;
  /** Fen that the entry moved: the sum of its debits. */
  readonly amount: number;
}

/** An entry of this period that undoes one of this or an earlier period. */
export interface Undone {
  readonly seq: number;
  readonly entry: string;
  readonly kind: Entry['kind'];
  readonly reason: string;
  readonly amount: number;
}

export interface Statement {
  readonly id: string;
  readonly fund: string;
  /** The fund's name. */
  readonly name: string;
  readonly period: Period;
  /** 1; a correction is the next number and says what it changed (`correct`). */
  readonly version: number;
  readonly opening: Position;
  readonly flows: Flows;
  readonly closing: Position;
  readonly applications: readonly ApplicationRow[];
  /** Applications without a commitment: open at the end of the period, or decided within it. */
  readonly pending: readonly PendingRow[];
  /** What was promised to the fund: a memorandum, in no balance. Absent where nothing ever was. */
  readonly pledges?: Pledges;
  /** Entries that auditors marked, by the end of the period. Absent where none ever was. */
  readonly findings?: readonly FindingRow[];
  readonly late: readonly Late[];
  readonly undone: readonly Undone[];
  /** Entries of the period, and the chain's head before and after it. */
  readonly chain: { readonly entries: number; readonly before: Head; readonly after: Head };
  readonly corrects?: {
    readonly version: number;
    /** Why it was issued anew, in its author's words. */
    readonly reason: string;
    readonly changes: readonly Change[];
  };
}

/** Pledges made by the end of the period, fen. */
export interface Pledges extends PledgeSums {
  /** Those that the period dealt with: open at its end, or fulfilled or withdrawn within it. */
  readonly rows: readonly PledgeRow[];
}

export interface PledgeRow {
  readonly pledge: string;
  readonly dueOn: string;
  readonly amount: number;
  readonly received: number;
  readonly state: PledgeState;
}

export interface Change {
  /** JSON pointer into the statement. */
  readonly pointer: string;
  readonly from: string;
  readonly to: string;
}

/** What the records say beside the ledger. */
export interface Facts {
  readonly name: string;
  readonly projects: readonly Project[];
  readonly pending: readonly PendingRow[];
  readonly pledges?: Pledges;
  readonly findings?: readonly FindingRow[];
}

/**
 * The statement of a fund for a period: a pure function of the ledger's rows up to the period's last day and of the
 * projects as given, so the same ledger gives the same bytes, however often and however late it runs.
 * Entries count by their day of posting; one whose value day lies before the period is listed as late.
 * @param rows the fund's journal from its first row on, in order; rows after the period are not read
 * @param facts what the fund's and the applications' records say as of the period's last day; projects in any order
 */
export function statement(
  fund: string,
  rows: readonly Row[],
  period: Period,
  { name, projects, pending, pledges, findings }: Facts = { name: fund, projects: [], pending: [] },
): Statement {
  const start = firstAfter(rows, (row) => row.day >= period.from);
  const end = firstAfter(rows, (row) => row.day > period.to);
  const within = rows.slice(start, end);
  const balances = new Map<string, number>();
  addLegs(balances, rows, 0, start);
  const opening = position(balances);
  addLegs(balances, rows, start, end);
  const undoing = undoneOf(rows, within);
  return {
    id: `${fund}-${period.label}`,
    fund,
    name,
    period,
    version: 1,
    opening,
    flows: flows(within, undoing),
    closing: position(balances),
    applications: applicationRows(rows.slice(0, end), period, projects),
    pending: pending.toSorted((a, b) => (a.application < b.application ? -1 : 1)),
    ...(pledges && { pledges }),
    ...(findings && { findings }),
    late: within.filter((row) => row.valueDay !== undefined && row.valueDay < period.from).map(lateOf),
    undone: within.flatMap((row) => (row.kind === 'reversal' ? [undoneRow(row, undoing.get(row.entry))] : [])),
    chain: { entries: within.length, before: headAt(rows, start), after: headAt(rows, end) },
  };
}

/** Days never go back along the chain, so a period is found by halving. */
function firstAfter(rows: readonly Row[], after: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = rows[middle];
    if (row && after(row)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function addLegs(balances: Map<string, number>, rows: readonly Row[], from: number, to: number): void {
  for (let i = from; i < to; i++)
    for (const { account, amount } of rows[i]?.legs ?? [])
      if (isAsset(account)) balances.set(account, (balances.get(account) ?? 0) + amount);
}

function position(balances: ReadonlyMap<string, number>): Position {
  let available = 0;
  let earmarked = 0;
  let committed = 0;
  for (const [account, fen] of balances) {
    if (account === AVAILABLE) available += fen;
    else if (account.startsWith(EARMARKED)) earmarked += fen;
    else committed += fen;
  }
  return { available, earmarked, committed, total: available + earmarked + committed };
}

/** The entries that the period's reversals undo, by id, wherever they stand. */
function undoneOf(rows: readonly Row[], within: readonly Row[]): Map<string, Row> {
  const wanted = new Set(within.flatMap((row) => (row.kind === 'reversal' ? [row.entry] : [])));
  if (wanted.size === 0) return new Map();
  return new Map(rows.filter(({ id }) => wanted.has(id)).map((row) => [row.id, row]));
}

const debits = ({ legs }: Entry): number => legs.reduce((sum, { amount }) => sum + Math.max(0, amount), 0);

const lateOf = (row: Row): Late => ({
  seq: row.seq,
  id: row.id,
  kind: row.kind,
  valueDay: row.valueDay ?? row.day,
  amount: debits(row),
});

const undoneRow = (row: Extract<Row, { kind: 'reversal' }>, target: Row | undefined): Undone => ({
  seq: row.seq,
  entry: row.entry,
  kind: target?.kind ?? row.kind,
  reason: row.reason,
  amount: debits(row),
});

function headAt(rows: readonly Row[], index: number): Head {
  const row = rows[index - 1];
  return row ? { seq: row.seq, hash: row.hash } : { seq: 0, hash: GENESIS };
}
