import type { Actions } from '../../http/actions.ts';
import { tellRows } from '../../http/rows.ts';
import { readSheet } from '../imports/sheet.ts';
import type { ResponsibleStore } from '../responsible/store.ts';
import type { contacts } from './contract.ts';
import { mergeContacts, readContacts } from './import.ts';
import type { ContactStore } from './store.ts';

export const contactActions = (store: ContactStore, responsible: ResponsibleStore): Actions<typeof contacts> => ({
  importContacts: async ({ params, query, upload }, context) => {
    await responsible.communities(params.division);
    const { rows, contacts: incoming, faults } = readContacts(params.division, await readSheet(upload));
    const stored = await store.all(params.division);
    const { set, changed, dropped } = mergeContacts(stored.records, incoming, query.mode);
    const body = { rows, stored: changed, unchanged: incoming.length - changed, errors: tellRows(faults, context) };
    if (changed + dropped === 0) return { body };
    return { body, writes: await store.replace(params.division, stored, set, context.newId(), context.now) };
  },

  contacts: async ({ params, query }, { cursor }) => {
    await responsible.communities(params.division);
    const { records } = await store.all(params.division.slice(0, 6));
    const own = records.filter(({ at }) => at.startsWith(params.division));
    const after = cursor.open(query.cursor);
    const left = after === undefined ? own : own.filter(({ id }) => id > after);
    const items = left.slice(0, query.limit);
    const next = left.length > items.length ? cursor.seal(items.at(-1)?.id) : undefined;
    return { body: { items, total: own.length, ...(next && { next }) } };
  },
});
