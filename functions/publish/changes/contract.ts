import * as z from 'zod';
import { Change } from '../contract.ts';
import { CommunityCode, CountyCode, Name } from '../../grids/divisions/contract.ts';

/** /data/changes/{county}.json, and the same as .atom: who answers for which grid, where that changed. */
export const ChangesSnapshot = z.object({
  county: z.object({ code: CountyCode, name: Name }),
  changes: z
    .array(
      Change.extend({
        community: z.object({ code: CommunityCode, name: Name }),
        standing: z.boolean().describe('whether a plan in force still has the grid, and so the site a page of it'),
      }),
    )
    .describe('decisions, newest first, 500 at most'),
});
export type ChangesSnapshot = z.output<typeof ChangesSnapshot>;
