import type { Actions } from '../../http/actions.ts';
import type { BuildingStore } from '../buildings/store.ts';
import type { DivisionStore } from '../divisions/store.ts';
import type { PlanStore } from '../plans/store.ts';
import { refuse } from '../../http/refusal.ts';
import { buildingFeatures, buildingTable } from './assigned.ts';
import type { assignments } from './contract.ts';
import { drawnPlan } from './drawn.ts';

export const assignmentActions = (
  plans: PlanStore,
  buildings: BuildingStore,
  divisions: DivisionStore,
): Actions<typeof assignments> => ({
  drawPlan: async ({ params: { community }, body }, { now, newId }) => {
    await divisions.community(community);
    const near = body.near === undefined ? undefined : await plans.near(community, body.near);
    const { records } = await buildings.all(community);
    return plans.create(drawnPlan(community, records, body, near), records, newId(), now);
  },

  planAssignment: async ({ params: { community, plan } }) => ({
    body: fitting({ plan, assignment: await plans.assigned(community, plan) }),
  }),

  planBuildings: async ({ params: { community, plan } }) => {
    const grids = await plans.assigned(community, plan);
    return { body: fitting(buildingFeatures((await buildings.all(community)).records, grids)) };
  },

  planTable: async ({ params: { community, plan } }) => {
    const grids = await plans.assigned(community, plan);
    return { body: fitting(buildingTable((await buildings.all(community)).records, grids)) };
  },
});

/** A function's answer has 6 MB, in which every quote and line end takes two bytes. */
const MOST_BYTES = 5_500_000;

/** @throws Refusal 'answer-too-large' */
function fitting<T>(body: T): T {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  if (Buffer.byteLength(JSON.stringify(sent)) > MOST_BYTES) refuse('answer-too-large');
  return body;
}
