import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { SheetRow } from '../../grids/imports/sheet.ts';
import { refuse } from '../../http/refusal.ts';
import type { RowFault } from '../../http/rows.ts';
import { expireDocument, loadDocument, saveDocument } from '../../table/document.ts';
import type { Table, Write } from '../../table/table.ts';
import { Import, ImportFile } from './contract.ts';

const KEPT_SECONDS = 30 * 86_400;
/** The stream hands orders to the importer by this beginning of their key. */
export const ORDER = 'import-order#';

const pk = (division: string) => `imports#${division}`;
const importKey = (division: string, id: string) => ({ pk: pk(division), sk: `import#${id}` });
const faultsPk = (id: string) => `import-faults#${id}`;

const Ref = z.object({ id: z.string(), chunks: z.int() });
export const ImportRecord = Import.extend({
  /** The file, once it is read, is the last part, and the only one without a document. */
  parts: z.array(Import.shape.parts.element.extend({ document: Ref.optional() })),
  file: ImportFile.extend({ key: z.string() }).optional(),
  /** The part that is read next, by its place in `parts`, and the first of its rows that was not. */
  at: z.object({ part: z.int(), row: z.int() }),
  by: z.string().describe('who started it last, or opened it: what it records is recorded by them'),
  keepers: z.array(z.string()).describe("who was told that system's secret; none where a person started it"),
  orders: z.int().describe('how often it was handed to the importer'),
  expires: z.int(),
});
export type ImportRecord = z.output<typeof ImportRecord>;
export type ImportStore = ReturnType<typeof importStore>;

const Faults = z.object({
  sk: z.string(),
  part: z.int(),
  faults: z.array(z.object({ row: z.int(), refusal: z.string() })),
});

/** Imports: a record that tells how far each is, its parts as documents, and what was not taken. */
export const importStore = (table: Table) => {
  const find = async (division: string, id: string): Promise<ImportRecord | undefined> => {
    const item = await table.get(importKey(division, id));
    return item && ImportRecord.parse(item);
  };
  return {
    find,

    /** @throws Refusal 'no-such-import' */
    async record(division: string, id: string): Promise<ImportRecord> {
      return (await find(division, id)) ?? refuse('no-such-import');
    },

    expires: (now: string): number => Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS,

    digestOf: (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex'),

    saveRows: (id: string, rows: readonly SheetRow[]) => saveDocument(table, id, rows),

    async rows(document: z.output<typeof Ref>): Promise<SheetRow[]> {
      return (await loadDocument(table, document)) as SheetRow[];
    },

    forget: ({ document }: ImportRecord['parts'][0], now: string): Write[] =>
      document ? expireDocument(document, now) : [],

    save: (next: ImportRecord): Write => ({
      put: { ...importKey(next.division, next.id), ...next },
      expect: next.version === 1 ? 'absent' : next.version - 1,
    }),

    /** The write that hands an import to the importer; each has a key of its own, so that the stream tells every one. */
    order: ({ division, id, orders, expires }: ImportRecord): Write => ({
      put: { pk: pk(division), sk: `${ORDER}${id}#${String(orders).padStart(4, '0')}`, expires },
      expect: 'absent',
    }),

    /** The import in an order's key; undefined for any other record. */
    orderOf: (key: { readonly pk: string; readonly sk: string }): { division: string; id: string } | undefined =>
      key.pk.startsWith(pk('')) && key.sk.startsWith(ORDER)
        ? { division: key.pk.slice(pk('').length), id: key.sk.slice(ORDER.length).split('#')[0]! }
        : undefined,

    /** What a step did not take; told again it takes its own place. */
    saveFaults: (record: ImportRecord, part: number, from: number, faults: readonly RowFault[]): Write[] =>
      faults.length === 0
        ? []
        : [
            {
              put: {
                pk: faultsPk(record.id),
                sk: `${String(part).padStart(4, '0')}#${String(from).padStart(6, '0')}`,
                part,
                faults,
                expires: record.expires,
              },
              expect: 'anything',
            },
          ],

    async faults(id: string, limit: number, after: string | undefined) {
      const page = await table.list(faultsPk(id), { limit, after });
      return { steps: page.items.map((item) => Faults.parse(item)), after: page.after };
    },
  };
};
