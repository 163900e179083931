import { refuse } from '../../http/refusal.ts';
import { AVAILABLE, earmarkedFor } from './accounts.ts';
import type { Leg } from './contract.ts';
import { balance } from './state.ts';
import type { State } from './state.ts';

/**
 * The pools' legs for setting `amount` fen aside for a purpose: money earmarked for it first (in the order of its
 * accounts), then free money; money earmarked for anything else is never touched (Charity Law art. 54, 56).
 * @throws Refusal 'earmarked-for-another-purpose' when only such money would cover it, else 'insufficient-funds'
 */
export function drawing(state: State, purpose: string, amount: number): Leg[] {
  let left = amount;
  const legs: Leg[] = [];
  for (const account of [...earmarks(state, purpose), AVAILABLE]) {
    const part = Math.min(left, balance(state, account));
    if (part > 0) legs.push({ account, amount: -part });
    left -= part;
  }
  if (left === 0) return legs;
  const others = [...state.earmarks].filter((account) => !account.startsWith(earmarkedFor(purpose)));
  const locked = others.reduce((sum, account) => sum + balance(state, account), 0);
  const facts = { usable: amount - left, earmarked: locked };
  return refuse(locked >= left ? 'earmarked-for-another-purpose' : 'insufficient-funds', '#/amount', facts);
}

/** Fen that an application for this purpose may draw on: the `pool - commitments` of the match. */
export function usable(state: State, purpose: string): number {
  const accounts = [...earmarks(state, purpose), AVAILABLE];
  return accounts.reduce((sum, account) => sum + balance(state, account), 0);
}

function earmarks(state: State, purpose: string): string[] {
  return [...state.earmarks].filter((account) => account.startsWith(earmarkedFor(purpose))).sort();
}
