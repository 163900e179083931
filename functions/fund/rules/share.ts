/**
 * floor(amount x numerator / denominator), exact for any safe integers: the product is taken in BigInt.
 * Every share of the fund is rounded down to the fen, so the fund never pays more than its ratio; the odd fen is the
 * residents'.
 */
export function portion(amount: number, numerator: number, denominator: number): number {
  return Number((BigInt(amount) * BigInt(numerator)) / BigInt(denominator));
}

/** ceil(amount x numerator / denominator): what is at least to be borne. */
export function portionUp(amount: number, numerator: number, denominator: number): number {
  return amount - portion(amount, denominator - numerator, denominator);
}

/** All of a basis-point share: 10000. */
export const WHOLE = 10_000;

/**
 * Cuts an amount by basis points into parts that add up to it: each part ends where the shares so far, rounded down, end.
 * @param shares basis points that add up to 10000
 */
export function tranches(amount: number, shares: readonly number[]): number[] {
  let share = 0;
  let before = 0;
  return shares.map((part) => {
    share += part;
    const end = portion(amount, share, WHOLE);
    const fen = end - before;
    before = end;
    return fen;
  });
}

/**
 * Spreads an amount over weights (areas, or 1 a household) so that the parts add up to it: rounded down, then one more
 * fen to the largest remainders, the earlier first.
 * Source: Hamilton's method of largest remainders.
 */
export function apportion(amount: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) return weights.map(() => 0);
  const parts = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    return { index, fen: Number(product / total), rest: product % total };
  });
  let odd = amount - parts.reduce((sum, { fen }) => sum + fen, 0);
  const byRest = parts.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const fens = parts.map(({ fen }) => fen);
  for (const { index } of byRest) {
    if (odd-- <= 0) break;
    fens[index] = (fens[index] ?? 0) + 1;
  }
  return fens;
}
