import * as z from 'zod';
import { type DocumentRef, expireDocument, loadDocument, saveDocument } from './document.ts';
import type { Key, Table, Write } from './table.ts';

/** A set of records that is read and replaced as a whole: a head that points to a document. */
const Head = z.object({
  version: z.int(),
  document: z.object({ id: z.string(), chunks: z.int() }),
  count: z.int(),
  importedAt: z.iso.datetime(),
});

export interface Collection<T> {
  /** 0 before the first import. */
  readonly version: number;
  readonly records: T[];
  readonly importedAt?: string;
  readonly document?: DocumentRef;
}

/** Reads and replaces one kind of set, each under its key. */
export const collections = <S extends z.ZodType>(table: Table, schema: S, key: (owner: string) => Key) => ({
  /** The owner's records in the order they were stored; version 0 and none before the first import. */
  async all(owner: string): Promise<Collection<z.output<S>>> {
    const item = await table.get(key(owner));
    if (!item) return { version: 0, records: [] };
    const head = Head.parse(item);
    const records = z.array(schema).parse(await loadDocument(table, head.document));
    return { version: head.version, records, importedAt: head.importedAt, document: head.document };
  },

  /** Prepares the new set and returns the writes that put it in the old one's place. */
  async replace(
    owner: string,
    old: Collection<unknown>,
    records: readonly z.output<S>[],
    id: string,
    now: string,
  ): Promise<Write[]> {
    const document = await saveDocument(table, id, records);
    const head = { ...key(owner), version: old.version + 1, document, count: records.length, importedAt: now };
    return [
      { put: head, expect: old.version === 0 ? 'absent' : old.version },
      ...(old.document ? expireDocument(old.document, now) : []),
    ];
  },
});
