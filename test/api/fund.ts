import { applications } from '../../functions/fund/applications/contract.ts';
import { funds } from '../../functions/fund/funds/contract.ts';
import { findings } from '../../functions/fund/findings/contract.ts';
import { pledges } from '../../functions/fund/pledges/contract.ts';
import { reviews } from '../../functions/fund/reviews/contract.ts';
import { slips } from '../../functions/fund/slips/contract.ts';
import { statements } from '../../functions/fund/statements/contract.ts';
import { client, Problem } from '../../functions/http/client.ts';
import { as } from './as.ts';

/** The typed clients of a caller, by name; `at` is the instant that the local gateway takes the request for. */
export const fundApi = async (name: string, at?: string) => {
  const timed: typeof fetch = (address, options) => {
    const headers = new Headers(options?.headers);
    if (at) headers.set('sonata-local-time', at);
    return fetch(address, { ...options, headers });
  };
  const options = { ...(await as(name)), language: 'en' as const, fetch: timed };
  return {
    funds: client(funds, options),
    slips: client(slips, options),
    pledges: client(pledges, options),
    findings: client(findings, options),
    applications: client(applications, options),
    reviews: client(reviews, options),
    statements: client(statements, options),
  };
};

/** The rules of the demo county's fund: 60 % fund, 40 % own. */
export const rulesFrom = (from: string) => ({
  from,
  match: 6000,
  minOwnShare: 4000,
  capPerProject: 2_000_000,
  capPerCompoundYear: 3_000_000,
  minQuotes: 3,
  quotesFrom: 1_000_000,
  quorum: 6667,
  majority: 'more-than-half' as const,
  noticeDays: 7,
  tranches: [5000, 5000],
  reservationDays: 180,
  days: { completeness: 5, review: 15, objection: 5, acceptance: 10, settlement: 10 },
});

export const today = (): string => new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);

/** A fund of a community of the tests' own, with this much money in it; fen. */
export async function fundWith(serial: number, money: number): Promise<string> {
  const county = await fundApi('county');
  const { body } = await county.funds.createFund({
    params: { division: `500229001${String(serial).padStart(3, '0')}` },
    body: { name: `测试${serial}基金`, rules: rulesFrom(today()), committee: [{ id: 'fund', unit: 'unit-a' }] },
  });
  if (money > 0) await give(body.id, money);
  return body.id;
}

/** A contribution, recorded by one person and confirmed by another. */
export async function give(fund: string, amount: number, purpose?: string) {
  const county = await fundApi('county');
  const street = await fundApi('street');
  const params = { fund };
  const giver = await county.slips.addContributor({
    params,
    body: { source: 'unit', name: '测试单位', publish: true, consent: true },
  });
  const slip = await county.slips.recordSlip({
    params,
    body: {
      kind: 'contribution',
      contributor: giver.body.id,
      source: 'unit',
      amount,
      voucher: 'V-1',
      ...(purpose && { purpose }),
    },
  });
  return street.slips.confirmSlip({ params: { fund, slip: slip.body.id } });
}

/** Tries again when the API is busy, as it asks; the outcome is the answer or the refusal's name. */
export async function outcomeOf<T>(attempt: () => Promise<T>): Promise<T | string> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.refusal !== 'busy') return error.refusal;
    }
  }
}
