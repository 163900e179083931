import type { Bucket } from './bucket.ts';
import type { SiteSnapshot } from './contract.ts';
import { each } from '../table/each.ts';
import { countyEdition, type Edition, siteEdition } from './edition.ts';
import { fileOf, localized, locales, pagePaths, snapshotPaths } from './pages.ts';
import { communitiesOf, type CountyRecords, type PublicRecords } from './records.ts';

export interface Publishing {
  readonly records: PublicRecords;
  readonly data: Bucket;
  readonly pages: Bucket;
  readonly site: SiteSnapshot;
  /** Renders a page of the site from snapshots. */
  readonly render: (
    path: string,
    snapshot: (path: string) => Promise<unknown>,
  ) => Promise<{ status: number; html: string }>;
}

/**
 * Writes snapshots and pages from what the tables hold now. It looks at the state, not at the change, and looks again
 * after writing: so duplicated, reordered or late records, and two publishers at once, all end in the same bytes.
 */
export function publisher(publishing: Publishing) {
  const { records, site } = publishing;

  const publishCounty = async (code: string, chosen: (community: string) => boolean): Promise<void> => {
    for (;;) {
      const stamp = await records.stamp(code);
      const county = await records.county(code);
      if (!county) return;
      const edition = countyEdition(county, site, chosen);
      await print(publishing, edition);
      await withdraw(publishing, edition, county, chosen);
      if ((await records.stamp(code)) === stamp) return;
    }
  };

  return {
    /** One community's pages, and those of its county that show it. */
    community: (code: string) => publishCounty(code.slice(0, 6), (other) => other === code),

    /** A county with all its communities. */
    county: (code: string) => publishCounty(code, () => true),

    /** What every page reads, and the pages that show no record. */
    async site(): Promise<void> {
      await print(publishing, siteEdition(site, (await records.counties()).length === 0));
    },

    /** Every county, from the tables alone. */
    async rebuild(): Promise<void> {
      for (const { code } of await records.counties()) await publishCounty(code, () => true);
    },
  };
}

/** Stores the snapshots (a text, as a feed is, as it stands), then the pages rendered from them. */
export async function print(
  { data, pages: bucket, render }: Pick<Publishing, 'data' | 'pages' | 'render'>,
  { files, pages }: Edition,
): Promise<void> {
  await each([...files], ([path, value]) => data.put(path, typeof value === 'string' ? value : JSON.stringify(value)));
  const stored = new Map<string, Promise<unknown>>();
  const read = async (path: string): Promise<unknown> => {
    const text = await data.get(path);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const snapshot = async (path: string): Promise<unknown> => {
    if (files.has(path)) return files.get(path);
    if (!stored.has(path)) stored.set(path, read(path));
    return stored.get(path);
  };
  await each(pages, (page) => printPage({ pages: bucket, render }, page, snapshot));
}

/** Renders one page in every language and stores it. */
export async function printPage(
  { pages, render }: Pick<Publishing, 'pages' | 'render'>,
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

/** Takes away grids that the plan in force no longer has. */
async function withdraw(
  { data, pages }: Publishing,
  { files }: Edition,
  { county }: CountyRecords,
  chosen: (community: string) => boolean,
): Promise<void> {
  const codes = communitiesOf(county)
    .map(({ community }) => community.code)
    .filter(chosen);
  if (codes.length === 0) return;
  const prefix = snapshotPaths.grid(codes.length === 1 ? codes[0]! : county.code).replace(/\.json$/, '');
  const gone = (await data.list(prefix)).filter((path) => !files.has(path));
  await each(gone, async (path) => {
    const page = pagePaths.grid(path.slice(path.lastIndexOf('/') + 1, -'.json'.length));
    await each([...locales], (locale) => pages.remove(fileOf(localized(locale, page))));
    await data.remove(path);
  });
}

/** Takes snapshots and pages away. */
export async function unprint(
  { data, pages: bucket }: Pick<Publishing, 'data' | 'pages'>,
  paths: readonly string[],
  pages: readonly string[],
): Promise<void> {
  await each(paths, (path) => data.remove(path));
  const all = pages.flatMap((page) => locales.map((locale) => localized(locale, page)));
  await each(all, (page) => bucket.remove(fileOf(page)));
}
