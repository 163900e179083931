import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CommunityCode, Name } from '../../grids/divisions/contract.ts';
import { FundId } from '../funds/contract.ts';
import { Day } from '../../calendar/contract.ts';
import { Fen, Hash, Instant, Pseudonym, Purpose } from '../ledger/contract.ts';
import { EvidenceDraft } from '../resolution/contract.ts';

export const ApplicationState = z.enum([
  'draft',
  'submitted',
  'returned',
  'reviewing',
  'noticed',
  'objected',
  'committed',
  'in-progress',
  'completed',
  'accepted',
  'settled',
  'closed',
  'declined',
  'withdrawn',
  'cancelled',
  'expired',
]);
export type ApplicationState = z.output<typeof ApplicationState>;

const Words = z.string().trim().normalize().min(1);

/** What a supplier would do the work for. */
const Quote = z.strictObject({ from: Name.describe('the supplier'), amount: Fen });
const BudgetLine = z.strictObject({ item: Name, amount: Fen });

/** How the cost comes about and who raises the residents' part; published with the application. */
const details = {
  compoundName: Name.optional().describe('what people call the compound, which is who receives the grant; published'),
  quotes: z.array(Quote).max(10).default([]).describe('as many as the plan counts, or none yet'),
  budget: z.array(BudgetLine).max(30).default([]).describe('adds up to the cost, or is empty'),
  raising: Words.max(1000).optional().describe('how the residents raise their part: write of shares, not of people'),
};

/** One step of an application's course: append-only and shown. */
export const Step = z.strictObject({
  transition: z.string(),
  from: ApplicationState,
  to: ApplicationState,
  by: Pseudonym,
  role: z.string(),
  at: Instant,
  reason: z.string().trim().normalize().min(1).max(500).optional(),
});

/** A public notice: `days` working days are left, counted from the day after `from`; none pass while it is stopped. */
export const Notice = z.strictObject({ from: Day, days: z.int().min(0), stopped: z.boolean() });
export type Notice = z.output<typeof Notice>;

export const Objection = z.strictObject({ id: Pseudonym, on: Day, answeredOn: Day.optional() });

export const Finding = z.strictObject({ id: Pseudonym, on: Day, followedUpOn: Day.optional() });

export const Application = z.strictObject({
  id: Pseudonym,
  fund: Pseudonym,
  compound: Pseudonym,
  /** Units that may not review it: the applicant's own, and any that would be paid. */
  relatedUnits: z.array(Pseudonym),
  purpose: Purpose,
  plan: z.strictObject({ cost: Fen, fromFund: Fen, own: z.int().min(0), quotes: z.int().min(0) }),
  threeNo: z
    .strictObject({ owningUnit: z.boolean(), management: z.boolean(), repairFund: z.boolean() })
    .describe('what it has'),
  state: ApplicationState,
  version: z.int().min(0),
  /** The last day for the next step. */
  deadline: Day.optional(),
  /** What was approved, under which version of the rules; later rules leave it alone. */
  award: z.strictObject({ fund: Fen, cost: Fen, rules: z.int().min(1) }).optional(),
  notice: Notice.optional(),
  objections: z.array(Objection),
  findings: z.array(Finding),
  /** Fen of accepted receipts. */
  actual: z.int().min(0).optional(),
  finalAccount: Hash.optional(),
  history: z.array(Step),
});
export type Application = z.output<typeof Application>;

const Plan = Application.shape.plan;

export const ApplicationDraft = z.strictObject({
  compound: Pseudonym,
  title: Name,
  need: Words.max(2000).describe('published with the grant: write of the work, not of people'),
  purpose: Purpose,
  plan: Plan,
  threeNo: Application.shape.threeNo,
  relatedUnits: z.array(Pseudonym).max(50).default([]),
  ...details,
});

export const ApplicationRecord = z.object({
  community: CommunityCode,
  title: Name,
  need: z.string(),
  ...details,
  evidence: EvidenceDraft.optional(),
  tracking: Hash.describe('digest of the tracking code'),
  application: Application,
});
export type ApplicationRecord = z.output<typeof ApplicationRecord>;

/** An application as those who work on it see it. */
export const ApplicationFile = ApplicationRecord.omit({ tracking: true }).extend({
  version: z.int(),
  outcome: z
    .object({ quorate: z.boolean(), passed: z.boolean(), defects: z.array(z.string()) })
    .optional()
    .describe("what the owners' vote comes to"),
  steps: z.array(z.string()).describe('the steps that you may try now'),
});

export const TrackedStep = z.object({
  transition: z.string(),
  to: ApplicationState,
  at: Instant,
  role: z.string(),
  reason: z
    .string()
    .optional()
    .describe('why it was decided so, or how the work goes; what objectors write is not told'),
});

/** What anyone with the code sees, and what is published: no people. */
export const ApplicationStatus = z.object({
  id: Pseudonym,
  fund: FundId,
  community: CommunityCode,
  compound: Pseudonym,
  title: Name,
  purpose: Purpose,
  plan: Plan,
  state: ApplicationState,
  deadline: Day.optional(),
  award: Application.shape.award,
  notice: Application.shape.notice,
  objections: z.int(),
  findings: z.array(Finding),
  actual: z.int().optional(),
  history: z.array(TrackedStep),
});
export type ApplicationStatus = z.output<typeof ApplicationStatus>;

const place = z.object({ community: CommunityCode, fund: FundId });
const one = place.extend({ application: Pseudonym });
const page = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(1000).optional(),
});

const none = ['no-such-fund', 'no-such-application'] as const;

export const applications = contract({
  apply: {
    method: 'POST',
    path: '/communities/{community}/funds/{fund}/applications',
    summary: "Drafts a compound's application to a fund; the answer holds the code by which the applicant follows it.",
    who: 'applications.make',
    params: place,
    body: ApplicationDraft,
    ok: ApplicationFile.extend({ tracking: z.string() }),
    status: 201,
    creates: true,
    refusals: ['no-such-fund', 'fund-out-of-reach', 'quotes-differ', 'budget-differs'],
  },
  application: {
    method: 'GET',
    path: '/communities/{community}/funds/{fund}/applications/{application}',
    summary: 'An application with its evidence, its history and the steps open to you.',
    who: 'applications.read',
    params: one,
    ok: ApplicationFile,
    refusals: none,
  },
  fundApplications: {
    method: 'GET',
    path: '/funds/{fund}/applications',
    summary: 'The applications to a fund, newest first.',
    who: 'applications.read',
    params: z.object({ fund: FundId }),
    query: page,
    ok: z.object({ items: z.array(ApplicationStatus), next: z.string().optional() }),
    refusals: ['no-such-fund', 'cursor-invalid'],
  },
  giveEvidence: {
    method: 'PUT',
    path: '/communities/{community}/funds/{fund}/applications/{application}/evidence',
    summary: "Hands in the owners' resolution and says whether it holds under Civil Code art. 278.",
    who: 'applications.make',
    params: one,
    body: EvidenceDraft,
    ok: ApplicationFile,
    changes: true,
    refusals: [...none, 'no-such-transition', 'vote-impossible'],
  },
  giveQuotes: {
    method: 'PUT',
    path: '/communities/{community}/funds/{fund}/applications/{application}/quotes',
    summary:
      'Puts quotes in place of those before, while the application is a draft or was returned; the history says so.',
    who: 'applications.make',
    params: one,
    body: z.strictObject({ quotes: z.array(Quote).min(1).max(10) }),
    ok: ApplicationFile,
    changes: true,
    refusals: [...none, 'no-such-transition'],
  },
  stepApplication: {
    method: 'POST',
    path: '/communities/{community}/funds/{fund}/applications/{application}/steps',
    summary:
      'Takes one step: submit, accept, approve, commit, start, complete, settle, close and the others that `steps` lists.',
    who: 'applications.step',
    params: one,
    body: z.strictObject({
      transition: z.string().regex(/^[a-z-]{1,20}$/),
      reason: Words.max(500).optional(),
      grant: Fen.optional().describe('approve: fen, when less than the plan asks'),
      subject: Pseudonym.optional().describe('answer, uphold, follow-up: the objection or the finding'),
      actual: Fen.optional().describe('complete: fen of receipts'),
      finalAccount: Hash.optional().describe('close'),
    }),
    ok: ApplicationFile,
    changes: true,
    refusals: [
      ...none,
      'no-such-transition',
      'not-your-turn',
      'reason',
      'evidence-holds',
      'plan-keeps-rules',
      'review-passed',
      'review-not-passed',
      'award-keeps-rules',
      'notice-running',
      'notice-over',
      'new-objection',
      'open-objection',
      'objections-answered',
      'reserved',
      'receipts',
      'new-finding',
      'open-finding',
      'findings-followed-up',
      'settled-in-ledger',
      'given-back',
      'nothing-committed',
      'final-account',
      'no-rules-yet',
      'no-such-rules',
      'same-person',
      'already-committed',
      'not-yet-expired',
      'commitment-resolved',
      'no-such-commitment',
      'earmarked-for-another-purpose',
      'insufficient-funds',
    ],
  },
  object: {
    method: 'POST',
    path: '/communities/{community}/funds/{fund}/applications/{application}/objections',
    summary: 'Raises an objection while the public notice runs; it stops the clock until it is answered.',
    who: 'anyone',
    params: one,
    body: z.strictObject({ reason: Words.max(500) }),
    ok: ApplicationStatus,
    status: 201,
    creates: true,
    refusals: [...none, 'no-such-transition', 'notice-running'],
  },
  track: {
    method: 'GET',
    path: '/fund-applications/{code}',
    summary: 'Follows an application by its code.',
    who: 'anyone',
    params: z.object({ code: z.string().regex(/^[0-9a-z]{20,64}$/) }),
    ok: ApplicationStatus,
    refusals: ['no-such-application'],
  },
});
