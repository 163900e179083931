import { sha256 } from './ledger/chain.ts';

/**
 * The pseudonym of a caller in one fund's public journal: a digest of the token's subject, different in every fund, so
 * that the chain names nobody and two funds cannot be joined by it.
 */
export async function personOf(fund: string, subject: string): Promise<string> {
  const digest = await sha256(new TextEncoder().encode(`${fund} ${subject}`));
  return `person-p${digest.slice(0, 16)}`;
}
