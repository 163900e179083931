import { buildingsOf, mergeBuildings } from '../grids/buildings/import.ts';
import { buildingStore } from '../grids/buildings/store.ts';
import { divisionStore } from '../grids/divisions/store.ts';
import type { SheetRow } from '../grids/imports/sheet.ts';
import { mergeUnits, readUnits } from '../grids/units/import.ts';
import { unitStore } from '../grids/units/store.ts';
import { Refusal } from '../http/refusal.ts';
import type { RowFault } from '../http/rows.ts';
import { readResources } from '../lists/resources/import.ts';
import { merged } from '../lists/resources/records.ts';
import { resourceStore } from '../lists/resources/store.ts';
import type { ImportKind } from '../system/imports/contract.ts';
import { type ImportRecord, importStore } from '../system/imports/store.ts';
import { Conflict, pause, type Table } from '../table/table.ts';

/** What became of some rows. */
interface Taken {
  readonly stored: number;
  readonly unchanged: number;
  readonly faults: readonly RowFault[];
}

/** Stores rows of one division; the same rows again store nothing. @param id new, for what must have one */
type Take = (division: string, rows: readonly SheetRow[], id: string, now: string) => Promise<Taken>;

export interface Tables {
  readonly system: Table;
  readonly grids: Table;
  readonly lists: Table;
}

export interface Clock {
  readonly now: () => string;
  readonly newId: () => string;
  /** Milliseconds that this run may still take. */
  readonly left: () => number;
}

/** Rows that one step takes; a set that is stored as a whole is best taken in large steps. */
const steps: Readonly<Record<ImportKind, number>> = { units: 5_000, buildings: 5_000, resources: 500 };

/** Enough for one step and its record. */
const RESERVE_MS = 60_000;
const TRIES = 8;

/** The importer: carries an import on, step by step, each of which is recorded before the next begins. */
export const importing = (tables: Tables) => {
  const imports = importStore(tables.system);
  const takes = takesOf(tables);

  const carryOn = async (record: ImportRecord, clock: Clock): Promise<ImportRecord> => {
    const part = record.parts[record.at.part]!;
    const all = await imports.rows(part);
    let current = record;
    while (current.at.row < all.length && clock.left() > RESERVE_MS) {
      const from = current.at.row;
      const rows = all.slice(from, from + steps[record.kind]);
      const { stored, unchanged, faults } = await again(() =>
        takes[record.kind](record.division, rows, clock.newId(), clock.now()),
      );
      const { progress } = current;
      const next: ImportRecord = {
        ...current,
        state: 'running',
        at: { ...current.at, row: from + rows.length },
        progress: {
          rows: progress.rows,
          read: progress.read + rows.length,
          stored: progress.stored + stored,
          unchanged: progress.unchanged + unchanged,
          refused: progress.refused + faults.length,
        },
        changedAt: clock.now(),
        version: current.version + 1,
      };
      await tables.system.commit([imports.save(next), ...imports.saveFaults(next, part.part, from, faults)]);
      current = next;
    }
    return current.at.row < all.length ? current : { ...current, at: { part: current.at.part + 1, row: 0 } };
  };

  const end = async (record: ImportRecord, changes: Partial<ImportRecord>, clock: Clock, forget: boolean) => {
    const now = clock.now();
    const next = { ...record, ...changes, changedAt: now, version: record.version + 1 };
    // What was read may hold names and phones: nothing keeps it any longer than needed.
    const gone = forget ? record.parts.flatMap((part) => imports.forget(part, now)) : [];
    const order = changes.orders === undefined ? [] : [imports.order(next)];
    for (let at = 0; at < gone.length; at += 90) await tables.system.commit(gone.slice(at, at + 90));
    await tables.system.commit([imports.save(next), ...order]);
  };

  return {
    orderOf: imports.orderOf,

    /**
     * Carries an import on from where it stopped. When its time is over it orders itself anew; a refusal of the whole
     * ends it; a fault is recorded and thrown, and whoever starts it again goes on after the last recorded step.
     */
    async produce(division: string, id: string, clock: Clock): Promise<void> {
      let record = await imports.find(division, id);
      if (!record || !['waiting', 'running'].includes(record.state)) return;
      try {
        while (record.at.part < record.parts.length && clock.left() > RESERVE_MS) record = await carryOn(record, clock);
        if (record.at.part < record.parts.length) return await end(record, { orders: record.orders + 1 }, clock, false);
        await end(record, { state: 'done' }, clock, true);
      } catch (error) {
        if (error instanceof Conflict) throw error;
        const last = (await imports.find(division, id)) ?? record;
        if (!(error instanceof Refusal)) {
          await end(last, { state: 'failed' }, clock, false);
          throw error;
        }
        await end(last, { state: 'refused', refusal: error.refusal }, clock, true);
      }
    },
  };
};

/** Tries again on fresh data when something moved in between. */
async function again<T>(task: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof Conflict) || tries === TRIES) throw error;
      await pause(tries);
    }
  }
}

function takesOf({ grids, lists }: Tables): Readonly<Record<ImportKind, Take>> {
  const divisions = divisionStore(grids);
  const units = unitStore(grids);
  const buildings = buildingStore(grids);
  const resources = resourceStore(lists);

  const ofCommunity: Take = async (community, rows, id, now) => {
    const { buildings: incoming, faults } = buildingsOf(rows);
    const stored = await buildings.all(community);
    const { set, changed, dropped } = mergeBuildings(stored.records, incoming, 'merge');
    if (changed + dropped > 0) await grids.commit(await buildings.replace(community, stored, set, id, now));
    return { stored: changed, unchanged: incoming.length - changed, faults };
  };

  return {
    units: async (division, rows, id, now) => {
      const { code } = await divisions.county(division);
      const { units: incoming, faults } = readUnits(rows);
      const stored = await units.all(code);
      const { set, changed, dropped } = mergeUnits(stored.records, incoming, 'merge');
      if (changed + dropped > 0) await grids.commit(await units.replace(code, stored, set, id, now));
      return { stored: changed, unchanged: incoming.length - changed, faults };
    },

    buildings: async (division, rows, id, now) => {
      const { streets } = await divisions.countyOf(division);
      const known = new Set(streets.flatMap(({ communities }) => communities.map(({ code }) => code)));
      const communityOf = ({ cells }: SheetRow): string => cells['community'] ?? cells['社区代码'] ?? '';
      const own = (row: SheetRow): boolean => known.has(communityOf(row)) && communityOf(row).startsWith(division);
      const results: Taken[] = [];
      for (const [community, some] of Map.groupBy(rows.filter(own), communityOf)) {
        results.push(await ofCommunity(community, some, `${id}-${community}`, now));
      }
      const foreign = rows.filter((row) => !own(row)).map(({ row }) => ({ row, refusal: 'code-foreign' as const }));
      return {
        stored: results.reduce((sum, { stored }) => sum + stored, 0),
        unchanged: results.reduce((sum, { unchanged }) => sum + unchanged, 0),
        faults: [...foreign, ...results.flatMap(({ faults }) => faults)],
      };
    },

    resources: async (division, rows, _id, now) => {
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
    },
  };
}
