import { collections } from '../../table/collection.ts';
import type { Table } from '../../table/table.ts';
import { Building } from './contract.ts';

export type BuildingStore = ReturnType<typeof buildingStore>;

/** A community's buildings are one versioned set, in the order of their ids. */
export const buildingStore = (table: Table) =>
  collections(table, Building, (community) => ({ pk: `community#${community}`, sk: 'buildings' }));
