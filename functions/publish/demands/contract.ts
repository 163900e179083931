import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { CommunityCode, DivisionCode, Name } from '../../grids/divisions/contract.ts';
import { GridCode } from '../../grids/plans/contract.ts';
import { DemandId, DemandState } from '../../lists/demands/contract.ts';
import { Category } from '../../lists/categories/contract.ts';

/**
 * A demand as the public sees it: no words of the resident's, no building, no person. The grid is left out where it is
 * so small that it would point to a household.
 */
export const PublicDemand = z.object({
  id: DemandId,
  community: CommunityCode,
  communityName: Name,
  grid: GridCode.optional(),
  category: Category.optional(),
  title: Name.optional().describe('as staff wrote it at triage'),
  state: DemandState,
  on: Day.describe('when it was raised'),
  changedOn: Day,
  due: Day.optional().describe('the last day for the next step'),
  unit: z.string().optional().describe('the responsible unit'),
  late: z.boolean().describe('under supervision'),
  rounds: z.int().describe('how often nobody claimed it; it goes first in the next round'),
  followers: z.int(),
  rating: z.int().optional(),
  steps: z.array(z.object({ transition: z.string(), on: Day })),
});
export type PublicDemand = z.output<typeof PublicDemand>;

/** /data/demands/{county or community}.json, and the same as .csv, .xlsx and .atom */
export const DemandsSnapshot = z.object({
  code: DivisionCode,
  name: Name,
  county: z.object({ code: z.string(), name: Name }),
  updatedAt: z.iso.datetime(),
  received: z.int().describe('all that were raised, those not listed too'),
  demands: z.array(PublicDemand).describe('accepted ones, newest first'),
});
export type DemandsSnapshot = z.output<typeof DemandsSnapshot>;
