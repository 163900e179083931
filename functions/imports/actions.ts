import { buildingsOf, mergeBuildings } from '../grids/buildings/import.ts';
import type { BuildingStore } from '../grids/buildings/store.ts';
import type { DivisionStore } from '../grids/divisions/store.ts';
import type { SheetRow } from '../grids/imports/sheet.ts';
import { mergeUnits, readUnits } from '../grids/units/import.ts';
import type { UnitStore } from '../grids/units/store.ts';
import type { Outcome } from '../http/actions.ts';
import { type Desk, desk, storeRows } from '../lists/demands/desk-actions.ts';
import { readDemands } from '../lists/demands/import.ts';
import { readResources } from '../lists/resources/import.ts';
import { merged } from '../lists/resources/records.ts';
import type { ResourceStore } from '../lists/resources/store.ts';
import { contributionsOf, type FundStores } from './contribution-actions.ts';
import { type Moment, sumOf, type Take, type Taken, type Takes } from './take.ts';

export interface Stores extends Pick<Desk, 'settings' | 'ground'> {
  readonly divisions: DivisionStore;
  readonly units: UnitStore;
  readonly buildings: BuildingStore;
  readonly resources: ResourceStore;
  readonly demands: Desk['store'];
  readonly fund: FundStores;
  /** Commits to the grids' table. */
  readonly commit: (writes: NonNullable<Outcome<unknown>['writes']>) => Promise<void>;
}

/** How the rows of each kind are taken: by the readers and stores of the import of a single file. */
export function takesOf(stores: Stores): Takes {
  return {
    units: unitsOf(stores),
    buildings: (division, rows, moment) => byCommunity(stores, division, rows, moment, buildingsIn(stores)),
    demands: (division, rows, moment) => byCommunity(stores, division, rows, moment, demandsIn(stores)),
    resources: resourcesOf(stores),
    contributions: contributionsOf(stores.fund),
  };
}

/** Rows say their community in a column; those of another county's or of none are told. */
async function byCommunity(
  { divisions }: Stores,
  division: string,
  rows: readonly SheetRow[],
  moment: Moment,
  take: Take,
): Promise<Taken> {
  const { streets } = await divisions.countyOf(division);
  const known = new Set(streets.flatMap(({ communities }) => communities.map(({ code }) => code)));
  const communityOf = ({ cells }: SheetRow): string => cells['community'] ?? cells['社区代码'] ?? '';
  const own = (row: SheetRow): boolean => known.has(communityOf(row)) && communityOf(row).startsWith(division);
  const results: Taken[] = [];
  for (const [community, some] of Map.groupBy(rows.filter(own), communityOf)) {
    results.push(await take(community, some, moment));
  }
  const foreign = rows.filter((row) => !own(row)).map(({ row }) => ({ row, refusal: 'code-foreign' as const }));
  return sumOf([{ stored: 0, unchanged: 0, faults: foreign }, ...results]);
}

const buildingsIn =
  ({ buildings, commit }: Stores): Take =>
  async (community, rows, { now, newId }) => {
    const { buildings: incoming, faults } = buildingsOf(rows);
    const stored = await buildings.all(community);
    const { set, changed, dropped } = mergeBuildings(stored.records, incoming, 'merge');
    if (changed + dropped > 0) await commit(await buildings.replace(community, stored, set, newId(), now));
    return { stored: changed, unchanged: incoming.length - changed, faults };
  };

/** Demands that are stored at once; one that stands in two lanes is a conflict, and then found. */
const LANES = 8;

const demandsIn =
  ({ demands: store, settings, ground }: Stores): Take =>
  async (community, rows, { now, newId }) => {
    const tools = desk({ store, settings, ground });
    const { taken, faults } = readDemands(rows, await ground.index(community));
    const { terms } = await tools.termsOf(community, now);
    const lanes = Array.from({ length: LANES }, (_, lane) => taken.filter((_row, at) => at % LANES === lane));
    const done = await Promise.all(lanes.map((some) => storeRows(store, community, some, terms, false, newId)));
    return {
      stored: done.reduce((sum, { stored }) => sum + stored, 0),
      unchanged: done.reduce((sum, { unchanged }) => sum + unchanged, 0),
      faults,
    };
  };

const unitsOf =
  ({ divisions, units, commit }: Stores): Take =>
  async (division, rows, { now, newId }) => {
    const { code } = await divisions.county(division);
    const { units: incoming, faults } = readUnits(rows);
    const stored = await units.all(code);
    const { set, changed, dropped } = mergeUnits(stored.records, incoming, 'merge');
    if (changed + dropped > 0) await commit(await units.replace(code, stored, set, newId(), now));
    return { stored: changed, unchanged: incoming.length - changed, faults };
  };

const resourcesOf =
  ({ divisions, resources }: Stores): Take =>
  async (division, rows, { now }) => {
    const county = await divisions.countyOf(division);
    const { resources: incoming, faults } = readResources(rows, division, county);
    const stored = new Map((await resources.all(county.code)).map((resource) => [resource.id, resource]));
    const { records, foreign } = merged(incoming, stored, { division, at: now });
    await resources.commitMany(records.map(resources.save));
    return {
      stored: records.length,
      unchanged: incoming.length - foreign.length - records.length,
      faults: [...faults, ...foreign.map((row) => ({ row, refusal: 'id-elsewhere' as const }))],
    };
  };
