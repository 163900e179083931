import type { Role } from '../../http/policy.ts';
import type { Holidays } from '../../calendar/working-days.ts';
import type { Evidence } from '../resolution/evidence.ts';
import { judgeEvidence } from '../resolution/evidence.ts';
import { assess } from '../rules/compliance.ts';
import type { Rules } from '../rules/contract.ts';
import type { Means } from '../rules/match.ts';
import { settle } from '../rules/settlement.ts';
import type { Application } from './contract.ts';
import { noticeOver } from './notice.ts';
import type { ReviewOutcome } from './review.ts';

/** What stands in the ledger for an application, fen. */
export interface LedgerFacts {
  readonly reserved: number;
  /** Set aside and not paid. */
  readonly remaining: number;
  /** Paid and not refunded. */
  readonly paid: number;
}

/** All that a step may depend on beside the record: looked up by the caller, decided here. */
export interface Context {
  readonly at: string;
  /** The Asia/Shanghai day of `at`. */
  readonly today: string;
  readonly by: { readonly id: string; readonly role: Role | 'anyone' };
  readonly holidays: Holidays;
  /** The version in force; once there is an award, the version it was approved under. */
  readonly rules: Rules;
  readonly reason?: string;
  readonly means?: Means;
  /** Quotes that the application lists; a count that it only claims is none where the rules ask for some. */
  readonly listed?: number;
  readonly evidence?: Evidence;
  readonly review?: ReviewOutcome;
  /** Fen that the committee grants; the plan's when it says nothing. */
  readonly grant?: number;
  readonly ledger?: LedgerFacts;
  /** Id of the objection or the finding that the step raises or answers. */
  readonly subject?: string;
  /** Fen of receipts handed in. */
  readonly actual?: number;
  /** SHA-256 of the final account, hex. */
  readonly finalAccount?: string;
}

type Holds = (application: Application, context: Context) => boolean;

const listedPlan = ({ plan }: Application, { listed = plan.quotes }: Context) => ({
  ...plan,
  quotes: Math.min(plan.quotes, listed),
});

/** The conditions of the rows, by the name under which they refuse. */
export const needs = {
  reason: (_, { reason }) => (reason ?? '').trim() !== '',
  'evidence-holds': (_, { evidence }) => evidence !== undefined && judgeEvidence(evidence).defects.length === 0,
  'plan-keeps-rules': (application, context) =>
    context.means !== undefined &&
    assess(listedPlan(application, context), context.rules, context.means).shortcomings.length === 0,
  'review-passed': (_, { review }) => review?.passed === true,
  'review-not-passed': (_, { review }) => review?.passed === false,
  'award-keeps-rules': ({ plan }, { rules, means, grant = plan.fromFund }) =>
    means !== undefined &&
    grant >= 1 &&
    assess({ ...plan, fromFund: grant, own: plan.cost - grant }, rules, means).shortcomings.length === 0,
  'notice-running': ({ notice }, { today, holidays }) => notice !== undefined && !noticeOver(notice, today, holidays),
  'notice-over': ({ notice }, { today, holidays }) => notice !== undefined && noticeOver(notice, today, holidays),
  'new-objection': ({ objections }, { subject }) =>
    subject !== undefined && objections.every(({ id }) => id !== subject),
  'open-objection': ({ objections }, { subject }) =>
    objections.some(({ id, answeredOn }) => id === subject && !answeredOn),
  'objections-answered': ({ objections }) => objections.every(({ answeredOn }) => answeredOn !== undefined),
  reserved: ({ award }, { ledger }) =>
    award !== undefined && ledger?.reserved === award.fund && ledger.remaining === award.fund,
  receipts: (_, { actual }) => Number.isSafeInteger(actual) && (actual ?? 0) >= 1,
  'new-finding': ({ findings }, { subject }) => subject !== undefined && findings.every(({ id }) => id !== subject),
  'open-finding': ({ findings }, { subject }) =>
    findings.some(({ id, followedUpOn }) => id === subject && !followedUpOn),
  'findings-followed-up': ({ findings }) => findings.every(({ followedUpOn }) => followedUpOn !== undefined),
  'settled-in-ledger': ({ award, actual }, { ledger }) =>
    award !== undefined &&
    ledger?.remaining === 0 &&
    ledger.paid === settle(award, actual ?? 0, Math.min(ledger.paid, award.fund)).fund,
  'given-back': (_, { ledger }) => ledger?.remaining === 0 && ledger.paid === 0,
  'nothing-committed': (_, { ledger }) => ledger?.remaining === 0,
  'final-account': (_, { finalAccount }) => /^[0-9a-f]{64}$/.test(finalAccount ?? ''),
} satisfies Record<string, Holds>;

export type Need = keyof typeof needs;

/** Does the condition hold? */
export const holds = (need: Need, application: Application, context: Context): boolean =>
  needs[need](application, context);
