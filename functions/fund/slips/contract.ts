import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { Name } from '../../grids/divisions/contract.ts';
import { FundId } from '../funds/contract.ts';
import { Day } from '../../calendar/contract.ts';
import { Entry, Hash, Instant, Order, Pseudonym, Source, type Row } from '../ledger/contract.ts';

/** Money as one person recorded it; another confirms it, and that posts it. */
export const Slip = z.object({
  id: Pseudonym,
  fund: FundId,
  order: Order,
  by: Pseudonym,
  keepers: z
    .array(Pseudonym)
    .optional()
    .describe('of the secret of the system that recorded it: they do not confirm it'),
  recordedAt: Instant,
  state: z.enum(['open', 'posted', 'discarded']),
  settledBy: Pseudonym.optional(),
  seq: z.int().optional().describe('the entry it became'),
  version: z.int().min(1),
});
export type Slip = z.output<typeof Slip>;

export const Contributor = z.object({
  id: Pseudonym,
  source: Source,
  name: Name.optional().describe('of an organization; a resident has none here, nor has who was erased'),
  publish: z.boolean().describe('may the name be published? The donor decides (Charity Law art. 82)'),
  consent: z
    .object({ on: Day, by: Pseudonym, document: Hash.optional() })
    .describe('that it gives of its own will: the day, who recorded it, and the digest of the paper'),
  erasedOn: Day.optional(),
  version: z.int().min(1),
});
export type Contributor = z.output<typeof Contributor>;

export const ContributorDraft = z.strictObject({
  source: Source,
  name: Contributor.shape.name,
  publish: Contributor.shape.publish,
  consent: z.literal(true).describe('the contribution is voluntary, and the consent is on record'),
  document: Hash.optional().describe('digest of the written consent'),
});

/** What a contributor is thanked with on paper. */
export const Receipt = z.object({
  fund: FundId,
  fundName: Name,
  entry: Pseudonym,
  seq: z.int(),
  hash: Hash.describe('by which anyone finds it in the public journal'),
  day: Day,
  contributor: Pseudonym,
  name: Name.optional(),
  source: Source,
  purpose: z.string().optional(),
  voucher: z.string(),
  amount: z.int().describe('fen'),
  capital: z.string().describe('the amount in capital characters'),
  undone: z.boolean().describe('it was reversed since: the receipt is void'),
});

const [first, ...others] = Entry.options.map((entry) => (entry as z.ZodObject).extend({ hash: Hash }));
export const JournalRow = z.discriminatedUnion('kind', [first!, ...others]) as unknown as z.ZodType<Row, Row>;

const fund = z.object({ fund: FundId });
const slip = z.object({ fund: FundId, slip: Pseudonym });
const contributor = z.object({ fund: FundId, contributor: Pseudonym });
const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(1000).optional(),
};

/** What the ledger refuses of an order; see `decide`. */
const ofLedger = [
  'invalid-amount',
  'future-day',
  'period-closed',
  'not-late',
  'no-such-contribution',
  'already-reversed',
  'over-contribution',
  'same-purpose',
  'no-such-commitment',
  'commitment-resolved',
  'commitment-expired',
  'over-payment',
  'over-refund',
  'no-such-entry',
  'not-reversible',
  'contribution-moved',
  'has-refunds',
  'insufficient-funds',
  'balance-too-large',
] as const;

const ofOrders = [
  'no-such-contributor',
  'no-such-pledge',
  'pledge-resolved',
  'pledge-differs',
  'pledge-in-parts',
  'no-such-application',
  'not-yet-payable',
  ...ofLedger,
] as const;

export const slips = contract({
  addContributor: {
    method: 'POST',
    path: '/funds/{fund}/contributors',
    summary: 'Registers who gives: a unit, residents, a subsidy or a charity, and whether the name may be published.',
    who: 'ledger.write',
    params: fund,
    body: ContributorDraft,
    ok: Contributor,
    status: 201,
    creates: true,
    refusals: ['no-such-fund', 'resident-unnamed'],
  },
  contributors: {
    method: 'GET',
    path: '/funds/{fund}/contributors',
    summary: 'Who gave or is registered to give.',
    who: 'ledger.read',
    params: fund,
    ok: z.object({ items: z.array(Contributor) }),
    refusals: ['no-such-fund'],
  },
  publishName: {
    method: 'POST',
    path: '/funds/{fund}/contributors/{contributor}/publication',
    summary: 'Says whether the name may be published: the giver may change their mind.',
    who: 'ledger.write',
    params: contributor,
    body: z.strictObject({ publish: z.boolean() }),
    ok: Contributor,
    creates: true,
    refusals: ['no-such-fund', 'no-such-contributor', 'contributor-erased'],
  },
  eraseContributor: {
    method: 'POST',
    path: '/funds/{fund}/contributors/{contributor}/erasure',
    summary: 'Takes the name off the register and all that is published; the chain holds a pseudonym only and stays.',
    who: 'ledger.write',
    params: contributor,
    ok: Contributor,
    creates: true,
    refusals: ['no-such-fund', 'no-such-contributor', 'contributor-erased'],
  },
  receipt: {
    method: 'GET',
    path: '/funds/{fund}/contributions/{entry}/receipt',
    summary: 'What a contributor is thanked with on paper, with the amount in capital characters.',
    who: 'ledger.read',
    params: z.object({ fund: FundId, entry: Pseudonym }),
    ok: Receipt,
    refusals: ['no-such-fund', 'no-such-contribution'],
  },
  recordSlip: {
    method: 'POST',
    path: '/funds/{fund}/slips',
    summary:
      'Records a contribution, payment, interest, reversal or other movement; it counts once another person confirms it.',
    who: 'ledger.write',
    params: fund,
    body: Order,
    ok: Slip,
    status: 201,
    creates: true,
    refusals: ['no-such-fund', ...ofOrders],
  },
  slips: {
    method: 'GET',
    path: '/funds/{fund}/slips',
    summary: 'The slips of a fund, newest first.',
    who: 'ledger.read',
    params: fund,
    query: z.strictObject(page),
    ok: z.object({ items: z.array(Slip), next: z.string().optional() }),
    refusals: ['no-such-fund', 'cursor-invalid'],
  },
  confirmSlip: {
    method: 'POST',
    path: '/funds/{fund}/slips/{slip}/confirm',
    summary: 'Confirms what another person recorded: posts it to the ledger.',
    who: 'ledger.write',
    params: slip,
    ok: z.object({ slip: Slip, entry: JournalRow }),
    status: 201,
    creates: true,
    refusals: [
      'no-such-fund',
      'no-such-slip',
      'slip-settled',
      'same-person',
      'already-posted',
      'id-reused',
      ...ofOrders,
    ],
  },
  discardSlip: {
    method: 'POST',
    path: '/funds/{fund}/slips/{slip}/discard',
    summary: 'Discards a slip that was not posted.',
    who: 'ledger.write',
    params: slip,
    ok: Slip,
    creates: true,
    refusals: ['no-such-fund', 'no-such-slip', 'slip-settled'],
  },
  closePeriod: {
    method: 'POST',
    path: '/funds/{fund}/closings',
    summary: "Closes the ledger through a month's last day; what comes later for these days is marked as late.",
    who: 'ledger.write',
    params: fund,
    body: z.strictObject({ through: Day }),
    ok: JournalRow,
    status: 201,
    creates: true,
    refusals: ['no-such-fund', 'not-a-month-end', 'period-not-over', 'already-closed'],
  },
  entries: {
    method: 'GET',
    path: '/funds/{fund}/entries',
    summary: 'The journal, newest entry first.',
    who: 'ledger.read',
    params: fund,
    query: z.strictObject(page),
    ok: z.object({ items: z.array(JournalRow), next: z.string().optional() }),
    refusals: ['no-such-fund', 'cursor-invalid'],
  },
});
