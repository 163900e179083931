import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CommunityCode, ImportResult } from '../divisions/contract.ts';

/** lng, lat in WGS84, as GeoJSON writes it. */
export const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-85).max(85)]);
const Ring = z.array(Position).min(4);

export const BuildingId = z.string().min(1).max(64);

export const Building = z.object({
  id: BuildingId.describe('stable in the source; an import with the same id replaces the building'),
  name: z.string().max(80).optional(),
  compound: z.string().min(1).max(80).optional().describe('the compound it belongs to: no grid splits one unless told'),
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-85).max(85),
  households: z.int().min(0).max(100_000),
  population: z.int().min(0).max(1_000_000).optional(),
  polygon: z.array(z.array(Ring)).optional().describe('MultiPolygon coordinates, WGS84'),
});
export type Building = z.output<typeof Building>;

export const BuildingPage = z.object({
  items: z.array(Building),
  total: z.int(),
  next: z.string().optional().describe('cursor of the next page'),
});

export const buildings = contract({
  importBuildings: {
    method: 'POST',
    path: '/communities/{community}/buildings',
    summary: 'Imports buildings as GeoJSON points or polygons or as CSV; bad rows are reported, good rows are kept.',
    who: 'buildings.import',
    params: z.object({ community: CommunityCode }),
    query: z.strictObject({
      crs: z.enum(['WGS84', 'GCJ02']).default('WGS84').describe('GCJ02 is converted to WGS84'),
      mode: z.enum(['merge', 'replace']).default('merge').describe('replace drops buildings that the file lacks'),
    }),
    upload: ['application/geo+json', 'application/json', 'text/csv', 'application/octet-stream'],
    ok: ImportResult,
    creates: true,
    refusals: ['no-such-division', 'file-unreadable', 'file-without-rows', 'too-many-buildings'],
  },
  buildings: {
    method: 'GET',
    path: '/communities/{community}/buildings',
    summary: 'The buildings of a community, in the order of their ids.',
    who: 'buildings.read',
    params: z.object({ community: CommunityCode }),
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      cursor: z.string().max(1000).optional(),
    }),
    ok: BuildingPage,
    refusals: ['no-such-division', 'cursor-invalid'],
  },
});
