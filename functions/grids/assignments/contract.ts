import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { BuildingId, Position } from '../buildings/contract.ts';
import { CommunityCode, Name } from '../divisions/contract.ts';
import { barriers, GridCode, Plan, PlanId, Serial, Tolerance, Weight } from '../plans/contract.ts';

export const DrawnPlan = z
  .strictObject({
    name: Name.optional(),
    assignment: z
      .record(BuildingId, Serial)
      .describe("every building's grid by its serial; grids are kept as they are, whole or not, even or not"),
    renumber: z.boolean().default(false).describe('number the grids anew: rows from north to south, west to east'),
    tolerance: Tolerance,
    weight: Weight,
    ...barriers,
    dedicated: z
      .array(z.strictObject({ grid: Serial, name: Name }))
      .max(100)
      .optional()
      .describe('which of the grids are dedicated'),
    near: PlanId.optional().describe('the plan that it was drawn from'),
  })
  .meta({ examples: [{ assignment: { '01': 1, '02': 1, '03': 2 } }] });
export type DrawnPlan = z.output<typeof DrawnPlan>;

export const Assignment = z.object({
  plan: PlanId,
  assignment: z.record(BuildingId, GridCode).describe("each building's grid"),
});

export const BuildingFeatures = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: BuildingId,
      properties: z.object({
        name: z.string().optional(),
        compound: z.string().optional(),
        households: z.int(),
        population: z.int().optional(),
        grid: GridCode.optional().describe('none for a building newer than the plan'),
      }),
      geometry: z.object({ type: z.literal('Point'), coordinates: Position }),
    }),
  ),
});
export type BuildingFeatures = z.output<typeof BuildingFeatures>;

const params = z.object({ community: CommunityCode, plan: PlanId });

/** Which building is in which grid: read, drawn by hand, and taken away as a file. */
export const assignments = contract({
  drawPlan: {
    method: 'POST',
    path: '/communities/{community}/plans/drawn',
    summary:
      'Stores a plan drawn by hand or imported, with figures, polygons and codes as of a planned one. Says which grids are broken or uneven.',
    who: 'plans.make',
    params: z.object({ community: CommunityCode }),
    body: DrawnPlan,
    large: true,
    ok: Plan,
    status: 201,
    creates: true,
    refusals: [
      'no-such-division',
      'no-such-plan',
      'no-buildings',
      'no-households',
      'building-unknown',
      'buildings-unassigned',
      'grid-unknown',
    ],
  },
  planAssignment: {
    method: 'GET',
    path: '/communities/{community}/plans/{plan}/assignment',
    summary: "Each building's grid in a plan.",
    who: 'plans.read',
    params,
    ok: Assignment,
    refusals: ['no-such-plan', 'answer-too-large'],
  },
  planBuildings: {
    method: 'GET',
    path: '/communities/{community}/plans/{plan}/buildings.geojson',
    summary: "The community's buildings as GeoJSON points (WGS84), each with its grid in a plan.",
    who: 'plans.read',
    params,
    ok: BuildingFeatures,
    refusals: ['no-such-plan', 'answer-too-large'],
  },
  planTable: {
    method: 'GET',
    path: '/communities/{community}/plans/{plan}/buildings.csv',
    summary: "The community's buildings as a CSV, each with its grid in a plan.",
    who: 'plans.read',
    params,
    ok: z.string(),
    answers: 'text/csv',
    refusals: ['no-such-plan', 'answer-too-large'],
  },
});
