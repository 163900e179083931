import { gunzipSync, gzipSync } from 'node:zlib';
import type { Item, Table, Write } from './table.ts';

/**
 * A value too large for one item (a community's buildings, a plan's polygons): gzipped JSON in chunks that nothing
 * refers to until a commit stores the reference. So a large import is whole or not at all.
 */
export interface DocumentRef {
  readonly id: string;
  readonly chunks: number;
}

/** Below DynamoDB's 400 KB an item, keys and names included. */
const CHUNK_BYTES = 380_000;

const key = (id: string, chunk: number) => ({ pk: `document#${id}`, sk: String(chunk).padStart(4, '0') });

/** Stores a document under a new id. */
export async function saveDocument(table: Table, id: string, value: unknown): Promise<DocumentRef> {
  const bytes = gzipSync(JSON.stringify(value), { level: 6 });
  const chunks: Item[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    chunks.push({ ...key(id, chunks.length), bytes: bytes.subarray(at, at + CHUNK_BYTES) });
  }
  await table.prepare(chunks, 10);
  return { id, chunks: chunks.length };
}

/** @throws Error when a chunk is missing: a reference never outlives its document */
export async function loadDocument(table: Table, ref: DocumentRef): Promise<unknown> {
  const items = await Promise.all(Array.from({ length: ref.chunks }, (_, chunk) => table.get(key(ref.id, chunk))));
  const parts = items.map((item) => {
    if (!item) throw new Error(`document ${ref.id} lacks a chunk`);
    return item['bytes'] as Uint8Array;
  });
  return JSON.parse(gunzipSync(Buffer.concat(parts)).toString('utf8'));
}

/** Lets a replaced document's chunks expire a day later, so that a reader in the middle of it can finish. */
export const expireDocument = (ref: DocumentRef, now: string): Write[] =>
  Array.from({ length: ref.chunks }, (_, chunk) => ({
    expire: key(ref.id, chunk),
    at: Math.floor(Date.parse(now) / 1000) + 86_400,
  }));
