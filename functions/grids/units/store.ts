import { collections } from '../../table/collection.ts';
import type { Table } from '../../table/table.ts';
import { Unit } from './contract.ts';

export type UnitStore = ReturnType<typeof unitStore>;

/** A county's unit register is one versioned set, in the order of ids. */
export const unitStore = (table: Table) =>
  collections(table, Unit, (county) => ({ pk: `county#${county}`, sk: 'units' }));
