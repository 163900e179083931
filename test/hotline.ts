import { setTimeout as pause } from 'node:timers/promises';
import { client } from '../functions/http/client.ts';
import { events } from '../functions/system/events/contract.ts';
import { imports } from '../functions/system/imports/contract.ts';
import type { Demand } from '../functions/lists/demands/contract.ts';
import { listExports } from '../functions/lists/exports/contract.ts';

/** What a county system needs to know of us. */
export interface Connection {
  /** https://sonata.example */
  readonly base: string;
  /** A token, got anew whenever it runs out. */
  readonly token: () => Promise<string>;
  readonly division: string;
}

/** A call as the hotline keeps it; sent again with the same number it is the same. */
export interface Call {
  readonly number: string;
  readonly community: string;
  readonly text: string;
  readonly channel: 'phone';
  readonly category: string;
  readonly name?: string;
  readonly phone?: string;
}

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
    async push(records: readonly Call[]) {
      const { body: opened } = await bulk.openImport({ params: { division }, body: { kind: 'demands' } });
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

    /** Reads the feed from a place on until it has told of so many demands, or the time is over. */
    async follow(from: string, many: number, ms: number): Promise<ReadonlySet<string>> {
      const told = new Set<string>();
      let cursor = from;
      for (const end = Date.now() + ms; told.size < many && Date.now() < end;) {
        const { body } = await feed.events({ params: { division }, query: { limit: 1000, cursor } });
        cursor = body.next;
        for (const { subject } of body.items) if (subject.kind === 'demand') told.add(subject.id);
        if (body.items.length === 0) await pause(200);
      }
      return told;
    },

    /** What stands there, page by page, by its id. */
    async read(): Promise<ReadonlyMap<string, Demand>> {
      const found = new Map<string, Demand>();
      let cursor: string | undefined;
      do {
        const query = { ...(cursor !== undefined && { cursor }) };
        const page = await lists.exportDemands({ params: { division }, query });
        for (const line of page.body.split('\n').filter(Boolean)) {
          const demand = JSON.parse(line) as Demand;
          found.set(demand.id, demand);
        }
        cursor = page.next;
      } while (cursor !== undefined);
      return found;
    },
  };
}
