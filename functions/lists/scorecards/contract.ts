import * as z from 'zod';
import { DivisionCode } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';

export const Share = z.object({ of: z.int(), yes: z.int() });

export const Dimension = z.enum(['unit', 'grid', 'category']);

export const ScoreRow = z.object({
  key: z.string().describe("the unit, grid or category; '' for all"),
  demands: z.int(),
  response: Share.describe('of the demands whose contact was due or made, those contacted in time'),
  resolution: Share.describe('of those answered at the end, those solved'),
  satisfaction: Share.describe('of those rated, those rated 4 or 5'),
});

export const scorecards = contract({
  scorecard: {
    method: 'GET',
    path: '/divisions/{division}/scorecards',
    summary: 'Response, resolution and satisfaction by unit, grid or category.',
    who: 'projects.read',
    params: z.object({ division: DivisionCode }),
    query: z.strictObject({ by: Dimension.default('unit') }),
    ok: z.object({ by: Dimension, rows: z.array(ScoreRow) }),
    refusals: ['no-such-division'],
  },
});
