import type { Actions, Context } from '../../http/actions.ts';
import { messages } from '../../http/messages.ts';
import { fill } from '../../http/problem.ts';
import { refuse } from '../../http/refusal.ts';
import type { BuildingStore } from '../buildings/store.ts';
import type { DivisionStore } from '../divisions/store.ts';
import type { PlanStore } from '../plans/store.ts';
import type { jobs, PlanJob } from './contract.ts';
import { stalled } from './stalled.ts';
import type { JobRecord, JobStore } from './store.ts';

export const jobActions = (
  store: JobStore,
  plans: PlanStore,
  buildings: BuildingStore,
  divisions: DivisionStore,
): Actions<typeof jobs> => ({
  orderPlan: async ({ params: { community }, body }, context) => {
    await divisions.community(community);
    if (body.near) await plans.record(community, body.near.plan);
    if ((await buildings.all(community)).records.length === 0) refuse('no-buildings');
    const { job, writes } = await store.order(community, body, context.newId(), context.now);
    return { body: told(job, context), version: 1, writes };
  },

  planJob: async ({ params: { community, job } }, context) => {
    const record = await store.record(community, job);
    return stalled(record, context.now)
      ? { body: told({ ...record, state: 'failed' }, context) }
      : { body: told(record, context), version: record.version };
  },
});

/** A job as its reader sees it, with the refusal in words. */
function told({ request: _, expires: __, facts, ...job }: JobRecord, { say }: Context): PlanJob {
  const message = job.refusal === undefined ? undefined : messages[job.refusal];
  return { ...job, ...(message && { detail: fill(say(message.detail), facts ?? {}) }) };
}
