import { entryOf, GENESIS, seal } from '../../functions/fund/ledger/chain.ts';
import type { Command, Entry, Row } from '../../functions/fund/ledger/contract.ts';
import { decide } from '../../functions/fund/ledger/decide.ts';
import type { Reads } from '../../functions/fund/ledger/reads.ts';
import { namedEntry, reads } from '../../functions/fund/ledger/reads.ts';
import { replayed } from '../../functions/fund/ledger/replay.ts';
import { apply, empty } from '../../functions/fund/ledger/state.ts';
import type { Posted, State } from '../../functions/fund/ledger/state.ts';
import type { Commitment } from '../../functions/fund/ledger/commitment.ts';

/** What the simulation drives: any ledger that posts a command once, or refuses it, or fails without saying which. */
export interface Ledger {
  /**
   * @returns the command's entry, the first one's when it is delivered again
   * @throws Refusal, or Fault when the caller cannot know whether it was posted
   */
  post(command: Command, at: string): Promise<Entry>;
  rows(): Promise<readonly Row[]>;
}

export class Fault extends Error {}

/** Where a fault can strike: before the load, between decision and append, after the append but before the answer. */
export type Point = 'load' | 'append' | 'answer';

/**
 * A ledger in memory that keeps what a table keeps, loads only what `reads` names, and appends under one condition: that
 * the chain's head is the one that was loaded.
 * @param pass called at every await; throws a Fault to strike, or lets another caller in
 */
export function memoryLedger(fund: string, pass: (point: Point) => Promise<void>): Ledger {
  const head = { seq: 0, at: '', day: '', closedThrough: '', hash: GENESIS };
  const balances = new Map<string, number>();
  const commitments = new Map<string, Commitment>();
  const posted = new Map<string, Posted>();
  const rows: Row[] = [];

  const load = (wanted: Reads): State => {
    const { seq, at, day, closedThrough } = head;
    const state = { ...empty(fund), seq, at, day, closedThrough };
    const named = [...balances.keys()].filter((account) =>
      wanted.prefixes.some((prefix) => account.startsWith(prefix)),
    );
    copy(balances, state.balances, [...wanted.accounts, ...named]);
    copy(commitments, state.commitments, wanted.applications);
    copy(posted, state.posted, wanted.entries);
    return state;
  };

  const append = (state: State, row: Row, seen: number): void => {
    if (head.seq !== seen) throw new Fault('conflict');
    for (const { account, amount } of row.legs) balances.set(account, (balances.get(account) ?? 0) + amount);
    copy(state.commitments, commitments, state.commitments.keys());
    copy(state.posted, posted, state.posted.keys());
    rows.push(row);
    const { seq, at, day, closedThrough } = state;
    Object.assign(head, { seq, at, day, closedThrough, hash: row.hash });
  };

  return {
    async post(command, at) {
      await pass('load');
      const state = load(reads(command, posted.get(namedEntry(command) ?? '')?.entry));
      const { hash } = head;
      const before = replayed(state, command);
      if (before) return before;
      const seen = state.seq;
      const row = await seal(hash, decide(state, command, at));
      apply(state, entryOf(row));
      await pass('append');
      append(state, row, seen);
      await pass('answer');
      return entryOf(row);
    },
    rows: () => Promise.resolve(rows),
  };
}

function copy<V>(from: ReadonlyMap<string, V>, to: Map<string, V>, keys: Iterable<string>): void {
  for (const key of keys) {
    const value = from.get(key);
    if (value !== undefined) to.set(key, value);
  }
}
