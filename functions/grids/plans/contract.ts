import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { BuildingId, Position } from '../buildings/contract.ts';
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

/** The last three digits of a grid's code. */
export const Serial = z.int().min(1).max(999);

export const Grid = z.object({
  code: GridCode,
  dedicated: Name.optional().describe("the institution that a dedicated grid is for; it counts in no plan's evenness"),
  households: z.int(),
  buildings: z.int(),
  deviation: z.number().describe('households / mean households of the plan - 1'),
  pieces: z.int().describe('1 when the grid hangs together'),
  compactness: z.number().describe('Polsby-Popper: 4 pi area / perimeter^2, 1 for a disc'),
  areaM2: z.number(),
  borderM: z.number().describe('metres of border shared with other grids'),
  neighbours: z.array(GridCode),
  centre: z.tuple([z.number(), z.number()]).describe('a point inside, for a label: lng, lat'),
});
export type Grid = z.output<typeof Grid>;

const Reason = z
  .enum(['heavy-building', 'locked', 'others-heavy', 'island', 'neck', 'no-exchange', 'drawn'])
  .describe(
    'heavy-building: one building or compound is more than a grid may hold; locked: what is locked to it is; others-heavy: heavy buildings leave too little for it; island: no number of grids fills its island evenly; neck: what lies behind one building fills no whole number of grids, and the rest is too much for its own; no-exchange: no move or exchange was found that betters it; drawn: so drawn by hand',
  );

/** GeoJSON geometries. */
export const BarrierLines = z.strictObject({
  type: z.literal('MultiLineString'),
  coordinates: z.array(z.array(Position).min(2).max(5000)).min(1).max(500),
});
export const Bridges = z.strictObject({ type: z.literal('MultiPoint'), coordinates: z.array(Position).max(500) });

/** What a plan's layout takes besides the buildings. */
export const barriers = {
  barriers: BarrierLines.optional().describe('rivers and main roads: no grid crosses them but at a bridge'),
  bridges: Bridges.optional(),
};

export const Plan = z.object({
  id: PlanId,
  community: CommunityCode,
  name: Name.optional(),
  state: z.enum(['draft', 'published', 'superseded']),
  origin: z.enum(['planned', 'drawn']).describe('made by the planner, or by hand or an import'),
  settings: z.object({
    grids: z.int(),
    tolerance: z.number(),
    seed: z.int().optional().describe('a drawn plan has none'),
    weight: z.enum(['households', 'population']),
  }),
  near: PlanId.optional().describe('the plan that this one stays close to, or was drawn from'),
  moved: z.int().optional().describe('households in another grid than in that plan'),
  buildings: z.int(),
  households: z.int().describe('sum of the weight: households, or people where the plan weighs population'),
  deviation: z.number().describe('largest |weight of a grid / mean - 1|, dedicated grids aside'),
  compactness: z.number().describe("mean of the grids' compactness"),
  borderM: z.number().describe('metres of border between grids'),
  distanceM: z.number().describe("a household's mean metres to the middle of its grid"),
  broken: z.int().describe('grids of more than one piece'),
  withinTolerance: z.boolean(),
  explanation: z
    .array(z.object({ grid: GridCode, reason: Reason, building: BuildingId.optional() }))
    .describe('grids that are not within the tolerance, and why'),
  grids: z.array(Grid),
  ...barriers,
  madeAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().optional(),
  validTo: z.iso.datetime().optional().describe('set when a later plan supersedes this one'),
  version: z.int().min(1),
});
export type Plan = z.output<typeof Plan>;

/** A plan's figures, without what makes it large. */
export const PlanSummary = Plan.omit({ grids: true, explanation: true, barriers: true, bridges: true });
export type PlanSummary = z.output<typeof PlanSummary>;

export const Tolerance = z.number().min(0).max(0.5).default(0.05).describe('largest allowed |households / mean - 1|');
export const Weight = z.enum(['households', 'population']).default('households');

export const PlanRequest = z
  .strictObject({
    name: Name.optional(),
    grids: z.int().min(1).max(999).optional().describe('how many grids; or give householdsPerGrid'),
    householdsPerGrid: z.int().min(1).optional(),
    tolerance: Tolerance,
    seed: z
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .default(1),
    weight: Weight,
    ...barriers,
    keepCompounds: z.boolean().default(true).describe('buildings of one compound are never split'),
    locks: z
      .record(BuildingId, Serial)
      .optional()
      .describe("buildings that stay in a grid, by its serial: the near plan's, or of this plan where there is none"),
    dedicated: z
      .array(z.strictObject({ name: Name, buildings: z.array(BuildingId).min(1).max(2000) }))
      .max(100)
      .optional()
      .describe('dedicated grids (a hospital, a school, a park) beside the others, whatever they hold'),
    near: z
      .strictObject({
        plan: PlanId,
        stay: z
          .number()
          .min(0)
          .max(100_000)
          .default(300)
          .describe('metres of way for which a household would change its grid'),
      })
      .optional()
      .describe("a plan to stay close to: grids keep that plan's codes and most of its households"),
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

/** What a wish beyond the number of grids may be refused for. */
const constraintRefusals = [
  'building-unknown',
  'grid-unknown',
  'dedicated-twice',
  'locks-conflict',
  'locks-apart',
  'more-islands-than-grids',
] as const;

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
      'no-such-plan',
      'no-buildings',
      'no-households',
      'grids-missing',
      'more-grids-than-buildings',
      'too-many-grids',
      'plan-too-large',
      ...constraintRefusals,
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
    ok: z.object({ items: z.array(PlanSummary), next: z.string().optional() }),
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
