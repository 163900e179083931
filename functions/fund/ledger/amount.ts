/** One posting moves at most a billion yuan: products with basis points and sums of many postings stay exact in 2^53. */
export const MAX_AMOUNT = 100_000_000_000;

/** Is this an amount of fen that can be posted? Apart from the schema, so that a page can ask without loading it. */
export const isAmount = (amount: unknown): boolean => amount !== 0 && isAmountOrNone(amount);

/** The same, or 0. */
export const isAmountOrNone = (amount: unknown): boolean =>
  typeof amount === 'number' && Number.isInteger(amount) && amount >= 0 && amount <= MAX_AMOUNT;
