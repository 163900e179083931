import { compoundsIn } from './compounds/views.ts';
import { changesAtom, changesSnapshot } from './changes/changes.ts';
import type { CountySnapshot } from './contract.ts';
import { pagePaths, snapshotPaths } from './pages.ts';
import type { Edition } from './press.ts';
import type { CountyRecords } from './records.ts';
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

/** The pages that list the counties. */
export const countiesEdition = (counties: readonly CountySnapshot[]): Edition => ({
  id: 'counties',
  files: new Map([[snapshotPaths.counties, countiesSnapshot(counties)]]),
  pages: [pagePaths.home, pagePaths.openData],
});

/** A county's own pages, without those of its communities. */
export function countyEdition({ county, plans, units }: CountyRecords): Edition {
  const { code } = county;
  const standing = new Set([...plans.values()].flatMap(({ grids }) => grids.map((grid) => grid.code)));
  const changes = changesSnapshot(county, standing, units);
  const shown = countySnapshot(county, new Map([...plans].map(([community, { plan }]) => [community, plan])));
  const files = new Map<string, unknown>([
    [snapshotPaths.county(code), shown],
    [snapshotPaths.changes(code, 'json'), changes],
    [snapshotPaths.changes(code, 'atom'), changesAtom(changes)],
    [snapshotPaths.responsible(code), responsibleSnapshot(plans)],
    [snapshotPaths.lookup(code), lookupSnapshot(county, plans, units)],
  ]);
  return { id: `counties/${code}`, files, pages: [pagePaths.county(code), pagePaths.changes(code)] };
}

/** A community with its compounds and the grids of its plan in force. */
export function communityEdition(place: Placed, { plans, units, contacts, grounds }: CountyRecords): Edition {
  const { code, name } = place.community;
  const plan = plans.get(code);
  const compounds = compoundsIn(code, grounds);
  const files = new Map<string, unknown>([
    [snapshotPaths.community(code), communitySnapshot(place, plan, units, contacts)],
  ]);
  const views = new Map<string, undefined>();
  const pages = [pagePaths.community(code)];
  if (compounds.length === 0) views.set(snapshotPaths.compounds(code), undefined);
  else {
    files.set(snapshotPaths.compounds(code), { community: { code, name }, compounds });
    pages.push(pagePaths.compounds(code));
  }
  if (plan) {
    pages.push(pagePaths.paper(code));
    files.set(snapshotPaths.communityFeatures(code), plan.features);
    files.set(snapshotPaths.communityTopology(code), topologyOf(plan.features));
    for (const grid of gridSnapshots(place, plan, units, contacts)) {
      files.set(snapshotPaths.grid(grid.grid.code), grid);
      pages.push(pagePaths.grid(grid.grid.code));
    }
  }
  return { id: `communities/${code}`, files, views, pages };
}
