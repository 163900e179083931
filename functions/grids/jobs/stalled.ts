import type { PlanJob } from './contract.ts';

/** A planner has a quarter of an hour; a job that tells nothing for longer died with it. */
const MOST_MINUTES = 20;

/** Whether a job will not go on. */
export const stalled = ({ state, changedAt }: Pick<PlanJob, 'state' | 'changedAt'>, now: string): boolean =>
  (state === 'waiting' || state === 'planning') && Date.parse(now) - Date.parse(changedAt) > MOST_MINUTES * 60_000;
