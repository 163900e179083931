import type { DivisionStore } from '../grids/divisions/store.ts';
import type { County } from '../grids/divisions/contract.ts';
import type { PlanRecord, PlanStore } from '../grids/plans/store.ts';
import type { Bucket } from './bucket.ts';
import type { SiteSnapshot } from './contract.ts';
import { fixedPages, localized, locales, pagePaths, snapshotPaths } from './pages.ts';
import {
  communitySnapshot,
  countiesSnapshot,
  countySnapshot,
  gridSnapshots,
  type InForce,
  type PlanInForce,
  lookupSnapshot,
  type Placed,
} from './snapshots.ts';

export interface Publishing {
  readonly divisions: DivisionStore;
  readonly plans: PlanStore;
  readonly data: Bucket;
  readonly pages: Bucket;
  readonly site: SiteSnapshot;
  /** Renders a page of the site from snapshots. */
  readonly render: (
    path: string,
    snapshot: (path: string) => Promise<unknown>,
  ) => Promise<{ status: number; html: string }>;
}

/** Files and pages that are being made: snapshots by path, then the pages that show them. */
interface Edition {
  readonly files: Map<string, unknown>;
  readonly pages: string[];
}

const AT_ONCE = 16;

/**
 * Writes snapshots and pages from what the tables hold now. It looks at the state, not at the change, and looks again
 * after writing: so duplicated, reordered or late records, and two publishers at once, all end in the same bytes.
 */
export function publisher(publishing: Publishing) {
  const { divisions, plans, site } = publishing;

  const recordInForce = async (community: string): Promise<PlanRecord | undefined> => {
    const { plan } = await plans.inForce(community);
    return plan === undefined ? undefined : plans.record(community, plan);
  };

  const recordsOf = async (county: County): Promise<Map<string, PlanRecord & PlanInForce>> => {
    const records = await each(communitiesOf(county), ({ community }) => recordInForce(community.code));
    return new Map(
      records.flatMap((record) =>
        record ? [[record.community, { ...record, publishedAt: record.publishedAt ?? record.madeAt }]] : [],
      ),
    );
  };

  const stampOf = async (county: string): Promise<string> => {
    const record = await divisions.find(county);
    const versions = await each(
      communitiesOf(record),
      async ({ community }) => (await plans.inForce(community.code)).version,
    );
    return [record?.version, ...versions].join('.');
  };

  const countyEdition = async (county: County, chosen: (community: string) => boolean): Promise<Edition> => {
    const records = await recordsOf(county);
    const details = await each(
      [...records],
      async ([code, record]) => [code, { plan: record, ...(await plans.details(record.document)) }] as const,
    );
    const planned = new Map<string, InForce>(details);
    const edition: Edition = { files: new Map(), pages: [pagePaths.home, pagePaths.county(county.code)] };
    for (const place of communitiesOf(county).filter(({ community }) => chosen(community.code))) {
      addCommunity(edition, place, planned.get(place.community.code));
    }
    const shown = countySnapshot(county, records);
    const others = (await divisions.counties()).filter(({ code }) => code !== county.code);
    const counties = [shown, ...(await each(others, async (other) => countySnapshot(other, await recordsOf(other))))];
    edition.files.set(snapshotPaths.county(county.code), shown);
    edition.files.set(snapshotPaths.lookup(county.code), lookupSnapshot(county, planned));
    edition.files.set(snapshotPaths.counties, countiesSnapshot(counties.sort((a, b) => (a.code < b.code ? -1 : 1))));
    edition.files.set(snapshotPaths.site, site);
    return edition;
  };

  const publishCounty = async (code: string, chosen: (community: string) => boolean): Promise<void> => {
    for (;;) {
      const stamp = await stampOf(code);
      const county = await divisions.find(code);
      if (!county) return;
      const edition = await countyEdition(county, chosen);
      await print(publishing, edition);
      await withdraw(publishing, edition, county, chosen);
      if ((await stampOf(code)) === stamp) return;
    }
  };

  return {
    /** One community's pages, and those of its county that show it. */
    community: (code: string) => publishCounty(code.slice(0, 6), (other) => other === code),

    /** A county with all its communities. */
    county: (code: string) => publishCounty(code, () => true),

    /** Everything, from the tables alone. */
    async rebuild(): Promise<void> {
      const empty: Edition = {
        files: new Map<string, unknown>([
          [snapshotPaths.site, site],
          [snapshotPaths.counties, { counties: [] }],
        ]),
        pages: [pagePaths.home, ...fixedPages],
      };
      const counties = await divisions.counties();
      if (counties.length > 0) {
        empty.files.delete(snapshotPaths.counties);
        empty.pages.shift();
      }
      await print(publishing, empty);
      for (const { code } of counties) await publishCounty(code, () => true);
    },
  };
}

function addCommunity({ files, pages }: Edition, place: Placed, plan: InForce | undefined): void {
  const { code } = place.community;
  const snapshot = communitySnapshot(place, plan);
  files.set(snapshotPaths.community(code), snapshot);
  pages.push(pagePaths.community(code));
  if (!plan) return;
  files.set(snapshotPaths.communityFeatures(code), plan.features);
  for (const grid of gridSnapshots(place, plan)) {
    files.set(snapshotPaths.grid(grid.grid.code), grid);
    pages.push(pagePaths.grid(grid.grid.code));
  }
}

/** Stores the snapshots, then the pages rendered from them. */
async function print({ data, pages: bucket, render }: Publishing, { files, pages }: Edition): Promise<void> {
  await each([...files], ([path, value]) => data.put(path, JSON.stringify(value)));
  const stored = new Map<string, Promise<unknown>>();
  const snapshot = async (path: string): Promise<unknown> => {
    if (files.has(path)) return files.get(path);
    if (!stored.has(path))
      stored.set(
        path,
        data.get(path).then((text) => (text === undefined ? undefined : JSON.parse(text))),
      );
    return stored.get(path);
  };
  const all = pages.flatMap((page) => locales.map((locale) => localized(locale, page)));
  await each(all, async (page) => {
    const { status, html } = await render(page, snapshot);
    if (status !== 200) throw new Error(`a page renders with status ${status}: ${page}`);
    await bucket.put(fileOf(page), html);
  });
}

/** Takes away grids that the plan in force no longer has. */
async function withdraw(
  { data, pages }: Publishing,
  { files }: Edition,
  county: County,
  chosen: (community: string) => boolean,
): Promise<void> {
  const codes = communitiesOf(county)
    .map(({ community }) => community.code)
    .filter(chosen);
  const prefix = snapshotPaths.grid(codes.length === 1 ? codes[0]! : county.code).replace(/\.json$/, '');
  const gone = (await data.list(prefix)).filter((path) => !files.has(path));
  await each(gone, async (path) => {
    const page = pagePaths.grid(path.slice(path.lastIndexOf('/') + 1, -'.json'.length));
    await each([...locales], (locale) => pages.remove(fileOf(localized(locale, page))));
    await data.remove(path);
  });
}

const communitiesOf = (county: County | undefined): Placed[] =>
  county?.streets.flatMap((street) => street.communities.map((community) => ({ county, street, community }))) ?? [];

/** '/grids/X/' is stored as 'grids/X/index.html'. */
const fileOf = (page: string): string => `${page.slice(1)}index.html`;

/** Runs `task` over all items, a few at a time; the answers in the items' order. */
async function each<T, R>(items: readonly T[], task: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) answers[i] = await task(items[i]!);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return answers;
}
