import { granted, isAsset, refunded } from '../ledger/accounts.ts';
import type { Entry } from '../ledger/contract.ts';

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly url?: string;
}

/** What a grant says beside the ledger: public words, no personal data. */
export interface GrantFacts {
  readonly application: string;
  readonly title: string;
  readonly description: string;
  readonly recipient: Organization;
  /** Fen asked for, and fen the residents raise themselves. */
  readonly appliedFor: number;
  readonly ownShare: number;
  readonly place: { readonly code: string; readonly name?: string };
  /** Days of the work, once it began. */
  readonly worked?: { readonly from: string; readonly to?: string };
  /** Absolute: the package is read away from the site. */
  readonly url: string;
}

export interface Publication {
  readonly publisher: Organization;
  readonly funder: Organization;
  /** The publisher's registered 360Giving prefix. */
  readonly prefix: string;
  readonly license: string;
}

/**
 * Grants as a 360Giving 1.4 package; an application without a reservation in the ledger is no grant yet.
 * Amounts are yuan as numbers; the disbursements' values add up to `amountDisbursed`, refunds being negative.
 * @throws RangeError when there is no grant: the standard asks for one at least
 * Source: 360Giving Data Standard 1.4, grants package schema.
 */
export function grants360(publication: Publication, facts: readonly GrantFacts[], entries: readonly Entry[]) {
  const { publisher, license } = publication;
  const byApplication = moves(entries);
  const grants = facts.flatMap((fact) => {
    const found = byApplication.get(fact.application);
    return found ? [grant(publication, fact, found)] : [];
  });
  if (grants.length === 0) throw new RangeError('a 360Giving package has at least one grant');
  return { version: '1.4', publisher, license, grants };
}

interface Moves {
  readonly award: Extract<Entry, { kind: 'reservation' }>;
  /** Money paid out (positive fen) and money that came back (negative). */
  readonly paid: { readonly id: string; readonly day: string; readonly fen: number }[];
}

function moves(entries: readonly Entry[]): Map<string, Moves> {
  const found = new Map<string, Moves>();
  for (const entry of entries) {
    if (entry.kind === 'reservation') found.set(entry.application, { award: entry, paid: [] });
    for (const { account, amount } of entry.legs) {
      if (isAsset(account)) continue;
      const application = account.slice(account.lastIndexOf(':') + 1);
      if (account !== granted(application) && account !== refunded(application)) continue;
      found.get(application)?.paid.push({ id: entry.id, day: entry.day, fen: amount });
    }
  }
  return found;
}

const currency = 'CNY';
const money = (fen: number): number => fen / 100;

const placeOf = ({ code, name }: GrantFacts['place']) => ({
  ...(name !== undefined && { name }),
  countryCode: 'CN',
  geoCode: code,
  geoCodeType: 'NBS',
});

const datesOf = ({ from, to }: NonNullable<GrantFacts['worked']>) => ({
  startDate: from,
  ...(to !== undefined && { endDate: to }),
});

function grant({ funder, prefix }: Publication, fact: GrantFacts, { award, paid }: Moves) {
  const transaction = (id: string, day: string, fen: number) => ({
    id,
    transactionDate: day,
    currency,
    value: money(fen),
    provider: funder,
    recipient: fact.recipient,
  });
  return {
    id: `360G-${prefix}-${award.fund}-${award.application}`,
    title: Array.from(fact.title).slice(0, 139).join(''),
    description: fact.description,
    currency,
    amountAppliedFor: money(fact.appliedFor),
    amountAwarded: money(award.amount),
    amountDisbursed: money(paid.reduce((sum, { fen }) => sum + fen, 0)),
    awardDate: award.day,
    plannedDates: [{ startDate: award.day, endDate: award.expiresOn, description: 'the money is kept for this long' }],
    ...(fact.worked && { actualDates: [datesOf(fact.worked)] }),
    fundingOrganization: [funder],
    recipientOrganization: [fact.recipient],
    beneficiaryLocation: [placeOf(fact.place)],
    locationScope: 'GLS060',
    regrantType: 'FRG030',
    fromOpenCall: 'Yes',
    commitmentTransaction: [transaction(award.id, award.day, award.amount)],
    disbursementTransaction: paid.map(({ id, day, fen }) => transaction(id, day, fen)),
    matchFunding: { currency, value: money(fact.ownShare), description: "residents' own share, outside the fund" },
    url: fact.url,
  };
}
