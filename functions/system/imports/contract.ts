import * as z from 'zod';
import { DivisionCode, RowError } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';

/** What may be imported in bulk; each needs the scope and the permission of its own import. */
export const ImportKind = z
  .enum(['units', 'buildings', 'resources', 'demands', 'contributions'])
  .describe(
    'buildings and demands have a column `community`; all other columns are those of the import of a single file. contributions (scope fund.write): `number` (yours; recorded once in its fund), `fund` (else that of the division), `contributor` (a registered id) or `source` with `name`, `publish` and `consent`, `amount` (fen) or `yuan`, `voucher`, and as wanted `day`, `late`, `purpose`, `pledge`, `bank`; each is a slip that another person confirms',
  );
export type ImportKind = z.output<typeof ImportKind>;

export const ImportId = z
  .string()
  .regex(/^[0-9a-hjkmnp-tv-z]{26}$/)
  .meta({ examples: ['01jd3z8k6q4v5w7x9y0abcdefg'] });

const PartNumber = z.coerce.number().int().min(1).max(200);

export const Import = z.object({
  id: ImportId,
  division: DivisionCode,
  kind: ImportKind,
  state: z
    .enum(['open', 'waiting', 'running', 'done', 'refused', 'failed'])
    .describe('open: takes parts; refused: see refusal; failed: a fault of ours, start it again'),
  parts: z.array(z.object({ part: z.int().min(1), rows: z.int(), digest: z.string() })),
  progress: z.object({
    rows: z.int().describe('of all parts'),
    read: z.int(),
    stored: z.int().describe('rows that were new or changed something'),
    unchanged: z.int(),
    refused: z.int().describe('the faults say which and why'),
  }),
  refusal: z.string().optional(),
  startedAt: z.iso.datetime().optional(),
  changedAt: z.iso.datetime(),
  version: z.int().min(1),
});
export type Import = z.output<typeof Import>;

const place = z.object({ division: DivisionCode });
const one = place.extend({ import: ImportId });

export const imports = contract({
  openImport: {
    method: 'POST',
    path: '/divisions/{division}/imports',
    summary: 'Opens an import of up to 100,000 rows; send its parts, then start it. Kept for 30 days.',
    who: 'imports.manage',
    params: place,
    body: z.strictObject({ kind: ImportKind }),
    ok: Import,
    status: 201,
    creates: true,
    refusals: [],
  },
  putImportPart: {
    method: 'PUT',
    path: '/divisions/{division}/imports/{import}/parts/{part}',
    summary:
      'Sends one part, at most 4 MB: CSV or XLSX with its header, or NDJSON, in UTF-8; a CSV in GBK is sent as application/octet-stream. Sent again it takes its own place.',
    who: 'imports.manage',
    params: one.extend({ part: PartNumber }),
    upload: [
      'text/csv',
      'application/x-ndjson',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/octet-stream',
    ],
    ok: Import,
    creates: true,
    refusals: ['no-such-import', 'import-started', 'file-unreadable', 'file-without-rows', 'too-many-rows'],
  },
  startImport: {
    method: 'POST',
    path: '/divisions/{division}/imports/{import}/start',
    summary: 'Starts an import, or one that failed again: it goes on where it stopped and stores nothing twice.',
    who: 'imports.manage',
    params: one,
    ok: Import,
    status: 202,
    creates: true,
    refusals: ['no-such-import', 'import-started', 'file-without-rows'],
  },
  import: {
    method: 'GET',
    path: '/divisions/{division}/imports/{import}',
    summary: 'How far an import is.',
    who: 'imports.manage',
    params: one,
    ok: Import,
    refusals: ['no-such-import'],
  },
  importFaults: {
    method: 'GET',
    path: '/divisions/{division}/imports/{import}/faults',
    summary: 'The rows that were not taken, by part and line, each with its reason; every other row was.',
    who: 'imports.manage',
    params: one,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(50).default(20).describe('steps of the import, 500 rows at most each'),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({
      items: z.array(RowError.extend({ part: z.int().min(1) })),
      next: z.string().optional(),
    }),
    refusals: ['no-such-import', 'cursor-invalid'],
  },
});
