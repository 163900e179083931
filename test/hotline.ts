import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook as Receiver } from 'standardwebhooks';
import { client } from '../functions/http/client.ts';
import { events } from '../functions/system/events/contract.ts';
import { imports } from '../functions/system/imports/contract.ts';
import type { Demand } from '../functions/lists/demands/contract.ts';
import { listExports } from '../functions/lists/exports/contract.ts';
import { webhooks } from '../functions/system/webhooks/contract.ts';

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

/** What the hotline took from a webhook. */
export interface Inbox {
  /** Ids of the demands that it was told of. */
  readonly told: ReadonlySet<string>;
  /** Messages that came, by their webhook-id: an attempt that is made again has the same. */
  readonly messages: ReadonlySet<string>;
  /** Messages that the standard's own receiver did not take for ours. */
  readonly refused: readonly string[];
  /** Waits until it was told of all of these demands, or the time is over. */
  until(ids: readonly string[], ms: number): Promise<void>;
  /** Ends the subscription. */
  close(): Promise<void>;
}

/**
 * A small county hotline, written from the documentation alone: it pushes what it holds in bulk, takes the webhooks that tell
 * it of each record, looks into the feed for what a webhook may have missed, and compares what stands there with its own.
 */
export function hotline({ base, token, division }: Connection) {
  const options = { base, token, language: 'en' as const };
  const bulk = client(imports, options);
  const feed = client(events, options);
  const lists = client(listExports, options);
  const hooks = client(webhooks, options);

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

    /** Has what becomes of demands sent to a host:port of this machine, and takes what is signed as the standard says. */
    async listen(host: string): Promise<Inbox> {
      const { body } = await hooks.addWebhook({
        params: { division },
        body: { name: '县热线', url: `http://${host}/sonata`, types: ['demand.submitted'] },
      });
      const receiver = new Receiver(body.secret ?? '');
      const told = new Set<string>();
      const messages = new Set<string>();
      const refused: string[] = [];
      const take = (text: string, headers: Record<string, string>): number => {
        try {
          const { data } = receiver.verify(text, headers) as { data: { id: string } };
          messages.add(headers['webhook-id'] ?? '');
          told.add(data.id);
          return 204;
        } catch (error) {
          refused.push(String(error));
          return 400;
        }
      };
      const server = createServer((request, response) => {
        let text = '';
        request.on('data', (chunk: Buffer) => (text += chunk.toString()));
        request.on('end', () => response.writeHead(take(text, request.headers as Record<string, string>)).end());
      });
      const [name = '', port = ''] = host.split(':');
      await new Promise<void>((resolve) => server.listen(Number(port), name, resolve));
      return {
        told,
        messages,
        refused,
        until: async (ids, ms) => {
          for (const end = Date.now() + ms; ids.some((id) => !told.has(id)) && Date.now() < end;) await pause(50);
        },
        close: async () => {
          const { id, name: called, url, types, version } = body.webhook;
          await hooks.changeWebhook({
            params: { division, webhook: id },
            body: { name: called, url, types, state: 'disabled' },
            ifMatch: `"${version}"`,
          });
          server.closeAllConnections();
          await new Promise((resolve) => server.close(resolve));
        },
      };
    },

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

    /** Reads the feed from a place on until it has told of all of these demands, or the time is over. */
    async follow(from: string, ids: readonly string[], ms: number): Promise<ReadonlySet<string>> {
      const told = new Set<string>();
      let cursor = from;
      for (const end = Date.now() + ms; ids.some((id) => !told.has(id)) && Date.now() < end;) {
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
