import { collections } from '../../table/collection.ts';
import type { Table } from '../../table/table.ts';
import { StoredNet } from './contract.ts';

export type NetStore = ReturnType<typeof netStore>;

/** A county's old nets are one versioned set, in the order of their names. */
export const netStore = (table: Table) =>
  collections(table, StoredNet, (county) => ({ pk: `county#${county}`, sk: 'nets' }));
