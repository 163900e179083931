import { createHash } from 'node:crypto';
import { canonical, type Json } from '../fund/ledger/canonical.ts';
import type { Bucket } from './bucket.ts';
import { each } from '../table/each.ts';
import type { FundPages } from './fund-pages.ts';
import { snapshotPaths } from './pages.ts';
import { printPage } from './publisher.ts';

/** Renders a page of the site from snapshots. */
export type Render = (
  path: string,
  snapshot: (path: string) => Promise<unknown>,
) => Promise<{ status: number; html: string }>;

export interface Press {
  readonly data: Bucket;
  readonly pages: Bucket;
  readonly render: Render;
}

export interface FundEdition extends FundPages {
  readonly id: string;
  /** The downloads by path. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/**
 * Stores the files and pages of a fund that are not what they were last printed from; the others stand already. A ledger
 * only grows, so a posting prints a handful of pages, however long the ledger is.
 * @param again paths that are printed whatever was printed last; those printed now are added. Whoever looks again passes
 *   the same set: a slower publisher may have overwritten them meanwhile
 * @param all print everything: after a deployment the same content looks different
 */
export async function printFund(press: Press, edition: FundEdition, again: Set<string>, all: boolean): Promise<void> {
  const { id, files, views, pages } = edition;
  const at = snapshotPaths.fundPrinted(id);
  const before = all ? undefined : ((await json(press.data, at)) as Readonly<Record<string, string>> | undefined);
  const now = new Map([
    ...[...files].map(([path, text]) => [path, digestOf(text)] as const),
    ...[...pages].map(([path, shown]) => [path, digestOf(canonical(shown as Json))] as const),
  ]);
  for (const [path, digest] of now) if (before?.[path] !== digest) again.add(path);
  const due = [...now.keys()].filter((path) => again.has(path));
  if (due.length === 0) return;
  const site = json(press.data, snapshotPaths.site);
  const snapshot = (path: string) =>
    path === snapshotPaths.site ? site : views.has(path) ? Promise.resolve(views.get(path)) : json(press.data, path);
  await each(due, (path) => {
    const content = files.get(path);
    return content === undefined ? printPage(press, path, snapshot) : press.data.put(path, content);
  });
  await press.data.put(at, JSON.stringify(Object.fromEntries(now)));
}

async function json(data: Bucket, path: string): Promise<unknown> {
  const text = await data.get(path);
  return text === undefined ? undefined : JSON.parse(text);
}

const digestOf = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 16);
