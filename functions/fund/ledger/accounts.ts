import type { Source } from './contract.ts';

/**
 * The chart of accounts. The assets are the fund's money by what it may be used for (free, earmarked, committed) and
 * add up to its bank balance; no asset account is ever below zero. Debits are positive, credits negative.
 */
export const AVAILABLE = 'assets:available';
export const INTEREST = 'income:interest';
export const BANK_FEES = 'expenses:bank-fees';

/** Money given for a purpose; who gave it stands in the contribution. */
export const earmarked = (purpose: string): string => `assets:earmarked:${purpose}`;
/** Begins every earmarked account. */
export const EARMARKED = 'assets:earmarked:';

export const committed = (application: string): string => `assets:committed:${application}`;
export const contributed = (source: Source, contributor: string): string =>
  `income:contributions:${source}:${contributor}`;
export const refunded = (application: string): string => `income:refunds:${application}`;
export const granted = (application: string): string => `expenses:grants:${application}`;

/** Is this account money of the fund, which can be spent once and no more? */
export const isAsset = (account: string): boolean => account.startsWith('assets:');
