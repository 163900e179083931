import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CountyCode, ImportResult, Name } from '../divisions/contract.ts';

const Position = z.tuple([z.number(), z.number()]);

/** A department's grids as they were before: areas, or lists of buildings named 'community/building'. */
export const StoredNet = z.object({
  id: Name.describe("the department's name for it"),
  grids: z.array(
    z.object({
      id: z.string(),
      units: z.array(z.string()),
      area: z.array(z.array(z.array(Position))).optional(),
      buildings: z.array(z.string()).optional(),
    }),
  ),
  importedAt: z.iso.datetime(),
});
export type StoredNet = z.output<typeof StoredNet>;

const Amount = z.object({ buildings: z.int(), households: z.int() });

export const NetsReport = z.object({
  all: Amount.describe('of the county, as far as buildings are imported'),
  nets: z.array(
    z.object({
      net: z.string(),
      grids: z.int(),
      covered: Amount,
      gap: Amount.describe('in no grid of this net'),
      overlap: Amount.describe('in two or more grids of this net'),
      overlaps: z
        .array(Amount.extend({ grids: z.tuple([z.string(), z.string()]) }))
        .describe('pairs of grids that share most, 50 at most'),
    }),
  ),
  between: z.array(Amount.extend({ nets: z.tuple([z.string(), z.string()]) })).describe('what lies in both nets'),
  overlap: Amount.describe('in two or more grids of whichever nets'),
  gap: Amount.extend({ ids: z.array(z.string()).describe('100 at most') }).describe('in no grid of any net'),
  units: z.array(
    z.object({
      unit: z.string(),
      grids: z.array(z.object({ net: z.string(), grid: z.string() })),
      communities: z.array(z.string()).describe('more than one: the unit runs between communities'),
      households: z.int(),
    }),
  ),
});

const Side = z.object({
  nets: z.int(),
  grids: z.int(),
  units: z.int(),
  overlapHouseholds: z.int(),
  gapHouseholds: z.int(),
  unitsInSeveralCommunities: z.int(),
  householdsPerUnit: z.object({ least: z.int(), mean: z.number(), most: z.int() }),
});
const Load = z.object({ grids: z.int(), communities: z.int(), households: z.int() });

export const NetsComparison = z.object({
  before: Side,
  after: Side.describe('the plans and the allocation in force'),
  overlapRemoved: z.int(),
  gapClosed: z.int(),
  unitsMoved: z.int(),
  units: z.array(
    z.object({
      unit: z.string(),
      move: z.enum(['stays', 'partly', 'moves', 'joins', 'leaves']),
      before: Load,
      after: Load,
      kept: z.int().describe('households that it answers for on both sides'),
    }),
  ),
});
export type NetsComparison = z.output<typeof NetsComparison>;

const at = z.object({ division: CountyCode });

export const nets = contract({
  importNet: {
    method: 'POST',
    path: '/counties/{division}/nets',
    summary:
      "Imports a department's old grids under its name: GeoJSON polygons (id, units), or a CSV of grid, community, building, unit. The same name replaces.",
    who: 'nets.import',
    params: at,
    query: z.strictObject({ name: Name }),
    upload: ['application/geo+json', 'application/json', 'text/csv', 'application/octet-stream'],
    ok: ImportResult,
    creates: true,
    refusals: ['no-such-division', 'file-unreadable', 'file-without-rows', 'too-many-nets'],
  },
  nets: {
    method: 'GET',
    path: '/counties/{division}/nets',
    summary: 'The old nets that were imported.',
    who: 'nets.read',
    params: at,
    ok: z.object({ items: z.array(StoredNet.pick({ id: true, importedAt: true }).extend({ grids: z.int() })) }),
    refusals: ['no-such-division'],
  },
  netsReport: {
    method: 'GET',
    path: '/counties/{division}/nets/report',
    summary: 'Overlaps, gaps, units in several communities and the load of each unit, in the old nets.',
    who: 'nets.read',
    params: at,
    ok: NetsReport,
    refusals: ['no-such-division', 'no-nets', 'nets-too-large'],
  },
  netsComparison: {
    method: 'GET',
    path: '/counties/{division}/nets/comparison',
    summary: 'The old nets beside the one net in force: overlap removed, gaps closed, units moved, households a unit.',
    who: 'nets.read',
    params: at,
    ok: NetsComparison,
    refusals: ['no-such-division', 'no-nets', 'no-plans-in-force', 'nets-too-large'],
  },
});
