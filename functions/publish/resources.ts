import { addDays, shanghaiDay } from '../calendar/day.ts';
import { writeXlsx } from 'hucre/xlsx';
import { csv } from '../exports/csv.ts';
import type { County } from '../grids/divisions/contract.ts';
import type { DivisionStore } from '../grids/divisions/store.ts';
import type { DemandStore } from '../lists/demands/store.ts';
import type { ProjectStore } from '../lists/projects/store.ts';
import { periodOf } from '../lists/resources/period.ts';
import type { Resource } from '../lists/resources/contract.ts';
import type { ResourceStore } from '../lists/resources/store.ts';
import { publicScores, scores, type ScoredDemand } from '../lists/scorecards/score.ts';
import { REACH_DAYS } from '../lists/venues/booking.ts';
import type { VenueStore } from '../lists/venues/store.ts';
import { each } from '../table/each.ts';
import { pagePaths, snapshotPaths } from './pages.ts';
import { type Edition, type Press, print, type Rounds } from './press.ts';
import type { ProjectsSnapshot, ResourcesSnapshot, ScorecardsSnapshot } from './resources/contract.ts';
import { projectsAtom, resourcesAtom } from './resources/feeds.ts';
import { isPublic, projectSnapshot, publicProject, publicResource, venueSnapshot } from './resources/snapshots.ts';
import { projectTable, resourceTable, type Table } from './resources/tables.ts';

export interface ResourcesStores {
  readonly divisions: DivisionStore;
  readonly resources: ResourceStore;
  readonly venues: VenueStore;
  readonly projects: ProjectStore;
  readonly demands: Pick<DemandStore, 'find'>;
  /** What the demands of a county count for in its scorecards. */
  readonly scored: (county: string) => Promise<readonly ScoredDemand[]>;
}

/** Scores of fewer demands than this are not public. */
const SMALLEST = 5;

/** What is reserved of a county's resources in the periods of today. */
async function reservedNow(store: ResourceStore, county: string, today: string): Promise<(of: Resource) => number> {
  const periods = [...new Set((['week', 'month', 'year', 'once'] as const).map((period) => periodOf(period, today)))];
  const maps = new Map(await each(periods, async (period) => [period, await store.reserved(county, period)] as const));
  return ({ id, capacity }) => (capacity ? (maps.get(periodOf(capacity.period, today))?.get(id) ?? 0) : 0);
}

/** @param at stands in for the clock, so that the same rows are the same bytes */
const sheetOf = async (name: string, { header, rows }: Table, at: Date): Promise<Uint8Array> =>
  writeXlsx({
    properties: { created: at, modified: at },
    sheets: [{ name, rows: [header, ...rows].map((row) => [...row]) }],
  });

const countyOf = ({ code, name }: County) => ({ code, name });

/** Writes what `load` makes, until it makes the same again: nothing moved while it was written. */
async function settle(press: Press, load: () => Promise<Edition | undefined>, all: boolean): Promise<void> {
  const rounds: Rounds = new Map();
  for (let last = ''; ;) {
    const edition = await load();
    if (!edition) return;
    const text = JSON.stringify([...edition.files]);
    if (text === last) return;
    await print(press, edition, rounds, all);
    last = text;
  }
}

/** A list as JSON, CSV, XLSX and Atom. */
async function forms(
  path: string,
  snapshot: unknown,
  name: string,
  table: Table,
  atom: string,
  { updatedAt }: County,
): Promise<Map<string, unknown>> {
  const stem = path.replace(/\.json$/, '');
  return new Map<string, unknown>([
    [path, snapshot],
    [`${stem}.csv`, csv(table.header, table.rows)],
    [`${stem}.xlsx`, await sheetOf(name, table, new Date(updatedAt))],
    [`${stem}.atom`, atom],
  ]);
}

const resourceListOf = async (stores: ResourcesStores, code: string, today: string) => {
  const county = await stores.divisions.find(code);
  if (!county) return undefined;
  const reserved = await reservedNow(stores.resources, code, today);
  const all = (await stores.resources.all(code)).filter((resource) => isPublic(resource, today));
  const resources = all.map((resource) => publicResource(county, resource, reserved(resource)));
  const snapshot: ResourcesSnapshot = { county: countyOf(county), resources };
  const path = snapshotPaths.resources(code);
  const files = await forms(path, snapshot, '资源清单', resourceTable(resources), resourcesAtom(snapshot), county);
  return { id: `resources/${code}`, files, pages: [pagePaths.resources(code)] };
};

/** A venue that is not public any more is an edition of nothing. */
const venueOf = async (stores: ResourcesStores, code: string, id: string, today: string) => {
  const [county, resource] = [await stores.divisions.find(code), await stores.resources.find(code, id)];
  if (!county || !resource?.venue) return undefined;
  const edition = { id: `venues/${code}/${id}`, files: new Map<string, unknown>(), pages: [] };
  if (!isPublic(resource, today)) return edition;
  const days = await stores.venues.days(code, id, today, addDays(today, REACH_DAYS));
  const reserved = await reservedNow(stores.resources, code, today);
  const shown = publicResource(county, resource, reserved(resource));
  const snapshot = venueSnapshot(county, resource, shown, today, days);
  if (!snapshot) return edition;
  return {
    ...edition,
    files: edition.files.set(snapshotPaths.venue(code, id), snapshot),
    pages: [pagePaths.venue(code, id)],
  };
};

const projectListOf = async (stores: ResourcesStores, code: string) => {
  const county = await stores.divisions.find(code);
  if (!county) return undefined;
  const projects = (await stores.projects.all(code)).map((project) => publicProject(county, project));
  const snapshot: ProjectsSnapshot = { county: countyOf(county), projects };
  const path = snapshotPaths.projects(code);
  const files = await forms(path, snapshot, '项目清单', projectTable(projects), projectsAtom(snapshot), county);
  return { id: `projects/${code}`, files, pages: [pagePaths.projects(code)] };
};

const projectOf = async (stores: ResourcesStores, code: string, id: string) => {
  const [county, found] = [await stores.divisions.find(code), await stores.projects.find(code, id)];
  if (!county || !found) return undefined;
  const asked = await Promise.all(found.demands.map((demand) => stores.demands.find(found.community, demand)));
  const titles = new Map(asked.flatMap((demand) => (demand?.title === undefined ? [] : [[demand.id, demand.title]])));
  const files = new Map<string, unknown>([[snapshotPaths.project(code, id), projectSnapshot(county, found, titles)]]);
  return { id: `projects/${code}/${id}`, files, pages: [pagePaths.project(code, id)] };
};

const scorecardsOf = async (stores: ResourcesStores, code: string) => {
  const county = await stores.divisions.find(code);
  if (!county) return undefined;
  const demands = await stores.scored(code);
  const by = (['unit', 'grid', 'category'] as const).map((dimension) => ({
    dimension,
    rows: publicScores(scores(demands, dimension), SMALLEST),
  }));
  const snapshot: ScorecardsSnapshot = { county: countyOf(county), smallest: SMALLEST, by };
  const files = new Map<string, unknown>([[snapshotPaths.scorecards(code), snapshot]]);
  return { id: `scorecards/${code}`, files, pages: [pagePaths.scorecards(code)] };
};

/** Publishes resources, venues, projects and scorecards, each from what the tables hold now. */
export function resourcesPublisher(stores: ResourcesStores, press: Press, now: () => string) {
  const today = (): string => shanghaiDay(now());
  const list = (code: string, all = false) => settle(press, () => resourceListOf(stores, code, today()), all);
  const project = (code: string, id: string, all = false) => settle(press, () => projectOf(stores, code, id), all);
  const venue = (code: string, id: string, all = false) => settle(press, () => venueOf(stores, code, id, today()), all);
  const projects = async (code: string, all = false): Promise<void> => {
    await settle(press, () => projectListOf(stores, code), all);
    await settle(press, () => scorecardsOf(stores, code), all);
  };
  return {
    list: (code: string) => list(code),
    venue: (code: string, id: string) => venue(code, id),
    project: (code: string, id: string) => project(code, id),
    /** The pages that show a county's projects together. */
    projects: (code: string) => projects(code),

    async rebuild(): Promise<void> {
      for (const { code } of await stores.divisions.counties()) {
        await list(code, true);
        await projects(code, true);
        for (const { id, kind } of await stores.resources.all(code)) if (kind === 'venue') await venue(code, id, true);
        for (const { id } of await stores.projects.all(code)) await project(code, id, true);
      }
    },
  };
}
