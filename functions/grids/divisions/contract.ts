import * as z from 'zod';
import { contract } from '../../http/route.ts';

/** NBS statistical codes: county 6 digits, street or town 9, community or village 12. */
export const CountyCode = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ examples: ['500229'] });
export const CommunityCode = z
  .string()
  .regex(/^\d{12}$/)
  .meta({ examples: ['500229001002'] });
export const DivisionCode = z
  .string()
  .regex(/^(\d{6}|\d{9}|\d{12})$/)
  .meta({ examples: ['500229'] });

export const Name = z.string().trim().normalize().min(1).max(60);

export const Community = z.object({
  code: CommunityCode,
  name: Name,
  kind: z.enum(['community', 'village']).describe('community 社区 (residents) or village 村'),
});
export type Community = z.output<typeof Community>;

export const Street = z.object({ code: z.string().regex(/^\d{9}$/), name: Name, communities: z.array(Community) });
export type Street = z.output<typeof Street>;

/** A county with its streets and communities: one record, so that an import is whole or not at all. */
export const County = z.object({
  code: CountyCode,
  name: Name,
  streets: z.array(Street),
  version: z.int().min(1),
  updatedAt: z.iso.datetime(),
});
export type County = z.output<typeof County>;

export const RowError = z.object({
  row: z.int().min(1).describe('line of the file, the header being 1'),
  refusal: z.string(),
  detail: z.string(),
});

export const ImportResult = z.object({
  rows: z.int(),
  stored: z.int().describe('rows that are new or changed something'),
  unchanged: z.int(),
  errors: z.array(RowError),
});

export const divisions = contract({
  importDivisions: {
    method: 'POST',
    path: '/counties/{division}/divisions',
    summary: "Imports a county's division codes from a CSV (code,name,...); bad rows are reported, good rows are kept.",
    who: 'divisions.import',
    params: z.object({ division: CountyCode }),
    query: z.strictObject({ name: Name.optional().describe("the county's name, needed at the first import") }),
    upload: ['text/csv', 'application/octet-stream'],
    ok: ImportResult,
    creates: true,
    refusals: ['file-unreadable', 'file-without-rows', 'county-name-missing', 'too-many-divisions'],
  },
  county: {
    method: 'GET',
    path: '/counties/{division}',
    summary: 'A county with its streets and communities.',
    who: 'divisions.read',
    params: z.object({ division: CountyCode }),
    ok: County,
    refusals: ['no-such-division'],
  },
});
