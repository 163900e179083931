import { AVAILABLE, EARMARKED } from './accounts.ts';
import type { Commitment } from './commitment.ts';
import { ending, paying, refunding, unpaying } from './commitment.ts';
import type { Entry, Leg } from './contract.ts';

/** What the entries so far add up to. A store may load only the parts that a command reads (`reads`). */
export interface State {
  readonly fund: string;
  /** Sequence number, instant and Asia/Shanghai day of the last entry; 0 and '' before the first. */
  seq: number;
  at: string;
  day: string;
  /** The last closed day; '' while no period is closed. */
  closedThrough: string;
  readonly balances: Map<string, number>;
  readonly commitments: Map<string, Commitment>;
  /** Entries by business id. */
  readonly posted: Map<string, Posted>;
}

export interface Posted {
  readonly entry: Entry;
  readonly reversed: boolean;
  /** Of a contribution: fen returned to the contributor, or moved to another purpose with consent. */
  readonly moved: number;
}

/** A fund before its first entry. */
export const empty = (fund: string): State => ({
  fund,
  seq: 0,
  at: '',
  day: '',
  closedThrough: '',
  balances: new Map(),
  commitments: new Map(),
  posted: new Map(),
});

/** Fen on an account; 0 when nothing was ever posted to it. */
export const balance = (state: State, account: string): number => state.balances.get(account) ?? 0;

/**
 * Adds an entry to the state, in place, and returns it: a fund of 100,000 entries is folded without a copy each.
 * It trusts the entry; `decide` judges commands and `verify` judges journals.
 */
export function apply(state: State, entry: Entry): State {
  state.seq = entry.seq;
  state.at = entry.at;
  state.day = entry.day;
  for (const { account, amount } of entry.legs) state.balances.set(account, balance(state, account) + amount);
  state.posted.set(entry.id, { entry, reversed: false, moved: 0 });
  if (entry.kind === 'closing') state.closedThrough = entry.through;
  if (movesContribution(entry)) addMoved(state, entry.contribution, entry.amount);
  if (entry.kind === 'reversal') undo(state, entry.entry);
  else if ('application' in entry) commit(state, entry);
  return state;
}

/** The state after these entries, from an empty fund. */
export function fold(fund: string, entries: Iterable<Entry>): State {
  const state = empty(fund);
  for (const entry of entries) apply(state, entry);
  return state;
}

function commit(state: State, entry: Extract<Entry, { application: string }>): void {
  if (entry.kind === 'reservation') {
    const { application, purpose, expiresOn } = entry;
    state.commitments.set(application, {
      application,
      purpose,
      expiresOn,
      status: 'open',
      sources: drawsOf(entry.legs),
    });
    return;
  }
  const held = state.commitments.get(entry.application);
  if (!held) return;
  if (entry.kind === 'payment') state.commitments.set(entry.application, paying(held, entry.amount));
  else if (entry.kind === 'refund') state.commitments.set(entry.application, refunding(held, poolLegs(entry.legs)));
  else state.commitments.set(entry.application, ending(held, entry.kind === 'release' ? 'released' : 'expired'));
}

function undo(state: State, id: string): void {
  const undone = state.posted.get(id);
  if (!undone) return;
  state.posted.set(id, { ...undone, reversed: true });
  const { entry } = undone;
  if (movesContribution(entry)) addMoved(state, entry.contribution, -entry.amount);
  if (entry.kind !== 'payment' && entry.kind !== 'refund') return;
  const held = state.commitments.get(entry.application);
  if (!held) return;
  const back = poolLegs(entry.legs).map(({ account, amount }) => ({ account, amount: -amount }));
  state.commitments.set(
    entry.application,
    entry.kind === 'payment' ? unpaying(held, entry.amount) : refunding(held, back),
  );
}

const movesContribution = (entry: Entry): entry is Extract<Entry, { kind: 'return' | 'consent' }> =>
  entry.kind === 'return' || entry.kind === 'consent';

function addMoved(state: State, contribution: string, amount: number): void {
  const given = state.posted.get(contribution);
  if (given) state.posted.set(contribution, { ...given, moved: given.moved + amount });
}

const isPool = (account: string): boolean => account === AVAILABLE || account.startsWith(EARMARKED);
const poolLegs = (legs: readonly Leg[]): Leg[] => legs.filter(({ account }) => isPool(account));

/** Free money is spent last; legs stand in the order of their accounts, so it comes first there. */
function drawsOf(legs: readonly Leg[]): Commitment['sources'] {
  const pools = poolLegs(legs);
  const ordered = [
    ...pools.filter(({ account }) => account !== AVAILABLE),
    ...pools.filter(({ account }) => account === AVAILABLE),
  ];
  return ordered.map(({ account, amount }) => ({ account, drawn: -amount, paid: 0 }));
}
