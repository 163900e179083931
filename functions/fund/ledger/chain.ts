import { canonical } from './canonical.ts';
import type { Entry, Row } from './contract.ts';

/** h_0: what the first entry is chained to. */
export const GENESIS = '0'.repeat(64);

const encoder = new TextEncoder();

/** SHA-256 of bytes as lower-case hex, by WebCrypto: the same code in Node and in a browser. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/**
 * The hash of an entry's canonical JSON after `previous`: the 32 bytes of h_{n-1}, then the UTF-8 bytes of the JSON.
 * @param previous hash of the entry before, 64 hex digits; GENESIS for the first
 */
export function link(previous: string, json: string): Promise<string> {
  const body = encoder.encode(json);
  const bytes = new Uint8Array(32 + body.length);
  for (let i = 0; i < 32; i++) bytes[i] = Number.parseInt(previous.slice(2 * i, 2 * i + 2), 16);
  bytes.set(body, 32);
  return sha256(bytes);
}

/** Puts an entry into the chain. */
export async function seal(previous: string, entry: Entry): Promise<Row> {
  return { ...entry, hash: await link(previous, canonical(entry)) };
}

/** Seals entries one after another, the first after `previous`. */
export async function sealAll(entries: readonly Entry[], previous = GENESIS): Promise<Row[]> {
  const rows: Row[] = [];
  let head = previous;
  for (const entry of entries) {
    const row = await seal(head, entry);
    rows.push(row);
    head = row.hash;
  }
  return rows;
}

/** The entry of a row: what was hashed. */
export function entryOf(row: Row): Entry {
  const { hash: _, ...entry } = row;
  return entry;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hexOf(bytes: Uint8Array): string {
  let out = '';
  for (const byte of bytes) out += HEX[byte]!;
  return out;
}
