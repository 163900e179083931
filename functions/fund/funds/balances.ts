import { AVAILABLE, EARMARKED, isAsset } from '../ledger/accounts.ts';
import type { Balances } from './contract.ts';

/** What the fund's asset accounts add up to, by what the money may be used for; fen. */
export function balancesFrom(accounts: Iterable<readonly [string, number]>): Balances {
  const earmarked: Record<string, number> = {};
  let [available, marked, committed] = [0, 0, 0];
  for (const [account, fen] of accounts) {
    if (!isAsset(account)) continue;
    if (account === AVAILABLE) available += fen;
    else if (account.startsWith(EARMARKED)) {
      marked += fen;
      if (fen !== 0) earmarked[account.slice(EARMARKED.length)] = fen;
    } else committed += fen;
  }
  return { available, earmarked, committed, total: available + marked + committed };
}
