import { createHash } from 'node:crypto';
import type { Bucket } from './bucket.ts';
import { each } from './each.ts';
import { fileOf, localized, locales, snapshotPaths } from './pages.ts';
import type { FundPages } from './fund-pages.ts';

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

/** Renders one page in every language and stores it. */
export async function printPage(
  { pages, render }: Pick<Press, 'pages' | 'render'>,
  path: string,
  snapshot: (path: string) => Promise<unknown>,
): Promise<void> {
  for (const locale of locales) {
    const page = localized(locale, path);
    const { status, html } = await render(page, snapshot);
    if (status !== 200) throw new Error(`a page renders with status ${status}: ${page}`);
    await pages.put(fileOf(page), html);
  }
}

/**
 * Prints the pages of a fund whose content is not what they were last printed from; the others stand already. A ledger
 * only grows, so a posting prints a handful of pages, however long the ledger is.
 * @param all print every page: after a deployment the same content looks different
 */
export async function printFund(press: Press, fund: string, { views, pages }: FundPages, all: boolean): Promise<void> {
  const at = snapshotPaths.fundPrinted(fund);
  const before = all ? {} : ((await json(press.data, at)) as Readonly<Record<string, string>> | undefined);
  const digests = new Map<string, string>();
  const digestOf = (path: string): string => {
    const digest = digests.get(path) ?? digestOfText(JSON.stringify(views.get(path)));
    digests.set(path, digest);
    return digest;
  };
  const now = pages.map(({ path, shows }) => [path, shows.map(digestOf).join('.')] as const);
  const changed = now.filter(([path, digest]) => before?.[path] !== digest);
  if (changed.length === 0 && !all) return;
  const site = json(press.data, snapshotPaths.site);
  const snapshot = (path: string) => (path === snapshotPaths.site ? site : Promise.resolve(views.get(path)));
  await each(changed, ([path]) => printPage(press, path, snapshot));
  await press.data.put(at, JSON.stringify(Object.fromEntries(now)));
}

async function json(data: Bucket, path: string): Promise<unknown> {
  const text = await data.get(path);
  return text === undefined ? undefined : JSON.parse(text);
}

const digestOfText = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);
