import type { Actions } from '../../http/actions.ts';
import { tellRows } from '../../http/rows.ts';
import { readSheet } from '../imports/sheet.ts';
import type { DivisionStore } from '../divisions/store.ts';
import type { units } from './contract.ts';
import { mergeUnits, readUnits } from './import.ts';
import type { UnitStore } from './store.ts';

export const unitActions = (store: UnitStore, divisions: DivisionStore): Actions<typeof units> => ({
  importUnits: async ({ params, query, upload }, context) => {
    await divisions.county(params.division);
    const { rows, units: incoming, faults } = readUnits(await readSheet(upload));
    const stored = await store.all(params.division);
    const { set, changed, dropped } = mergeUnits(stored.records, incoming, query.mode);
    const body = { rows, stored: changed, unchanged: incoming.length - changed, errors: tellRows(faults, context) };
    if (changed + dropped === 0) return { body };
    return { body, writes: await store.replace(params.division, stored, set, context.newId(), context.now) };
  },

  units: async ({ params, query }, { cursor }) => {
    await divisions.county(params.division);
    const { records } = await store.all(params.division);
    const after = cursor.open(query.cursor);
    const left = after === undefined ? records : records.filter(({ id }) => id > after);
    const items = left.slice(0, query.limit);
    const next = left.length > items.length ? cursor.seal(items.at(-1)?.id) : undefined;
    return { body: { items, total: records.length, ...(next && { next }) } };
  },
});
