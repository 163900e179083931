import { shanghaiDay, isMonthEnd } from '../calendar/day.ts';
import { refuse } from '../../http/refusal.ts';
import {
  AVAILABLE,
  BANK_FEES,
  committed,
  contributed,
  earmarked,
  granted,
  INTEREST,
  isAsset,
  refunded,
} from './accounts.ts';
import { refundable, refundLegs, remaining, restLegs } from './commitment.ts';
import type { Commitment } from './commitment.ts';
import type { Command, Entry, Leg } from './contract.ts';
import { MAX_AMOUNT } from './contract.ts';
import { move, negated, netted } from './legs.ts';
import { drawing } from './drawing.ts';
import { balance } from './state.ts';
import type { State } from './state.ts';

type Of<K extends Command['kind']> = Extract<Command, { kind: K }>;

/**
 * The entry that a command makes in this state; `apply` adds it. One command is one entry is one transaction.
 * @param at the instant of posting (UTC, milliseconds); never before the last entry's, whatever a clock says
 * @throws Refusal 'invalid-amount', 'same-person', 'already-posted', 'future-day', 'period-closed', 'not-late', then what
 *   the kind of command refuses (see each), then 'insufficient-funds', 'balance-too-large'
 * The rules of a kind never change, or old journals would no longer verify: a new rule is a new kind.
 */
export function decide(state: State, command: Command, at: string): Entry {
  const instant = at > state.at ? at : state.at;
  const day = shanghaiDay(instant);
  judge(state, command, day);
  const legs = netted(legsOf(state, command, day));
  for (const { account, amount } of legs) {
    const after = balance(state, account) + amount;
    if (isAsset(account) && after < 0)
      refuse('insufficient-funds', '#/amount', { account, balance: balance(state, account) });
    if (!Number.isSafeInteger(after)) refuse('balance-too-large', '#/amount', { account });
  }
  return { ...command, fund: state.fund, seq: state.seq + 1, at: instant, day, legs };
}

/** The command that an entry came from. */
export function commandOf(entry: Entry): Command {
  const { fund: _fund, seq: _seq, at: _at, day: _day, legs: _legs, ...command } = entry;
  return command;
}

/** What holds for every kind. */
function judge(state: State, command: Command, day: string): void {
  if ('amount' in command && !isAmount(command.amount)) refuse('invalid-amount', '#/amount', { most: MAX_AMOUNT });
  if ('confirmedBy' in command && command.confirmedBy === command.by) refuse('same-person', '#/confirmedBy');
  if (state.posted.has(command.id)) refuse('already-posted', '#/id', { id: command.id });
  const { valueDay = day, late } = command;
  if (valueDay > day) refuse('future-day', '#/valueDay', { today: day });
  const closed = valueDay <= state.closedThrough;
  if (closed && !late) refuse('period-closed', '#/valueDay', { closedThrough: state.closedThrough });
  if (late && !closed) refuse('not-late', '#/late', { closedThrough: state.closedThrough });
}

const isAmount = (amount: unknown): boolean =>
  typeof amount === 'number' && Number.isInteger(amount) && amount >= 1 && amount <= MAX_AMOUNT;

function legsOf(state: State, command: Command, day: string): Leg[] {
  switch (command.kind) {
    case 'contribution':
      return move(contributed(command.source, command.contributor), poolOf(command), command.amount);
    case 'return':
      return returning(state, command);
    case 'consent':
      return consenting(command);
    case 'reservation':
      return reserving(state, command, day);
    case 'payment':
      return paying(state, command, day);
    case 'release':
      return givingBack(unresolved(state, command.application));
    case 'expiry':
      return expiring(state, command, day);
    case 'refund':
      return refunding(state, command);
    case 'interest':
      return move(INTEREST, AVAILABLE, command.amount);
    case 'fee':
      return move(AVAILABLE, BANK_FEES, command.amount);
    case 'reversal':
      return reversing(state, command);
    case 'closing':
      return closing(state, command, day);
  }
}

const poolOf = ({ purpose, contributor }: { purpose?: string | undefined; contributor: string }): string =>
  purpose === undefined ? AVAILABLE : earmarked(purpose, contributor);

/** Gives money back to its contributor, from where it went. @throws 'no-such-contribution', 'already-reversed', 'over-return' */
function returning(state: State, { contribution, amount }: Of<'return'>): Leg[] {
  const given = state.posted.get(contribution);
  if (given?.entry.kind !== 'contribution') return refuse('no-such-contribution', '#/contribution');
  if (given.reversed) refuse('already-reversed', '#/contribution');
  const most = given.entry.amount - given.returned;
  if (amount > most) refuse('over-return', '#/amount', { most });
  const { source, contributor } = given.entry;
  return move(poolOf(given.entry), contributed(source, contributor), amount);
}

/** A donor's recorded consent moves earmarked money to another purpose, or frees it. @throws 'same-purpose' */
function consenting({ contributor, from, to, amount }: Of<'consent'>): Leg[] {
  if (from === to) refuse('same-purpose', '#/to');
  return move(earmarked(from, contributor), poolOf({ purpose: to, contributor }), amount);
}

/** @throws 'already-committed', 'expired-already', 'earmarked-for-another-purpose', 'insufficient-funds' */
function reserving(state: State, { application, purpose, amount, expiresOn }: Of<'reservation'>, day: string): Leg[] {
  if (state.commitments.has(application)) refuse('already-committed', '#/application');
  if (expiresOn < day) refuse('expired-already', '#/expiresOn', { today: day });
  return [...drawing(state, purpose, amount), { account: committed(application), amount }];
}

/** @throws 'no-such-commitment', 'commitment-resolved', 'commitment-expired', 'over-payment' */
function paying(state: State, { application, amount }: Of<'payment'>, day: string): Leg[] {
  const held = unresolved(state, application);
  if (held.expiresOn < day) refuse('commitment-expired', '#/application', { expiresOn: held.expiresOn });
  if (amount > remaining(held)) refuse('over-payment', '#/amount', { most: remaining(held) });
  return move(committed(application), granted(application), amount);
}

/** @throws 'no-such-commitment', 'commitment-resolved', 'not-yet-expired' */
function expiring(state: State, { application }: Of<'expiry'>, day: string): Leg[] {
  const held = unresolved(state, application);
  if (held.expiresOn >= day) refuse('not-yet-expired', '#/application', { expiresOn: held.expiresOn });
  return givingBack(held);
}

const givingBack = (held: Commitment): Leg[] => [
  { account: committed(held.application), amount: -remaining(held) },
  ...restLegs(held),
];

/** The compound gives money back. @throws 'no-such-commitment', 'over-refund' */
function refunding(state: State, { application, amount }: Of<'refund'>): Leg[] {
  const held = commitment(state, application);
  if (amount > refundable(held)) refuse('over-refund', '#/amount', { most: refundable(held) });
  return [{ account: refunded(application), amount: -amount }, ...refundLegs(held, amount)];
}

const reversible: readonly Command['kind'][] = [
  'contribution',
  'return',
  'consent',
  'payment',
  'refund',
  'interest',
  'fee',
];

/**
 * Undoes an entry by its negative. A reservation is released, never reversed; so is nothing that a later entry rests on.
 * @throws 'no-such-entry', 'not-reversible', 'already-reversed', 'has-returns', 'commitment-resolved', 'has-refunds'
 */
function reversing(state: State, command: Of<'reversal'>): Leg[] {
  const target = state.posted.get(command.entry);
  if (!target) return refuse('no-such-entry', '#/entry');
  if (!reversible.includes(target.entry.kind)) refuse('not-reversible', '#/entry', { kind: target.entry.kind });
  if (target.reversed) refuse('already-reversed', '#/entry');
  if (target.returned > 0) refuse('has-returns', '#/entry', { returned: target.returned });
  if (target.entry.kind === 'payment') {
    const held = commitment(state, target.entry.application);
    if (held.status === 'released' || held.status === 'expired')
      refuse('commitment-resolved', '#/entry', { status: held.status });
    if (target.entry.amount > refundable(held)) refuse('has-refunds', '#/entry', { refundable: refundable(held) });
  }
  return negated(target.entry.legs);
}

/** @throws 'not-a-month-end', 'period-not-over', 'already-closed' */
function closing(state: State, { through }: Of<'closing'>, day: string): Leg[] {
  if (!isMonthEnd(through)) refuse('not-a-month-end', '#/through');
  if (through >= day) refuse('period-not-over', '#/through', { today: day });
  if (through <= state.closedThrough) refuse('already-closed', '#/through', { closedThrough: state.closedThrough });
  return [];
}

function commitment(state: State, application: string): Commitment {
  return state.commitments.get(application) ?? refuse('no-such-commitment', '#/application');
}

/** A commitment resolves once: nothing more is paid or given back from a resolved one. */
function unresolved(state: State, application: string): Commitment {
  const held = commitment(state, application);
  if (held.status !== 'open') refuse('commitment-resolved', '#/application', { status: held.status });
  return held;
}
