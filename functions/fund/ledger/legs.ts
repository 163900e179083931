import type { Leg } from './contract.ts';

/**
 * Legs as they are posted: one a balance-changing account (a DynamoDB transaction takes an item once), none of zero,
 * in the order of the account names.
 * @throws RangeError when debits and credits differ: a fault of this program, never of a caller
 */
export function netted(legs: readonly Leg[]): Leg[] {
  const sums = new Map<string, number>();
  let balance = 0;
  for (const { account, amount } of legs) {
    sums.set(account, (sums.get(account) ?? 0) + amount);
    balance += amount;
  }
  if (balance !== 0) throw new RangeError(`debits and credits differ by ${balance} fen`);
  return [...sums]
    .filter(([, amount]) => amount !== 0)
    .map(([account, amount]) => ({ account, amount }))
    .sort((a, b) => (a.account < b.account ? -1 : 1));
}

/** A move of `amount` fen from one account to another. */
export const move = (from: string, to: string, amount: number): Leg[] => [
  { account: from, amount: -amount },
  { account: to, amount },
];

/** The legs that undo these. */
export const negated = (legs: readonly Leg[]): Leg[] =>
  legs.map(({ account, amount }) => ({ account, amount: -amount }));
