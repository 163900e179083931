import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CommunityCode, CountyCode, ImportResult } from '../divisions/contract.ts';
import { GridCode } from '../plans/contract.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const ContactRole = z.enum(['liaison-leader', 'grid-leader', 'grid-worker', 'supervision']);
export type ContactRole = z.output<typeof ContactRole>;

/**
 * Whom the public may call: the liaison leader 综合联系领导 of a community, the leader 网格长 and workers 网格员 of a grid, and the
 * phone of supervision. Names and work phones are posted by rule; nothing else about a person is kept.
 */
export const Contact = z.object({
  id: z.string().describe('code, role and name together'),
  at: z.union([CommunityCode, GridCode]).describe('community, or grid'),
  role: ContactRole,
  name: z.string().max(30).describe("'' for a phone that nobody's name stands on"),
  title: z.string().max(60).optional().describe('office'),
  phone: z.string().regex(/^[0-9+ -]{3,20}$/),
});
export type Contact = z.output<typeof Contact>;

export const contacts = contract({
  importContacts: {
    method: 'POST',
    path: '/counties/{division}/contacts',
    summary:
      'Imports liaison leaders, grid leaders, grid workers and supervision phones from CSV or XLSX (code,role,name,title,phone); other columns are not read.',
    who: 'contacts.import',
    params: z.object({ division: CountyCode }),
    query: z.strictObject({
      mode: z.enum(['merge', 'replace']).default('merge').describe('replace drops people that the file lacks'),
    }),
    upload: ['text/csv', 'application/octet-stream', XLSX],
    ok: ImportResult,
    creates: true,
    refusals: ['no-such-division', 'file-unreadable', 'file-without-rows', 'too-many-contacts'],
  },
  contacts: {
    method: 'GET',
    path: '/divisions/{division}/contacts',
    summary: 'Whom to call in a county, street or community, by code and role.',
    who: 'responsible.read',
    params: z.object({ division: z.string().regex(/^(\d{6}|\d{9}|\d{12})$/) }),
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Contact), total: z.int(), next: z.string().optional() }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
});
