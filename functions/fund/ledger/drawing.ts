import { refuse } from '../../http/refusal.ts';
import { AVAILABLE, EARMARKED, earmarked } from './accounts.ts';
import type { Leg } from './contract.ts';
import { balance } from './state.ts';
import type { State } from './state.ts';

/**
 * The pools' legs for setting `amount` fen aside for a purpose: money earmarked for it first, then free money; money
 * earmarked for anything else is never touched (Charity Law art. 54, 56).
 * @throws Refusal 'earmarked-for-another-purpose' when only such money would cover it, else 'insufficient-funds'
 */
export function drawing(state: State, purpose: string, amount: number): Leg[] {
  const marked = Math.min(amount, balance(state, earmarked(purpose)));
  const free = amount - marked;
  const short = free - balance(state, AVAILABLE);
  if (short <= 0)
    return [
      { account: earmarked(purpose), amount: -marked },
      { account: AVAILABLE, amount: -free },
    ];
  const others = [...state.balances].filter(
    ([account]) => account.startsWith(EARMARKED) && account !== earmarked(purpose),
  );
  const locked = others.reduce((sum, [, fen]) => sum + fen, 0);
  const facts = { usable: amount - short, earmarked: locked };
  return refuse(locked >= short ? 'earmarked-for-another-purpose' : 'insufficient-funds', '#/amount', facts);
}

/** Fen that an application for this purpose may draw on: the `pool - commitments` of the match. @param balances of assets */
export const usable = (balances: Iterable<readonly [string, number]>, purpose: string | undefined): number => {
  const pools = new Map(balances);
  const marked = purpose === undefined ? 0 : (pools.get(earmarked(purpose)) ?? 0);
  return marked + (pools.get(AVAILABLE) ?? 0);
};
