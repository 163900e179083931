import type { Actions } from '../../http/actions.ts';
import { tellRows } from '../../http/rows.ts';
import type { DivisionStore } from '../divisions/store.ts';
import type { buildings } from './contract.ts';
import { mergeBuildings, readBuildings } from './import.ts';
import type { BuildingStore } from './store.ts';

export const buildingActions = (store: BuildingStore, divisions: DivisionStore): Actions<typeof buildings> => ({
  importBuildings: async ({ params, query, upload }, context) => {
    await divisions.community(params.community);
    const { rows, buildings: incoming, faults } = readBuildings(upload, query.crs);
    const stored = await store.all(params.community);
    const { set, changed, dropped } = mergeBuildings(stored.records, incoming, query.mode);
    const body = { rows, stored: changed, unchanged: incoming.length - changed, errors: tellRows(faults, context) };
    if (changed + dropped === 0) return { body };
    return { body, writes: await store.replace(params.community, stored, set, context.newId(), context.now) };
  },

  buildings: async ({ params, query }, { cursor }) => {
    await divisions.community(params.community);
    const { records } = await store.all(params.community);
    const after = cursor.open(query.cursor);
    const from = after === undefined ? 0 : records.findIndex(({ id }) => id > after);
    const items = from < 0 ? [] : records.slice(from, from + query.limit);
    const more = from >= 0 && from + items.length < records.length;
    const next = more ? cursor.seal(items.at(-1)?.id) : undefined;
    return { body: { items, total: records.length, ...(next && { next }) } };
  },
});
