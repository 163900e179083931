import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { Hash } from '../ledger/contract.ts';

const Count = z.strictObject({ area: z.int().min(0).describe('1/100 m2'), heads: z.int().min(0) });

/** What a compound hands in of its owners' meeting: counts and days; the minutes stay with them, their digest is kept. */
export const EvidenceDraft = z.strictObject({
  item: z.union([1, 2, 3, 4, 5, 6, 7, 8, 9].map((item) => z.literal(item))).describe('of Civil Code art. 278'),
  all: Count.describe('every owner'),
  part: Count.describe('those who took part'),
  agree: Count.describe('those in favour'),
  noticeOn: Day,
  heldOn: Day,
  committeeTold: z.boolean(),
  minutes: Hash,
  openObjections: z.int().min(0),
});
