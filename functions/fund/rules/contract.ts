import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { Fen } from '../ledger/contract.ts';

/** A share in basis points (万分比): 6000 is 60 %. */
export const Share = z.int().min(0).max(10_000);

/**
 * The rules of a fund: data, in versions. A version holds from its day on; an approved grant keeps the version it was
 * approved under.
 */
export const Rules = z.strictObject({
  version: z.int().min(1),
  from: Day,
  match: Share.describe('the most that the fund bears of the cost'),
  minOwnShare: Share.describe('the least that the residents bear of the cost'),
  capPerProject: Fen,
  capPerCompoundYear: Fen.describe('all grants of a compound within a calendar year'),
  minQuotes: z.int().min(0).max(10),
  quotesFrom: z.int().min(0).describe('fen of cost from which the quotes are needed'),
  quorum: Share.describe('of the members who are not recused'),
  majority: z.enum(['more-than-half', 'two-thirds', 'three-quarters']).describe('of the members who vote'),
  noticeDays: z.int().min(5).max(60).describe('working days; never below five'),
  tranches: z
    .array(Share.min(1))
    .min(1)
    .max(6)
    .refine((shares) => shares.reduce((sum, share) => sum + share, 0) === 10_000, 'tranches add up to 10000'),
  reservationDays: z.int().min(1).max(730).describe('days after which an unpaid commitment expires'),
  days: z.strictObject({
    completeness: z.int().min(1).describe('working days to check a submitted application'),
    review: z.int().min(1).describe('working days for the committee'),
    objection: z.int().min(1).describe('working days to answer an objection'),
    acceptance: z.int().min(1).describe('working days from completion to acceptance'),
    settlement: z.int().min(1).describe('working days from acceptance to settlement'),
  }),
});
export type Rules = z.output<typeof Rules>;
