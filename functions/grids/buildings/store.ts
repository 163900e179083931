import * as z from 'zod';
import { type DocumentRef, expireDocument, loadDocument, saveDocument } from '../../table/document.ts';
import type { Table, Write } from '../../table/table.ts';
import { Building } from './contract.ts';

const key = (community: string) => ({ pk: `community#${community}`, sk: 'buildings' });

/** A community's buildings are one versioned set: a head that points to a document. */
const Head = z.object({
  version: z.int(),
  document: z.object({ id: z.string(), chunks: z.int() }),
  count: z.int(),
  importedAt: z.iso.datetime(),
});

export interface BuildingSet {
  readonly version: number;
  readonly buildings: Building[];
  readonly document?: DocumentRef;
}

export type BuildingStore = ReturnType<typeof buildingStore>;

export const buildingStore = (table: Table) => ({
  /** The community's buildings in the order of their ids; version 0 and none before the first import. */
  async all(community: string): Promise<BuildingSet> {
    const item = await table.get(key(community));
    if (!item) return { version: 0, buildings: [] };
    const head = Head.parse(item);
    const buildings = z.array(Building).parse(await loadDocument(table, head.document));
    return { version: head.version, buildings, document: head.document };
  },

  /** Prepares the new set and returns the writes that put it in the old one's place. */
  async replace(
    community: string,
    old: BuildingSet,
    buildings: readonly Building[],
    id: string,
    now: string,
  ): Promise<Write[]> {
    const document = await saveDocument(table, id, buildings);
    const head = { ...key(community), version: old.version + 1, document, count: buildings.length, importedAt: now };
    return [
      { put: head, expect: old.version === 0 ? 'absent' : old.version },
      ...(old.document ? expireDocument(old.document, now) : []),
    ];
  },
});
