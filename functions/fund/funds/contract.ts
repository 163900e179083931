import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CommunityCode, CountyCode, Name } from '../../grids/divisions/contract.ts';
import { HolidayList } from '../../calendar/contract.ts';
import { Fen, Head, Pseudonym, Purpose } from '../ledger/contract.ts';
import { Rules } from '../rules/contract.ts';

/** A division has one fund at most; the id holds its digits: the county's, or the community's in three parts. */
export const FundId = z
  .string()
  .regex(/^fund-\d{6}(-\d{3}-\d{3})?$/)
  .meta({ examples: ['fund-500229', 'fund-500229-001-002'] });

export const FundDivision = z.union([CountyCode, CommunityCode]);

export const Member = z.strictObject({
  id: z.string().min(1).max(200).describe("the token's subject; never published"),
  unit: Pseudonym,
});

export const RulesDraft = Rules.omit({ version: true });
const Committee = z.array(Member).min(1).max(100);

export const FundDraft = z.strictObject({
  name: Name,
  rules: RulesDraft,
  committee: Committee.describe("the contributors' representatives"),
  holidays: HolidayList.default({ off: [], worked: [] }),
});

export const FundRecord = z.object({
  id: FundId,
  division: FundDivision,
  name: Name,
  committee: z.array(Member),
  holidays: HolidayList,
  rules: z.array(Rules),
  openedAt: z.iso.datetime(),
  version: z.int().min(1),
});
export type FundRecord = z.output<typeof FundRecord>;

export const Balances = z.object({
  available: z.int(),
  earmarked: z.record(Purpose, z.int()),
  committed: z.int(),
  total: z.int(),
});
export type Balances = z.output<typeof Balances>;

export const Fund = FundRecord.omit({ committee: true }).extend({
  committee: z.array(Pseudonym).describe('the units that decide'),
  head: Head,
  closedThrough: z.string().describe("the last closed day, '' while none is"),
  balances: Balances.describe('fen'),
});
export type Fund = z.output<typeof Fund>;

export const MatchAnswer = z.object({
  cost: z.int(),
  fund: z.int(),
  own: z.int(),
  limitedBy: z.enum(['ratio', 'own-share', 'project-cap', 'compound-year-cap', 'pool']),
  rules: z.int().describe('version of the rules it follows'),
});

const fund = z.object({ fund: FundId });

export const funds = contract({
  createFund: {
    method: 'POST',
    path: '/divisions/{division}/fund',
    summary: 'Opens the fund of a county or a community, with the first version of its rules.',
    who: 'funds.make',
    params: z.object({ division: FundDivision }),
    body: FundDraft,
    ok: Fund,
    status: 201,
    creates: true,
    refusals: ['fund-exists', 'rules-in-the-past'],
  },
  fund: {
    method: 'GET',
    path: '/funds/{fund}',
    summary: 'A fund with its rules and balances.',
    who: 'funds.read',
    params: fund,
    ok: Fund,
    refusals: ['no-such-fund'],
  },
  addRules: {
    method: 'POST',
    path: '/funds/{fund}/rules',
    summary: 'Adds a version of the rules; what was approved keeps the version it was approved under.',
    who: 'funds.make',
    params: fund,
    body: RulesDraft,
    ok: Fund,
    changes: true,
    refusals: ['no-such-fund', 'rules-in-the-past'],
  },
  setCommittee: {
    method: 'PUT',
    path: '/funds/{fund}/committee',
    summary: "Names the contributors' representatives anew; reviews under way keep their members.",
    who: 'funds.make',
    params: fund,
    body: z.strictObject({ members: Committee }),
    ok: Fund,
    changes: true,
    refusals: ['no-such-fund'],
  },
  match: {
    method: 'GET',
    path: '/funds/{fund}/match',
    summary:
      'What the fund would add, before anyone applies: "you raise 2,000, the fund adds 3,000". Nothing is stored.',
    who: 'anyone',
    params: fund,
    query: z.strictObject({
      own: z.coerce.number().pipe(Fen).optional().describe('fen that the residents raise'),
      cost: z.coerce.number().pipe(Fen).optional().describe('fen of the whole project; give one of the two'),
      purpose: Purpose.optional(),
      compound: Pseudonym.optional().describe('takes what the compound was granted this year off its cap'),
    }),
    ok: MatchAnswer,
    refusals: ['own-or-cost', 'no-such-fund', 'no-rules-yet', 'invalid-amount'],
  },
});
