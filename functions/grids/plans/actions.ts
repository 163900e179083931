import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { BuildingStore } from '../buildings/store.ts';
import type { DivisionStore } from '../divisions/store.ts';
import { roadsKept } from './barriers.ts';
import type { plans } from './contract.ts';
import { planGrids } from './plan.ts';
import type { PlanRecord, PlanStore } from './store.ts';

export const planActions = (
  store: PlanStore,
  buildings: BuildingStore,
  divisions: DivisionStore,
): Actions<typeof plans> => {
  const whole = async (record: PlanRecord) => {
    const { document, ...summary } = record;
    const details = await store.details(document);
    const { grids, explanation } = details;
    return { body: { ...summary, grids, explanation, ...roadsKept(details) }, version: record.version };
  };
  return {
    planGrids: async ({ params: { community }, body }, { now, newId }) => {
      await divisions.community(community);
      const near = body.near && (await store.near(community, body.near.plan));
      const { records } = await buildings.all(community);
      return store.create(planGrids(community, records, body, near), records, newId(), now);
    },

    plans: async ({ params, query }, { cursor }) => {
      await divisions.community(params.community);
      const { plans: items, after } = await store.list(params.community, query.limit, cursor.open(query.cursor));
      const next = cursor.seal(after);
      return { body: { items, ...(next && { next }) } };
    },

    plan: async ({ params }) => whole(await store.record(params.community, params.plan)),

    planFeatures: async ({ params }) => {
      const { document, version } = await store.record(params.community, params.plan);
      return { body: (await store.details(document)).features, version };
    },

    publishPlan: async ({ params }, { now, matches }) => {
      // Before the draft: a draft published in between is then seen as published, never as both.
      const inForce = await store.inForce(params.community);
      const draft = await store.record(params.community, params.plan);
      matches(draft.version);
      if (draft.state !== 'draft') refuse('plan-not-a-draft');
      const published = { ...draft, state: 'published' as const, publishedAt: now, version: draft.version + 1 };
      const writes = [store.save(published), store.putInForce(params.community, draft.id, inForce.version)];
      if (inForce.plan) {
        const old = await store.record(params.community, inForce.plan);
        writes.push(store.save({ ...old, state: 'superseded', validTo: now, version: old.version + 1 }));
      }
      return { ...(await whole(published)), writes };
    },
  };
};
