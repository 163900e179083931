import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { Day } from '../../calendar/contract.ts';
import { FundId } from '../funds/contract.ts';
import { Instant, Pseudonym } from '../ledger/contract.ts';

const Words = z.string().trim().normalize().min(1).max(1000);

export const FindingState = z.enum(['open', 'answered', 'closed']);
export type FindingState = z.output<typeof FindingState>;

export const FindingStep = z.object({
  transition: z.enum(['mark', 'answer', 'close', 'reopen']),
  by: Pseudonym,
  at: Instant,
  text: Words,
});

/** What an auditor found with an entry of the ledger. The words stay with the staff; that there is one is public. */
export const Finding = z.object({
  id: Pseudonym,
  fund: FundId,
  entry: Pseudonym,
  seq: z.int().min(1),
  state: FindingState,
  history: z.array(FindingStep).min(1).max(100),
  version: z.int().min(1),
});
export type Finding = z.output<typeof Finding>;

/** What is public of a finding: where it is, since when, and how it stands; never a word of it. */
export const FindingRow = z.object({
  seq: z.int(),
  on: Day,
  state: FindingState,
  since: Day.describe('the day of the step that led to this state'),
});
export type FindingRow = z.output<typeof FindingRow>;

const fund = z.object({ fund: FundId });

export const findings = contract({
  markFinding: {
    method: 'POST',
    path: '/funds/{fund}/entries/{entry}/findings',
    summary: 'An auditor marks what is wrong with an entry; the treasurer answers, the auditor closes it.',
    who: 'findings.mark',
    params: fund.extend({ entry: Pseudonym }),
    body: z.strictObject({ text: Words.describe('what was found; for the staff, never published') }),
    ok: Finding,
    status: 201,
    creates: true,
    refusals: ['no-such-fund', 'no-such-entry'],
  },
  findings: {
    method: 'GET',
    path: '/funds/{fund}/findings',
    summary: 'What auditors found with entries of the ledger, newest first.',
    who: 'ledger.read',
    params: fund,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Finding), next: z.string().optional() }),
    refusals: ['no-such-fund', 'cursor-invalid'],
  },
  stepFinding: {
    method: 'POST',
    path: '/funds/{fund}/findings/{finding}/steps',
    summary: 'The treasurer answers a finding; an auditor closes it, or opens it again.',
    who: 'findings.step',
    params: fund.extend({ finding: Pseudonym }),
    body: z.strictObject({ transition: z.enum(['answer', 'close', 'reopen']), text: Words }),
    ok: Finding,
    changes: true,
    refusals: ['no-such-fund', 'no-such-finding', 'no-such-transition', 'not-your-turn', 'finding-too-long'],
  },
});
