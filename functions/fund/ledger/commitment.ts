import type { Leg } from './contract.ts';

/** Money set aside for one application, by the pools it came from, in the order in which they are spent. */
export interface Commitment {
  readonly application: string;
  readonly purpose: string;
  /** The last day on which it may be paid. */
  readonly expiresOn: string;
  readonly sources: readonly Draw[];
  /** 'paid' when nothing is left to pay; 'released' and 'expired' gave the rest back. Each is the end, once. */
  readonly status: 'open' | 'paid' | 'released' | 'expired';
}

/** What one pool gave: fen drawn for the commitment, and how much of it has been paid and not refunded. */
export interface Draw {
  readonly account: string;
  readonly drawn: number;
  readonly paid: number;
}

/** Fen still set aside. */
export const remaining = (commitment: Commitment): number =>
  commitment.sources.reduce((sum, { drawn, paid }) => sum + drawn - paid, 0);

/** Fen paid and not refunded: the most that can still come back. */
export const refundable = (commitment: Commitment): number =>
  commitment.sources.reduce((sum, { paid }) => sum + paid, 0);

/** Pays from the first source on: earmarked money is used before free money, as the donors wished. */
export function paying(commitment: Commitment, amount: number): Commitment {
  let left = amount;
  const sources = commitment.sources.map((source) => {
    const part = Math.min(left, source.drawn - source.paid);
    left -= part;
    return { ...source, paid: source.paid + part };
  });
  return withStatus(commitment, sources);
}

/** A payment undone: the last money paid is set aside again. */
export function unpaying(commitment: Commitment, amount: number): Commitment {
  const parts = partsFromLast(commitment, amount);
  const sources = commitment.sources.map((source, i) => ({ ...source, paid: source.paid - (parts[i] ?? 0) }));
  return withStatus(commitment, sources);
}

/** The pools' legs for a refund of `amount` fen: free money comes back first, the reverse of the order of payment. */
export function refundLegs(commitment: Commitment, amount: number): Leg[] {
  const parts = partsFromLast(commitment, amount);
  return commitment.sources.map(({ account }, i) => ({ account, amount: parts[i] ?? 0 }));
}

/** The pools' legs that give back what was not paid. */
export const restLegs = (commitment: Commitment): Leg[] =>
  commitment.sources.map(({ account, drawn, paid }) => ({ account, amount: drawn - paid }));

/** Refunded money (legs of the pools, debits positive) leaves the commitment; a reversed refund's negative legs bring it back. */
export function refunding(commitment: Commitment, legs: readonly Leg[]): Commitment {
  const back = new Map(legs.map(({ account, amount }) => [account, amount]));
  const sources = commitment.sources.map((source) => {
    const part = back.get(source.account) ?? 0;
    return { ...source, drawn: source.drawn - part, paid: source.paid - part };
  });
  return { ...commitment, sources };
}

/** Gives up what was not paid. */
export function ending(commitment: Commitment, status: 'released' | 'expired'): Commitment {
  return { ...commitment, status, sources: commitment.sources.map((source) => ({ ...source, drawn: source.paid })) };
}

function withStatus(commitment: Commitment, sources: readonly Draw[]): Commitment {
  const changed = { ...commitment, sources };
  return { ...changed, status: remaining(changed) === 0 ? 'paid' : 'open' };
}

function partsFromLast(commitment: Commitment, amount: number): number[] {
  let left = amount;
  return commitment.sources
    .toReversed()
    .map(({ paid }) => {
      const part = Math.min(left, paid);
      left -= part;
      return part;
    })
    .toReversed();
}
