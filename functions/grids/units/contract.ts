import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CountyCode, ImportResult } from '../divisions/contract.ts';

const Phone = z.string().regex(/^[0-9+ -]{3,20}$/);

/** A grid unit 网格单位: a department, institution or enterprise that answers for all matters of its grid. */
export const Unit = z.object({
  id: z.string().min(1).max(32).describe('stable in the source; an import with the same id replaces the unit'),
  name: z.string().min(1).max(60),
  kind: z.enum(['department', 'institution', 'enterprise', 'organisation']),
  lng: z.number().min(-180).max(180).describe('of the office'),
  lat: z.number().min(-85).max(85),
  capacity: z.number().min(0).max(100_000).describe('what the unit can carry, in any one measure (staff, say)'),
  phone: Phone.optional().describe('public work phone'),
  office: z.string().min(1).max(120).optional().describe('address of the office'),
  liaison: z
    .object({ name: z.string().min(1).max(40), phone: Phone.optional() })
    .optional()
    .describe('the liaison officer; for staff, never published'),
});
export type Unit = z.output<typeof Unit>;

export const units = contract({
  importUnits: {
    method: 'POST',
    path: '/counties/{division}/units',
    summary:
      "Imports a county's units from a CSV or XLSX (id, name, kind, lng, lat, capacity, phone, office, liaison, liaison phone); bad rows are reported.",
    who: 'units.import',
    params: z.object({ division: CountyCode }),
    query: z.strictObject({
      mode: z.enum(['merge', 'replace']).default('merge').describe('replace drops units that the file lacks'),
    }),
    upload: [
      'text/csv',
      'application/octet-stream',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ok: ImportResult,
    creates: true,
    refusals: ['no-such-division', 'file-unreadable', 'file-without-rows', 'too-many-units'],
  },
  units: {
    method: 'GET',
    path: '/counties/{division}/units',
    summary: "The county's units, in the order of their ids.",
    who: 'units.read',
    params: z.object({ division: CountyCode }),
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Unit), total: z.int(), next: z.string().optional() }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
});
