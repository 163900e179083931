import { shanghaiDay } from '../../calendar/day.ts';
import type { DivisionStore } from '../../grids/divisions/store.ts';
import type { Actions } from '../../http/actions.ts';
import type { Demands } from '../projects/moves/store.ts';
import type { scorecards } from './contract.ts';
import { scores } from './score.ts';

export const scorecardActions = (
  demands: Pick<Demands, 'scored'>,
  divisions: DivisionStore,
): Actions<typeof scorecards> => ({
  scorecard: async ({ params: { division }, query: { by } }, { now }) => {
    await divisions.countyOf(division);
    return { body: { by, rows: scores(await demands.scored(division, shanghaiDay(now)), by) } };
  },
});
