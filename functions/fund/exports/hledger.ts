import { isAsset } from '../ledger/accounts.ts';
import type { Entry } from '../ledger/contract.ts';
import { yuan } from './yuan.ts';

/**
 * The journal for hledger: accounts and commodity declared, every posting on an asset account with the balance after
 * it, so that `hledger check --strict ordereddates` recomputes each of them.
 */
export function hledgerJournal(fund: string, entries: readonly Entry[]): string {
  const accounts = new Set(entries.flatMap(({ legs }) => legs.map(({ account }) => account)));
  const out = [`; fund ${fund}, ${entries.length} entries`, 'decimal-mark .', 'commodity 1000.00 CNY', ''];
  for (const account of [...accounts].sort()) out.push(`account ${account}`);
  const balances = new Map<string, number>();
  for (const entry of entries) out.push('', ...transaction(entry, balances));
  return `${out.join('\n')}\n`;
}

function transaction(entry: Entry, balances: Map<string, number>): string[] {
  if (entry.kind === 'closing') return [`; ${entry.day} (${entry.seq}) closing through ${entry.through}`];
  const second = entry.valueDay === undefined ? '' : ` ; value-day: ${entry.valueDay}`;
  const postings = entry.legs.map(({ account, amount }) => {
    const after = (balances.get(account) ?? 0) + amount;
    balances.set(account, after);
    return `    ${account}  ${yuan(amount)} CNY${isAsset(account) ? ` = ${yuan(after)} CNY` : ''}`;
  });
  return [`${entry.day} (${entry.seq}) ${entry.kind} ${entry.id}${second}`, ...postings];
}
