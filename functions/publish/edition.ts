import { catalogueFiles } from './catalogue/catalogue.ts';
import { compoundsIn } from './compounds/views.ts';
import { changesAtom, changesSnapshot } from './changes/changes.ts';
import type { SiteSnapshot } from './contract.ts';
import { fixedPages, pagePaths, snapshotPaths } from './pages.ts';
import { communitiesOf, type CountyRecords } from './records.ts';
import {
  communitySnapshot,
  countiesSnapshot,
  countySnapshot,
  gridSnapshots,
  lookupSnapshot,
  responsibleSnapshot,
  type Placed,
} from './snapshots.ts';
import { topologyOf } from './topology/topology.ts';

/** What is published at once: snapshots by their path, then the pages that show them. */
export interface Edition {
  readonly files: Map<string, unknown>;
  readonly pages: string[];
}

/** The site before anything is published, and the pages that show no record. */
export const siteEdition = (site: SiteSnapshot, empty: boolean): Edition => ({
  files: new Map<string, unknown>([
    [snapshotPaths.site, site],
    ...catalogueFiles(),
    ...(empty ? [[snapshotPaths.counties, { counties: [] }] as const] : []),
  ]),
  pages: [...(empty ? [pagePaths.home, pagePaths.openData] : []), ...fixedPages],
});

/** A county's own pages, those of the chosen communities, and the page that lists the counties. */
export function countyEdition(
  records: CountyRecords,
  site: SiteSnapshot,
  chosen: (community: string) => boolean,
): Edition {
  const { county, plans, units, others } = records;
  const edition: Edition = {
    files: new Map(),
    pages: [pagePaths.home, pagePaths.openData, pagePaths.county(county.code), pagePaths.changes(county.code)],
  };
  for (const place of communitiesOf(county).filter(({ community }) => chosen(community.code))) {
    addCommunity(edition, place, records);
  }
  const shown = countySnapshot(county, new Map([...plans].map(([code, { plan }]) => [code, plan])));
  const standing = new Set([...plans.values()].flatMap(({ grids }) => grids.map(({ code }) => code)));
  const changes = changesSnapshot(county, standing, units);
  edition.files.set(snapshotPaths.changes(county.code, 'json'), changes);
  edition.files.set(snapshotPaths.changes(county.code, 'atom'), changesAtom(changes));
  const all = [shown, ...others.map((other) => countySnapshot(other.county, other.plans))];
  edition.files.set(snapshotPaths.county(county.code), shown);
  edition.files.set(snapshotPaths.responsible(county.code), responsibleSnapshot(plans));
  edition.files.set(snapshotPaths.lookup(county.code), lookupSnapshot(county, plans, units));
  edition.files.set(snapshotPaths.counties, countiesSnapshot(all.sort((a, b) => (a.code < b.code ? -1 : 1))));
  edition.files.set(snapshotPaths.site, site);
  return edition;
}

function addCommunity(
  { files, pages }: Edition,
  place: Placed,
  { plans, units, contacts, grounds }: CountyRecords,
): void {
  const { code, name } = place.community;
  const plan = plans.get(code);
  const compounds = compoundsIn(code, grounds);
  if (compounds.length > 0) {
    files.set(snapshotPaths.compounds(code), { community: { code, name }, compounds });
    pages.push(pagePaths.compounds(code));
  }
  files.set(snapshotPaths.community(code), communitySnapshot(place, plan, units, contacts));
  pages.push(pagePaths.community(code));
  if (!plan) return;
  pages.push(pagePaths.paper(code));
  files.set(snapshotPaths.communityFeatures(code), plan.features);
  files.set(snapshotPaths.communityTopology(code), topologyOf(plan.features));
  for (const grid of gridSnapshots(place, plan, units, contacts)) {
    files.set(snapshotPaths.grid(grid.grid.code), grid);
    pages.push(pagePaths.grid(grid.grid.code));
  }
}
