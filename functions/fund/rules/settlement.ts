import { refuse } from '../../http/refusal.ts';
import { isAmountOrNone, MAX_AMOUNT } from '../ledger/amount.ts';
import { portion } from './share.ts';

/** A grant as approved: fen of the fund and fen of cost, under a version of the rules. */
export interface Award {
  readonly fund: number;
  readonly cost: number;
}

export interface Settlement {
  /** What the fund bears of the actual cost, and the residents; they add up to it. */
  readonly fund: number;
  readonly own: number;
  /** Still to pay from the commitment, or to be given back; never both. */
  readonly toPay: number;
  readonly toRefund: number;
  /** Fen of the commitment that are released after `toPay`. */
  readonly toRelease: number;
}

/**
 * What is due when the work is accepted: fund and residents share a lower cost as they shared the approved one (the
 * fund's part rounded down), and a higher cost is the residents'.
 * @param actual fen of accepted receipts
 * @param paid fen paid from the commitment and not refunded
 * @throws Refusal 'invalid-amount', 'paid-more-than-granted'
 */
export function settle(award: Award, actual: number, paid: number): Settlement {
  if (!isAmountOrNone(actual)) refuse('invalid-amount', '#/actual', { most: MAX_AMOUNT });
  if (paid > award.fund) refuse('paid-more-than-granted', '#/paid', { granted: award.fund });
  const fund = actual >= award.cost ? award.fund : portion(actual, award.fund, award.cost);
  return {
    fund,
    own: actual - fund,
    toPay: Math.max(0, fund - paid),
    toRefund: Math.max(0, paid - fund),
    toRelease: award.fund - Math.max(fund, paid),
  };
}
