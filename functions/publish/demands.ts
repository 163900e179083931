import type { DivisionStore } from '../grids/divisions/store.ts';
import type { PlanStore } from '../grids/plans/store.ts';
import type { UnitStore } from '../grids/units/store.ts';
import type { DemandStore } from '../lists/demands/store.ts';
import type { ListSettingsStore } from '../lists/settings/store.ts';
import { each } from '../table/each.ts';
import { demandsAtom, demandsCsv, demandsSnapshot, demandsXlsx, joined } from './demand-edition.ts';
import { DemandsSnapshot } from './demands/contract.ts';
import { pagePaths, snapshotPaths } from './pages.ts';
import { type Edition, type Press, print, type Rounds } from './press.ts';
import { codesOf } from './records.ts';

interface Stores {
  readonly divisions: DivisionStore;
  readonly plans: PlanStore;
  readonly units: UnitStore;
  readonly demands: DemandStore;
  readonly settings: ListSettingsStore;
}

/** Writes the public demand lists: a community's from the table, a county's from its communities'. */
export function demandPublisher(stores: Stores, press: Press) {
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

  const community = async (code: string, all = false): Promise<void> => {
    const rounds: Rounds = new Map();
    for (;;) {
      const snapshot = await load(code);
      if (!snapshot) return;
      await print(press, await listEdition(snapshot, pagePaths.demands(code)), rounds, all);
      // What changed meanwhile is printed again, so that two publishers at once end in the same bytes.
      if (JSON.stringify(await load(code)) === JSON.stringify(snapshot)) return;
    }
  };

  const county = async (code: string, all = false): Promise<void> => {
    const county = await stores.divisions.find(code);
    if (!county) return;
    const { name, updatedAt } = county;
    const rounds: Rounds = new Map();
    for (;;) {
      const paths = (await data.list(snapshotPaths.demands(code).replace(/\.json$/, ''))).filter((path) =>
        /\/\d{12}\.json$/.test(path),
      );
      const read = async () => each(paths, (path) => data.get(path));
      const texts = await read();
      const parts = texts.flatMap((text) => (text === undefined ? [] : [DemandsSnapshot.parse(JSON.parse(text))]));
      const list = joined({ code, name }, parts, updatedAt);
      await print(press, await listEdition(list, pagePaths.countyDemands(code)), rounds, all);
      if ((await read()).every((text, i) => text === texts[i])) return;
    }
  };

  const everything = async (code: string, all = false): Promise<void> => {
    // A demand has a grid, and so its community a plan.
    const gridded = await stores.plans.inForceOf(codesOf(await stores.divisions.find(code)));
    await each([...gridded.keys()], (at) => community(at, all));
    await county(code, all);
  };

  return {
    community: (code: string) => community(code),
    county: (code: string) => county(code),
    /** A county with all its communities. */
    all: (code: string) => everything(code),

    async rebuild(): Promise<void> {
      for (const { code } of await stores.divisions.counties()) await everything(code, true);
    },
  };
}

/** A list in every format, and the page that shows it. */
async function listEdition(snapshot: DemandsSnapshot, page: string): Promise<Edition> {
  const { code } = snapshot;
  const files = new Map<string, unknown>([
    [snapshotPaths.demands(code), snapshot],
    [snapshotPaths.demandsFile(code, 'csv'), demandsCsv(snapshot)],
    [snapshotPaths.demandsFile(code, 'xlsx'), await demandsXlsx(snapshot)],
    [snapshotPaths.demandsFile(code, 'atom'), demandsAtom(snapshot)],
  ]);
  return { id: `demands/${code}`, files, pages: [page] };
}
