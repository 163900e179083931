import type * as z from 'zod';
import type { ExportQuery } from './contract.ts';
import { csv, type Cell } from './csv.ts';

/** A record to be written out, with the instant of its last change and its place in the list. */
export interface Exported {
  readonly record: Readonly<Record<string, unknown>>;
  readonly changedAt: string;
  readonly place: string;
}

/** What a store found of a list after a place. */
interface Found {
  readonly items: readonly Exported[];
  readonly more: boolean;
  /** The place up to which it looked, where it left records out. */
  readonly end?: string;
}

/** Makes a cursor of a place. */
interface Sealing {
  readonly cursor: { readonly seal: (place: string | undefined) => string | undefined };
}

/** Below what Lambda may answer, with room for what escapes take. */
const MOST_CHARACTERS = 1_500_000;

/**
 * One page of a list as a file.
 * @param columns the members of a record, in the order of a CSV's columns
 * @param found what follows the cursor's place, and whether more may follow
 */
export function exportPage(
  columns: readonly string[],
  query: z.output<typeof ExportQuery>,
  found: Found,
  { cursor }: Sealing,
): { readonly body: string; readonly type: string; readonly next: string | undefined } {
  const since = query.modifiedSince && new Date(query.modifiedSince).toISOString();
  const lines: Exported[] = [];
  let size = 0;
  let last: Exported | undefined;
  for (const item of found.items) {
    if (!since || item.changedAt > since) {
      const length = JSON.stringify(item.record).length;
      if (lines.length > 0 && size + length > MOST_CHARACTERS) break;
      size += length;
      lines.push(item);
    }
    last = item;
  }
  const cut = last !== found.items.at(-1);
  const next = found.more || cut ? cursor.seal(cut ? last?.place : (found.end ?? last?.place)) : undefined;
  const records = lines.map(({ record }) => record);
  if (query.format === 'csv') return { body: table(columns, records), type: 'text/csv', next };
  return {
    body: records.map((one) => `${JSON.stringify(one)}\n`).join(''),
    type: 'application/x-ndjson',
    next,
  };
}

/** What follows a place in a list that is read whole. @param items in the order of their places */
export function after(items: readonly Exported[], place: string | undefined, limit: number) {
  const left = place === undefined ? items : items.filter((item) => item.place > place);
  return { items: left.slice(0, limit), more: left.length > limit };
}

/** Communities that are read at once. */
const ABREAST = 16;

/** Reads communities in the order of their codes until a page is full; a place begins with its community's code. */
export async function walk(
  communities: readonly string[],
  place: string | undefined,
  limit: number,
  read: (community: string) => Promise<Exported[]>,
): Promise<Found> {
  const items: Exported[] = [];
  const left = communities.filter((community) => place === undefined || community >= place.slice(0, 12));
  for (let at = 0; at < left.length; at += ABREAST) {
    for (const all of await Promise.all(left.slice(at, at + ABREAST).map(read))) {
      const found = after(all, place, limit - items.length);
      items.push(...found.items);
      if (found.more || items.length === limit) return { items, more: true };
    }
  }
  return { items, more: false };
}

const table = (columns: readonly string[], records: readonly Readonly<Record<string, unknown>>[]): string =>
  csv(
    columns,
    records.map((record) => columns.map((name) => cellOf(record[name]))),
  );

/** A list of words is told with semicolons; what is deeper stays JSON. */
function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(';');
  return JSON.stringify(value);
}
