import { refuse } from '../../http/refusal.ts';
import { isAmount, isAmountOrNone, MAX_AMOUNT } from '../ledger/amount.ts';
import type { Rules } from './contract.ts';
import { portion, portionUp, WHOLE } from './share.ts';

/** What a match depends on beside the rules, in fen. */
export interface Means {
  /** Usable for this purpose and not committed: the pool less commitments (ledger `usable`). */
  readonly pool: number;
  /** Granted to this compound in this calendar year so far. */
  readonly grantedThisYear: number;
}

export type Limit = 'ratio' | 'own-share' | 'project-cap' | 'compound-year-cap' | 'pool';

export interface Match {
  readonly cost: number;
  /** The parts add up to the cost. */
  readonly fund: number;
  readonly own: number;
  /** What kept the fund from adding more; the first in the order of `Limit` where several do. */
  readonly limitedBy: Limit;
}

/**
 * What the fund adds to a project of a given cost: min(ratio x cost, cost - least own share, caps, pool - commitments),
 * shares rounded down to the fen in the fund's favour.
 * @param cost fen
 * @throws Refusal 'invalid-amount'
 */
export function matchOfCost(cost: number, rules: Rules, means: Means): Match {
  if (!isAmount(cost)) refuse('invalid-amount', '#/cost', { most: MAX_AMOUNT });
  const limits = [
    ['ratio', portion(cost, rules.match, WHOLE)],
    ['own-share', cost - portionUp(cost, rules.minOwnShare, WHOLE)],
    ...caps(rules, means),
  ] as const;
  return least(cost, limits);
}

/**
 * The dry run for applicants: "you raise 2,000 -> the fund adds 3,000". The largest match for which the own money is
 * still the share that the rules ask for.
 * @param own fen that the residents raise
 * @throws Refusal 'invalid-amount'
 */
export function matchOfOwn(own: number, rules: Rules, means: Means): Match {
  if (!isAmountOrNone(own)) refuse('invalid-amount', '#/own', { most: MAX_AMOUNT });
  const limits = [
    ['ratio', addable(own, rules.match)],
    ['own-share', addable(own, WHOLE - rules.minOwnShare)],
    ...caps(rules, means),
  ] as const;
  const { fund, limitedBy } = least(Number.MAX_SAFE_INTEGER, limits);
  return { cost: own + fund, fund, own, limitedBy };
}

/** The largest f with f <= share x (own + f): own x share / (1 - share), rounded down; no limit at the whole cost. */
const addable = (own: number, share: number): number =>
  share === WHOLE ? Number.MAX_SAFE_INTEGER : portion(own, share, WHOLE - share);

const caps = (rules: Rules, { pool, grantedThisYear }: Means) =>
  [
    ['project-cap', rules.capPerProject],
    ['compound-year-cap', Math.max(0, rules.capPerCompoundYear - grantedThisYear)],
    ['pool', Math.max(0, pool)],
  ] as const;

function least(cost: number, limits: readonly (readonly [Limit, number])[]): Match {
  let fund = cost;
  let limitedBy: Limit = 'ratio';
  for (const [limit, fen] of limits) if (fen < fund) [fund, limitedBy] = [fen, limit];
  return { cost, fund, own: cost - fund, limitedBy };
}
