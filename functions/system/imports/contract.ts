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

/** Rows of one import, and bytes of a file that is put by address: the importer holds it in memory. */
export const MOST_ROWS = 100_000;
export const MOST_BYTES = 32_000_000;

const fileTypes = [
  'text/csv',
  'application/x-ndjson',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/octet-stream',
] as const;

export const ImportFile = z.object({
  type: z.enum(fileTypes).describe('application/octet-stream is a CSV; a CSV may be UTF-8 or GBK under either type'),
  bytes: z.int().min(1).max(MOST_BYTES).describe('of the whole file, exactly: the address takes no other length'),
});

export type ImportFile = z.output<typeof ImportFile>;

const PartNumber = z.coerce.number().int().min(1).max(200);

export const Import = z.object({
  id: ImportId,
  division: DivisionCode,
  kind: ImportKind,
  state: z
    .enum(['open', 'waiting', 'running', 'done', 'refused', 'failed'])
    .describe(
      'open: takes parts and a file; refused: see refusal (after file-missing put the file and start again); failed: a fault of ours, start it again',
    ),
  parts: z.array(z.object({ part: z.int().min(1), rows: z.int(), digest: z.string() })),
  file: ImportFile.optional().describe('what is to be put at the address; once it is read it is the last of the parts'),
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

export const ImportUpload = z.object({
  url: z.url().describe('whoever has it may put the file, once; keep it to yourself'),
  method: z.literal('PUT'),
  headers: z.record(z.string(), z.string()).describe('send exactly these, without a token of ours'),
  bytes: z.int().describe('the length that it takes'),
  expiresAt: z.iso.datetime().describe('after it ask again'),
});
export type ImportUpload = z.output<typeof ImportUpload>;

const place = z.object({ division: DivisionCode });
const one = place.extend({ import: ImportId });

export const imports = contract({
  openImport: {
    method: 'POST',
    path: '/divisions/{division}/imports',
    summary: 'Opens an import of up to 100,000 rows; send its parts, or put one file, then start it. Kept for 30 days.',
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
    upload: fileTypes,
    ok: Import,
    creates: true,
    refusals: ['no-such-import', 'import-started', 'file-unreadable', 'file-without-rows', 'too-many-rows'],
  },
  uploadImport: {
    method: 'POST',
    path: '/divisions/{division}/imports/{import}/upload',
    summary:
      'Tells an address that takes one file of up to 32 MB by a PUT within 15 minutes; then start the import. Asked again it tells another, and the last one counts. The file is deleted when the import ends, and after a day in any case.',
    who: 'imports.manage',
    params: one,
    body: ImportFile.strict(),
    ok: ImportUpload,
    refusals: ['no-such-import', 'import-started'],
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
