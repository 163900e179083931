import { shanghaiDay } from '../../calendar/day.ts';
import { refuse } from '../../http/refusal.ts';
import type { Pledge, PledgeRecord, PledgeState } from './contract.ts';

/** Receipts that a pledge holds: who pays in more parts makes another one. */
const MOST_RECEIPTS = 200;

type Receipt = PledgeRecord['receipts'][number];

/** Did it count at the end of a day; does it count now, when none is given? */
const counts = ({ on, undoneOn }: Receipt, day?: string): boolean =>
  day === undefined ? undoneOn === undefined : on <= day && (undoneOn === undefined || undoneOn > day);

/** Fen that came of it by a day (by now when none is given), without what was reversed. */
export const received = ({ receipts }: Pick<PledgeRecord, 'receipts'>, day?: string): number =>
  receipts.filter((receipt) => counts(receipt, day)).reduce((sum, { amount }) => sum + amount, 0);

/** What became of it by a day (by now when none is given). */
export function stateOf(pledge: PledgeRecord, day?: string): PledgeState {
  const { withdrawal, amount } = pledge;
  if (withdrawal && (day === undefined || withdrawal.on <= day)) return 'withdrawn';
  return received(pledge, day) >= amount ? 'fulfilled' : 'open';
}

/** Fen that are still to come: nothing of what is fulfilled or withdrawn. */
export const outstanding = (pledge: PledgeRecord, day?: string): number =>
  stateOf(pledge, day) === 'open' ? pledge.amount - received(pledge, day) : 0;

/** A pledge as it is told. @param today the Asia/Shanghai day */
export const told = (pledge: PledgeRecord, today: string): Pledge => ({
  ...pledge,
  state: stateOf(pledge),
  received: received(pledge),
  overdue: stateOf(pledge) === 'open' && pledge.dueOn < today,
});

/**
 * May this contribution fulfil the pledge? It may bring more than was promised: a gift is never sent back for that.
 * @throws Refusal 'pledge-resolved', 'pledge-differs' (another contributor, or another purpose), 'pledge-in-parts'
 */
export function judge(
  pledge: PledgeRecord,
  gift: { readonly contributor: string; readonly purpose?: string | undefined },
): void {
  const state = stateOf(pledge);
  if (state !== 'open') refuse('pledge-resolved', '#/pledge', { state });
  if (pledge.contributor !== gift.contributor) refuse('pledge-differs', '#/contributor');
  if (pledge.purpose !== gift.purpose) refuse('pledge-differs', '#/purpose');
  if (pledge.receipts.length >= MOST_RECEIPTS) refuse('pledge-in-parts', '#/pledge', { most: MOST_RECEIPTS });
}

/** A confirmed contribution fulfils it, in part or whole. */
export const receive = (
  pledge: PledgeRecord,
  receipt: { readonly entry: string; readonly on: string; readonly amount: number },
): PledgeRecord => ({ ...pledge, receipts: [...pledge.receipts, receipt], version: pledge.version + 1 });

/** That contribution was reversed: the promise stands again for as much. */
export const unreceive = (pledge: PledgeRecord, entry: string, undoneOn: string): PledgeRecord => ({
  ...pledge,
  receipts: pledge.receipts.map((receipt) => (receipt.entry === entry ? { ...receipt, undoneOn } : receipt)),
  version: pledge.version + 1,
});

/** @throws Refusal 'pledge-resolved' */
export function withdraw(pledge: PledgeRecord, by: string, at: string, reason: string): PledgeRecord {
  const state = stateOf(pledge);
  if (state !== 'open') refuse('pledge-resolved', undefined, { state });
  return { ...pledge, withdrawal: { on: shanghaiDay(at), at, by, reason }, version: pledge.version + 1 };
}

/** All pledges of a fund in sums of fen: promised (of what was withdrawn, as much as came), received and still to come. */
export interface PledgeSums {
  readonly promised: number;
  readonly received: number;
  readonly outstanding: number;
}

/** @param day as of its end; as of now when none is given */
export function sumsOf(pledges: readonly PledgeRecord[], day?: string): PledgeSums {
  const sums = { promised: 0, received: 0, outstanding: 0 };
  for (const pledge of pledges) {
    const came = received(pledge, day);
    sums.promised += stateOf(pledge, day) === 'withdrawn' ? came : pledge.amount;
    sums.received += came;
    sums.outstanding += outstanding(pledge, day);
  }
  return sums;
}
