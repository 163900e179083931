import { shanghaiDay, isMonthEnd } from '../../calendar/day.ts';
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
import { isAmount, MAX_AMOUNT } from './amount.ts';
import { refundable, refundLegs, remaining, restLegs } from './commitment.ts';
import type { Commitment } from './commitment.ts';
import type { Command, Entry, Leg } from './contract.ts';
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

function legsOf(state: State, command: Command, day: string): Leg[] {
  switch (command.kind) {
    case 'contribution':
      return move(contributed(command.source, command.contributor), poolOf(command.purpose), command.amount);
    case 'return':
      return returning(state, command);
    case 'consent':
      return consenting(state, command);
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

const poolOf = (purpose: string | undefined): string => (purpose === undefined ? AVAILABLE : earmarked(purpose));

/** Gives money back to its contributor, from where it went. @throws as `given` */
function returning(state: State, { contribution, amount }: Of<'return'>): Leg[] {
  const { source, contributor, purpose } = given(state, contribution, amount);
  return move(poolOf(purpose), contributed(source, contributor), amount);
}

/** A donor's recorded consent moves earmarked money to another purpose, or frees it. @throws as `given`, 'same-purpose' */
function consenting(state: State, { contribution, to, amount }: Of<'consent'>): Leg[] {
  const { purpose } = given(state, contribution, amount);
  if (purpose === to) refuse('same-purpose', '#/to');
  return move(poolOf(purpose), poolOf(to), amount);
}

/** A contribution of which `amount` fen were neither returned nor moved. @throws 'no-such-contribution', 'already-reversed', 'over-contribution' */
function given(state: State, id: string, amount: number): Extract<Entry, { kind: 'contribution' }> {
  const found = state.posted.get(id);
  if (found?.entry.kind !== 'contribution') return refuse('no-such-contribution', '#/contribution');
  if (found.reversed) refuse('already-reversed', '#/contribution');
  const most = found.entry.amount - found.moved;
  if (amount > most) refuse('over-contribution', '#/amount', { most });
  return found.entry;
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
 * @throws 'no-such-entry', 'not-reversible', 'already-reversed', 'contribution-moved', 'commitment-resolved', 'has-refunds'
 */
function reversing(state: State, command: Of<'reversal'>): Leg[] {
  const target = state.posted.get(command.entry);
  if (!target) return refuse('no-such-entry', '#/entry');
  if (!reversible.includes(target.entry.kind)) refuse('not-reversible', '#/entry', { kind: target.entry.kind });
  if (target.reversed) refuse('already-reversed', '#/entry');
  if (target.moved > 0) refuse('contribution-moved', '#/entry', { moved: target.moved });
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
