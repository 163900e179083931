import { buildingStore } from '../grids/buildings/store.ts';
import { jobStore, type JobRecord } from '../grids/jobs/store.ts';
import { draftOf } from '../grids/plans/draft.ts';
import { cutGrids } from '../grids/plans/plan.ts';
import { planStore } from '../grids/plans/store.ts';
import { Refusal } from '../http/refusal.ts';
import type { Table, Write } from '../table/table.ts';

/** The planner in the background: `produce` makes the plan that a job orders. */
export const planningStore = (table: Table) => {
  const jobs = jobStore(table);
  const plans = planStore(table);
  const buildings = buildingStore(table);

  /** Stores how far a job is. */
  const tell = async (job: JobRecord, changes: Partial<JobRecord>, now: string, more: Write[] = []) => {
    const next = { ...job, ...changes, changedAt: now, version: job.version + 1 };
    await table.commit([jobs.save(next), ...more]);
    return next;
  };

  return {
    orderOf: jobs.orderOf,

    /**
     * Makes a job's plan, once: a job that is done stays as it is, and the plan is stored together with that.
     * A refusal ends the job; a fault marks it and is thrown, so that it is tried again.
     */
    async produce(community: string, id: string, clock: () => string): Promise<void> {
      let job = await jobs.record(community, id);
      if (job.state === 'done' || job.state === 'refused') return;
      try {
        job = await tell(job, { state: 'planning', progress: 0.05 }, clock());
        const request = await jobs.request(job);
        const near = request.near && (await plans.near(community, request.near.plan));
        const { records } = await buildings.all(community);
        job = await tell(job, { progress: 0.1 }, clock());
        const { cut, told } = cutGrids(community, records, request, near);
        job = await tell(job, { progress: 0.6 }, clock());
        const draft = draftOf(cut, told);
        job = await tell(job, { progress: 0.9 }, clock());
        const { writes } = await plans.create(draft, records, id, clock());
        await tell(job, { state: 'done', progress: 1, plan: id }, clock(), writes);
      } catch (error) {
        if (!(error instanceof Refusal)) {
          await tell(job, { state: 'failed' }, clock());
          throw error;
        }
        await tell(job, { state: 'refused', refusal: error.refusal, facts: error.facts }, clock());
      }
    },
  };
};
