import * as z from 'zod';
import { Day, Fen, Hash, Instant, Pseudonym, Purpose } from '../ledger/contract.ts';

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
