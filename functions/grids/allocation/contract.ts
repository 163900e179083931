import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CommunityCode, CountyCode } from '../divisions/contract.ts';
import { GridCode } from '../plans/contract.ts';

export const AllocationId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  .meta({ examples: ['01JD3Z8K6Q4V5W7X9Y0ABCDEFG'] });

const Day = z.iso.date();

export const Pair = z.object({
  unit: z.string(),
  name: z.string().describe("the unit's name when it was allocated"),
  grid: GridCode,
  metres: z.number().describe('from the office to the middle of the grid'),
  rule: z
    .enum(['fixed', 'nearest', 'numbers', 'load'])
    .describe('why: as asked; nearest; the nearest has its number; for an even load'),
  rank: z.int().describe('1 when no grid is nearer'),
  instead: z
    .object({
      id: z.string().describe('grid code; or, where grids share units, unit id'),
      metres: z.number(),
      worse: z.number().describe('metres by which the whole would be worse with it, at least'),
    })
    .optional()
    .describe('the nearest choice, where another was taken'),
});

export const Allocation = z.object({
  id: AllocationId,
  division: CountyCode,
  state: z.enum(['draft', 'published', 'superseded']),
  communities: z.array(CommunityCode),
  grids: z.int(),
  units: z.int(),
  pairs: z.array(Pair),
  objective: z.object({
    value: z.number().describe('metres: distance + load, the least possible with even numbers'),
    distance: z.number(),
    load: z.number().describe('metres: unevenness of capacity against households'),
    bound: z.number().describe('a proven lower bound; equal to the value'),
    metresPerUnit: z.number(),
  }),
  madeAt: z.iso.datetime(),
  publishedAt: z.iso.datetime().optional(),
  term: z.object({ from: Day, until: Day }).optional(),
  reason: z.string().optional().describe('the decision, where it replaces an allocation in force'),
  version: z.int().min(1),
});
export type Allocation = z.output<typeof Allocation>;

/** A dated decision that gives a grid to another unit before the term ends: who was responsible, who is, and why. */
export const AllocationChange = z.object({
  id: AllocationId,
  grid: GridCode,
  from: z.object({ unit: z.string(), name: z.string() }),
  to: z.object({ unit: z.string(), name: z.string() }).describe('the next responsible unit'),
  day: Day.describe('of the decision'),
  reason: z.string(),
  at: z.iso.datetime(),
  by: z.string(),
});
export type AllocationChange = z.output<typeof AllocationChange>;

const at = z.object({ division: CountyCode, allocation: AllocationId });

export const allocations = contract({
  allocateUnits: {
    method: 'POST',
    path: '/counties/{division}/allocations',
    summary:
      "Spreads the county's units evenly over the grids in force, near their offices, optimal for the stated objective.",
    who: 'allocations.make',
    params: z.object({ division: CountyCode }),
    body: z.strictObject({
      communities: z.array(CommunityCode).min(1).max(500).optional().describe('all with a plan in force unless said'),
      fixed: z.record(z.string().max(32), GridCode).default({}).describe('unit id to grid code: pairs that must stand'),
      metresPerUnit: z
        .number()
        .min(0)
        .max(100_000)
        .optional()
        .describe('what a lack of one unit counts, in metres of way'),
    }),
    ok: Allocation,
    status: 201,
    creates: true,
    refusals: [
      'no-such-division',
      'no-plans-in-force',
      'no-units',
      'too-many-pairs',
      'fixed-unit-unknown',
      'fixed-grid-unknown',
    ],
  },
  allocation: {
    method: 'GET',
    path: '/counties/{division}/allocations/{allocation}',
    summary: 'One allocation with its pairs and why each stands.',
    who: 'allocations.read',
    params: at,
    ok: Allocation,
    refusals: ['no-such-allocation'],
  },
  allocations: {
    method: 'GET',
    path: '/counties/{division}/allocations',
    summary: "The county's allocations, newest first, without their pairs.",
    who: 'allocations.read',
    params: z.object({ division: CountyCode }),
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Allocation.omit({ pairs: true })), next: z.string().optional() }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
  publishAllocation: {
    method: 'POST',
    path: '/counties/{division}/allocations/{allocation}/publish',
    summary: 'Fixes the units in their grids for a term; replacing an allocation in force needs a reason and is kept.',
    who: 'allocations.publish',
    params: at,
    body: z.strictObject({
      term: z.strictObject({ from: Day, until: Day }),
      reason: z.string().trim().normalize().min(2).max(500).optional(),
    }),
    ok: Allocation,
    changes: true,
    refusals: ['no-such-allocation', 'allocation-not-a-draft', 'term-invalid', 'reason-missing', 'grids-have-changed'],
  },
  changeAllocation: {
    method: 'POST',
    path: '/counties/{division}/allocation-changes',
    summary:
      'Gives a grid to another unit by a dated decision with its reason; the history stays, and no grid is left without a unit.',
    who: 'allocations.publish',
    params: z.object({ division: CountyCode }),
    body: z.strictObject({
      grid: GridCode,
      from: z.string().min(1).max(32).describe('the unit that answered for the grid until now'),
      to: z.string().min(1).max(32).describe('the unit that answers from now on'),
      day: Day.describe('of the decision: today or before'),
      reason: z.string().trim().normalize().min(2).max(500),
    }),
    ok: AllocationChange,
    status: 201,
    creates: true,
    refusals: [
      'no-such-division',
      'no-allocation-in-force',
      'unit-not-in-grid',
      'unit-unknown',
      'unit-in-grid',
      'day-in-the-future',
    ],
  },
  allocationChanges: {
    method: 'GET',
    path: '/counties/{division}/allocation-changes',
    summary: 'The decisions that changed who answers for a grid, newest first.',
    who: 'allocations.read',
    params: z.object({ division: CountyCode }),
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(20),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(AllocationChange), next: z.string().optional() }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
});
