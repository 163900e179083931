import type { Actions, Context } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { Building } from '../buildings/contract.ts';
import type { BuildingStore } from '../buildings/store.ts';
import type { DivisionStore } from '../divisions/store.ts';
import { buildingFeatures, buildingTable } from './assigned.ts';
import type { plans } from './contract.ts';
import type { PlanDraft } from './draft.ts';
import { drawnPlan } from './drawn.ts';
import { planGrids, type Near } from './plan.ts';
import type { PlanRecord, PlanStore } from './store.ts';

export const planActions = (
  store: PlanStore,
  buildingSets: BuildingStore,
  divisions: DivisionStore,
): Actions<typeof plans> => {
  const whole = async (record: PlanRecord) => {
    const { document, ...summary } = record;
    const { grids, explanation } = await store.details(document);
    return { body: { ...summary, grids, explanation }, version: record.version };
  };
  const stored = async (draft: PlanDraft, buildings: readonly Building[], { now, newId }: Context) => {
    const plan = { ...draft.plan, id: newId(), state: 'draft' as const, madeAt: now, version: 1 };
    return { body: plan, version: 1, writes: await store.add(plan, draft, buildings) };
  };
  /** Each building's grid in a plan, by its code. */
  const assigned = async (community: string, plan: string): Promise<Record<string, string>> => {
    const { document } = await store.record(community, plan);
    const { grids, assignment } = await store.details(document);
    return Object.fromEntries(Object.entries(assignment).map(([id, place]) => [id, grids[place]!.code]));
  };
  const nearOf = async (community: string, plan: string | undefined): Promise<Near | undefined> => {
    if (plan === undefined) return undefined;
    const codes = Object.entries(await assigned(community, plan));
    return { plan, serials: new Map(codes.map(([id, code]) => [id, Number(code.slice(community.length))])) };
  };
  return {
    planGrids: async ({ params: { community }, body }, context) => {
      await divisions.community(community);
      const near = await nearOf(community, body.near?.plan);
      const { records: buildings } = await buildingSets.all(community);
      return stored(planGrids(community, buildings, body, near), buildings, context);
    },

    drawPlan: async ({ params: { community }, body }, context) => {
      await divisions.community(community);
      const near = await nearOf(community, body.near);
      const { records: buildings } = await buildingSets.all(community);
      return stored(drawnPlan(community, buildings, body, near), buildings, context);
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

    planAssignment: async ({ params: { community, plan } }) => ({
      body: { plan, assignment: await assigned(community, plan) },
    }),

    planBuildings: async ({ params: { community, plan } }) => {
      const grids = await assigned(community, plan);
      return { body: buildingFeatures((await buildingSets.all(community)).records, grids) };
    },

    planTable: async ({ params: { community, plan } }) => {
      const grids = await assigned(community, plan);
      return { body: buildingTable((await buildingSets.all(community)).records, grids) };
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
