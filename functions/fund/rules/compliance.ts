import type { Rules } from './contract.ts';
import type { Match, Means } from './match.ts';
import { matchOfCost } from './match.ts';

/** What an application asks, in fen. */
export interface Plan {
  readonly cost: number;
  readonly fromFund: number;
  readonly own: number;
  readonly quotes: number;
}

export type Shortcoming = 'parts-differ-from-cost' | 'asks-more-than-match' | 'too-few-quotes' | 'nothing-left';

export interface Assessment {
  readonly match: Match;
  /** Empty when the plan keeps the rules. */
  readonly shortcomings: readonly Shortcoming[];
}

/** Does a plan keep the rules? The same answer is shown before an application, at its submission, and in a statement. */
export function assess(plan: Plan, rules: Rules, means: Means): Assessment {
  const match = matchOfCost(plan.cost, rules, means);
  const shortcomings: Shortcoming[] = [];
  if (plan.fromFund + plan.own !== plan.cost) shortcomings.push('parts-differ-from-cost');
  if (plan.fromFund > match.fund) shortcomings.push('asks-more-than-match');
  if (plan.cost >= rules.quotesFrom && plan.quotes < rules.minQuotes) shortcomings.push('too-few-quotes');
  if (match.fund === 0) shortcomings.push('nothing-left');
  return { match, shortcomings };
}
