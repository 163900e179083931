import { collections } from '../../table/collection.ts';
import type { Table } from '../../table/table.ts';
import { Contact } from './contract.ts';

export type ContactStore = ReturnType<typeof contactStore>;

/** A county's contacts are one versioned set, in the order of ids. */
export const contactStore = (table: Table) =>
  collections(table, Contact, (county) => ({ pk: `county#${county}`, sk: 'contacts' }));
