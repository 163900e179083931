import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CommunityCode, Name } from '../divisions/contract.ts';

/** Community 12 digits + serial 3 digits. */
export const GridCode = z
  .string()
  .regex(/^\d{15}$/)
  .meta({ examples: ['500229001002007'] });
export const PlanId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  .meta({ examples: ['01JD3Z8K6Q4V5W7X9Y0ABCDEFG'] });

export const Grid = z.object({
  code: GridCode,
  households: z.int(),
  buildings: z.int(),
  deviation: z.number().describe('households / mean households of the plan - 1'),
  compactness: z.number().describe('Polsby-Popper: 4 pi area / perimeter^2, 1 for a disc'),
  areaM2: z.number(),
  borderM: z.number().describe('metres of border shared with other grids'),
  neighbours: z.array(GridCode),
  centre: z.tuple([z.number(), z.number()]).describe('a point inside, for a label: lng, lat'),
});
export type Grid = z.output<typeof Grid>;

export const Plan = z.object({
  id: PlanId,
  community: CommunityCode,
  name: Name.optional(),
  state: z.enum(['draft', 'published', 'superseded']),
  settings: z.object({
    grids: z.int(),
    tolerance: z.number(),
    seed: z.int(),
    weight: z.enum(['households', 'population']),
  }),
  buildings: z.int(),
  households: z.int().describe('sum of the weight: households, or people where the plan weighs population'),
  deviation: z.number().describe('largest |weight of a grid / mean - 1|'),
  withinTolerance: z.boolean(),
  explanation: z
    .array(z.object({ grid: GridCode, reason: z.string() }))
    .describe('grids that cannot be within the tolerance, and why'),
  grids: z.array(Grid),
  madeAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().optional(),
  validTo: z.iso.datetime().optional().describe('set when a later plan supersedes this one'),
  version: z.int().min(1),
});
export type Plan = z.output<typeof Plan>;

export const PlanRequest = z
  .strictObject({
    name: Name.optional(),
    grids: z.int().min(1).max(999).optional().describe('how many grids; or give householdsPerGrid'),
    householdsPerGrid: z.int().min(1).optional(),
    tolerance: z.number().min(0).max(0.5).default(0.05).describe('largest allowed |households / mean - 1|'),
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(1),
    weight: z.enum(['households', 'population']).default('households'),
  })
  .meta({ examples: [{ grids: 13, tolerance: 0.05, seed: 1 }] });
export type PlanRequest = z.output<typeof PlanRequest>;

export const GridFeatures = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: GridCode,
      properties: z.object({ code: GridCode, households: z.int(), buildings: z.int(), deviation: z.number() }),
      geometry: z.object({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
      }),
    }),
  ),
});
export type GridFeatures = z.output<typeof GridFeatures>;

const plan = z.object({ community: CommunityCode, plan: PlanId });

export const plans = contract({
  planGrids: {
    method: 'POST',
    path: '/communities/{community}/plans',
    summary:
      'Plans the grids of a community: contiguous, even in households, compact. The same input and seed give the same plan.',
    who: 'plans.make',
    params: z.object({ community: CommunityCode }),
    body: PlanRequest,
    ok: Plan,
    status: 201,
    creates: true,
    refusals: [
      'no-such-division',
      'no-buildings',
      'no-households',
      'grids-missing',
      'more-grids-than-buildings',
      'too-many-grids',
    ],
  },
  plans: {
    method: 'GET',
    path: '/communities/{community}/plans',
    summary: 'The plans of a community, newest first, without their grids.',
    who: 'plans.read',
    params: z.object({ community: CommunityCode }),
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Plan.omit({ grids: true, explanation: true })), next: z.string().optional() }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
  plan: {
    method: 'GET',
    path: '/communities/{community}/plans/{plan}',
    summary: 'One plan with the figures of its grids.',
    who: 'plans.read',
    params: plan,
    ok: Plan,
    refusals: ['no-such-plan'],
  },
  planFeatures: {
    method: 'GET',
    path: '/communities/{community}/plans/{plan}/grids.geojson',
    summary: "A plan's grids as GeoJSON (WGS84), without gaps or overlaps.",
    who: 'plans.read',
    params: plan,
    ok: GridFeatures,
    refusals: ['no-such-plan'],
  },
  publishPlan: {
    method: 'POST',
    path: '/communities/{community}/plans/{plan}/publish',
    summary: "Makes a draft the community's plan in force; the one before it is superseded and kept.",
    who: 'plans.publish',
    params: plan,
    ok: Plan,
    changes: true,
    refusals: ['no-such-plan', 'plan-not-a-draft'],
  },
});
