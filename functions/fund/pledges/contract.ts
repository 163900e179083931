import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { Day } from '../../calendar/contract.ts';
import { FundId } from '../funds/contract.ts';
import { Fen, Hash, Instant, Pseudonym, Purpose, Source } from '../ledger/contract.ts';

const Words = z.string().trim().normalize().min(1);

/** A promise to give, as it is kept. It is no money of the fund: no account knows of it. */
export const PledgeRecord = z.object({
  id: Pseudonym,
  fund: FundId,
  contributor: Pseudonym,
  source: Source,
  amount: Fen,
  purpose: Purpose.optional().describe('what it is promised for; without it the money is free'),
  madeOn: Day,
  dueOn: Day.describe('the day by which it is promised'),
  consent: z
    .object({ by: Pseudonym, document: Hash.optional() })
    .describe('that it is promised of its own will: who recorded it, and the digest of the paper'),
  receipts: z
    .array(z.object({ entry: Pseudonym, on: Day, amount: Fen, undoneOn: Day.optional() }))
    .describe('contributions that fulfil it, once they are confirmed; undone when they are reversed'),
  withdrawal: z.object({ on: Day, at: Instant, by: Pseudonym, reason: Words.max(500) }).optional(),
  version: z.int().min(1),
});
export type PledgeRecord = z.output<typeof PledgeRecord>;

export const PledgeState = z.enum(['open', 'fulfilled', 'withdrawn']);
export type PledgeState = z.output<typeof PledgeState>;

/** A pledge with what has come of it. */
export const Pledge = PledgeRecord.extend({
  state: PledgeState,
  received: z.int().describe('fen'),
  overdue: z.boolean().describe('open past its day'),
});
export type Pledge = z.output<typeof Pledge>;

const fund = z.object({ fund: FundId });

export const pledges = contract({
  makePledge: {
    method: 'POST',
    path: '/funds/{fund}/pledges',
    summary: 'Records what a registered contributor promises to give, and by when. It is no money of the fund yet.',
    who: 'ledger.write',
    params: fund,
    body: z.strictObject({
      contributor: Pseudonym,
      amount: Fen,
      purpose: Purpose.optional(),
      dueOn: Day,
      consent: z.literal(true).describe('it is promised of its own will, and the consent is on record'),
      document: Hash.optional().describe('digest of the written promise'),
    }),
    ok: Pledge,
    status: 201,
    creates: true,
    refusals: ['no-such-fund', 'no-such-contributor', 'contributor-erased', 'due-in-the-past'],
  },
  pledges: {
    method: 'GET',
    path: '/funds/{fund}/pledges',
    summary: 'The pledges to a fund, newest first, with what has come of each.',
    who: 'ledger.read',
    params: fund,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Pledge), next: z.string().optional() }),
    refusals: ['no-such-fund', 'cursor-invalid'],
  },
  withdrawPledge: {
    method: 'POST',
    path: '/funds/{fund}/pledges/{pledge}/withdrawal',
    summary: 'Withdraws an open pledge, with the reason. What has come of it stays in the ledger.',
    who: 'ledger.write',
    params: fund.extend({ pledge: Pseudonym }),
    body: z.strictObject({ reason: Words.max(500).describe('kept for the staff, never published') }),
    ok: Pledge,
    creates: true,
    refusals: ['no-such-fund', 'no-such-pledge', 'pledge-resolved'],
  },
});
