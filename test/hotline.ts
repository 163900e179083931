import { setTimeout as pause } from 'node:timers/promises';
import { client } from '../functions/http/client.ts';
import { events } from '../functions/system/events/contract.ts';
import { imports } from '../functions/system/imports/contract.ts';
import { listExports } from '../functions/lists/exports/contract.ts';

/** What a county system needs to know of us. */
export interface Connection {
  /** https://sonata.example */
  readonly base: string;
  /** A token, got anew whenever it runs out. */
  readonly token: () => Promise<string>;
  readonly division: string;
}

/** A record of the hotline's own; its id is what both sides know it by. */
export type HotlineRecord = Readonly<Record<string, string>> & { readonly id: string };

const NDJSON = 'application/x-ndjson';
const PART_ROWS = 400;

/**
 * A small county hotline, written from the documentation alone: it pushes what it holds in bulk, follows the feed until it
 * has been told of every record, and compares what stands on the other side with its own.
 */
export function hotline({ base, token, division }: Connection) {
  const options = { base, token, language: 'en' as const };
  const bulk = client(imports, options);
  const feed = client(events, options);
  const lists = client(listExports, options);

  /** Where the feed ends now. */
  const feedEnd = async (): Promise<string> => {
    for (let cursor: string | undefined; ;) {
      const query = { limit: 1000, ...(cursor !== undefined && { cursor }) };
      const { body } = await feed.events({ params: { division }, query });
      cursor = body.next;
      if (body.items.length === 0) return cursor;
    }
  };

  return {
    feedEnd,

    /** Sends records in parts and waits for the end. */
    async push(kind: 'resources', records: readonly HotlineRecord[]) {
      const { body: opened } = await bulk.openImport({ params: { division }, body: { kind } });
      const params = { division, import: opened.id };
      for (let at = 0, part = 1; at < records.length; at += PART_ROWS, part++) {
        const text = records
          .slice(at, at + PART_ROWS)
          .map((record) => JSON.stringify(record))
          .join('\n');
        await bulk.putImportPart({ params: { ...params, part }, upload: { type: NDJSON, text } });
      }
      await bulk.startImport({ params });
      for (;;) {
        const { body } = await bulk.import({ params });
        if (body.state !== 'waiting' && body.state !== 'running') return body;
        await pause(200);
      }
    },

    /** Reads the feed from a place on until it has told of every record, or the time is over. */
    async follow(from: string, kind: string, ids: ReadonlySet<string>, ms: number): Promise<ReadonlySet<string>> {
      const told = new Set<string>();
      let cursor = from;
      for (const end = Date.now() + ms; told.size < ids.size && Date.now() < end;) {
        const { body } = await feed.events({ params: { division }, query: { limit: 1000, cursor } });
        cursor = body.next;
        for (const { subject } of body.items) if (subject.kind === kind && ids.has(subject.id)) told.add(subject.id);
        if (body.items.length === 0) await pause(200);
      }
      return told;
    },

    /** What stands there of our records, page by page. */
    async read(ids: ReadonlySet<string>): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
      const found = new Map<string, Readonly<Record<string, unknown>>>();
      let cursor: string | undefined;
      do {
        const query = { ...(cursor !== undefined && { cursor }) };
        const page = await lists.exportResources({ params: { division }, query });
        for (const line of page.body.split('\n').filter(Boolean)) {
          const record = JSON.parse(line) as { id: string };
          if (ids.has(record.id)) found.set(record.id, record);
        }
        cursor = page.next;
      } while (cursor !== undefined);
      return found;
    },
  };
}
