import type { DivisionStore } from '../grids/divisions/store.ts';
import type { PlanStore } from '../grids/plans/store.ts';
import type { UnitStore } from '../grids/units/store.ts';
import type { DemandStore } from '../lists/demands/store.ts';
import type { ListSettingsStore } from '../lists/settings/store.ts';
import { each } from '../table/each.ts';
import { demandsAtom, demandsCsv, demandsSnapshot, demandsXlsx, joined } from './demand-edition.ts';
import { DemandsSnapshot } from './demands/contract.ts';
import { pagePaths, snapshotPaths } from './pages.ts';
import { printPage, type Publishing } from './publisher.ts';
import { codesOf } from './records.ts';

interface Stores {
  readonly divisions: DivisionStore;
  readonly plans: PlanStore;
  readonly units: UnitStore;
  readonly demands: DemandStore;
  readonly settings: ListSettingsStore;
}

/** Writes the public demand lists: a community's from the table, a county's from its communities'. */
export function demandPublisher(stores: Stores, press: Omit<Publishing, 'records'>) {
  const { data } = press;
  /** Undefined where nothing was ever raised: there is no list then, and the county's says so. */
  const load = async (code: string): Promise<DemandsSnapshot | undefined> => {
    const raised = await stores.demands.all(code);
    if (raised.length === 0) return undefined;
    const { county, community } = await stores.divisions.community(code);
    const { plan } = await stores.plans.inForce(code);
    const grids =
      plan === undefined ? [] : (await stores.plans.details((await stores.plans.record(code, plan)).document)).grids;
    const register = await stores.units.all(county.code);
    return demandsSnapshot({
      code,
      name: community.name,
      county: { code: county.code, name: county.name },
      demands: raised,
      units: new Map(register.records.map(({ id, name }) => [id, name])),
      households: new Map(grids.map((grid) => [grid.code, grid.households])),
      smallPlace: (await stores.settings.inForce(county.code)).smallPlace,
      since: county.updatedAt,
    });
  };

  const community = async (code: string): Promise<void> => {
    for (;;) {
      const snapshot = await load(code);
      if (!snapshot) return;
      await printList(press, snapshot, pagePaths.demands(code));
      // What changed meanwhile is printed again, so that two publishers at once end in the same bytes.
      if (JSON.stringify(await load(code)) === JSON.stringify(snapshot)) return;
    }
  };

  const county = async (code: string): Promise<void> => {
    const county = await stores.divisions.find(code);
    if (!county) return;
    const { name, updatedAt } = county;
    for (;;) {
      const paths = (await data.list(snapshotPaths.demands(code).replace(/\.json$/, ''))).filter((path) =>
        /\/\d{12}\.json$/.test(path),
      );
      const read = async () => each(paths, (path) => data.get(path));
      const texts = await read();
      const parts = texts.flatMap((text) => (text === undefined ? [] : [DemandsSnapshot.parse(JSON.parse(text))]));
      await printList(press, joined({ code, name }, parts, updatedAt), pagePaths.countyDemands(code));
      if ((await read()).every((text, i) => text === texts[i])) return;
    }
  };

  const all = async (code: string): Promise<void> => {
    // A demand has a grid, and so its community a plan.
    const gridded = await stores.plans.inForceOf(codesOf(await stores.divisions.find(code)));
    await each([...gridded.keys()], community);
    await county(code);
  };

  return {
    community,
    county,
    /** A county with all its communities. */
    all,

    async rebuild(): Promise<void> {
      for (const { code } of await stores.divisions.counties()) await all(code);
    },
  };
}

/** Stores a list in every format, and the page that shows it. */
async function printList(
  { data, pages, render, site }: Omit<Publishing, 'records'>,
  snapshot: DemandsSnapshot,
  page: string,
): Promise<void> {
  const { code } = snapshot;
  await data.put(snapshotPaths.demands(code), JSON.stringify(snapshot));
  await data.put(snapshotPaths.demandsFile(code, 'csv'), demandsCsv(snapshot));
  await data.put(snapshotPaths.demandsFile(code, 'xlsx'), await demandsXlsx(snapshot));
  await data.put(snapshotPaths.demandsFile(code, 'atom'), demandsAtom(snapshot));
  const files = new Map<string, unknown>([
    [snapshotPaths.site, site],
    [snapshotPaths.demands(code), snapshot],
  ]);
  await printPage({ pages, render }, page, (file) => Promise.resolve(files.get(file)));
}
