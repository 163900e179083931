import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { FundId } from '../funds/contract.ts';
import { Day } from '../../calendar/contract.ts';
import { Hash } from '../ledger/contract.ts';

export const PeriodLabel = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$/)
  .describe('a month, a quarter or a year')
  .meta({ examples: ['2026-10'] });

export const Report = z.object({
  id: z.string(),
  period: z.object({ label: PeriodLabel, from: Day, to: Day }),
  version: z.int().min(1),
  digest: Hash.describe('SHA-256 of its JSON'),
});

const fund = z.object({ fund: FundId });

export const statements = contract({
  reports: {
    method: 'GET',
    path: '/funds/{fund}/reports',
    summary: "The fund's statements, every version, in the order of their periods. They are public: see /data/funds.",
    who: 'funds.read',
    params: fund,
    ok: z.object({ items: z.array(Report) }),
    refusals: ['no-such-fund'],
  },
  reissueReport: {
    method: 'POST',
    path: '/funds/{fund}/reports/{period}/reissues',
    summary:
      'Orders a published statement to be computed anew: where something differs it becomes the next version, which says what changed and why; the version before it stays.',
    who: 'ledger.write',
    params: fund.extend({ period: PeriodLabel }),
    body: z.strictObject({ reason: z.string().trim().normalize().min(1).max(500).describe('published: name nobody') }),
    ok: Report.describe('the version in force when it was ordered'),
    status: 202,
    creates: true,
    refusals: ['no-such-fund', 'no-such-report'],
  },
});
