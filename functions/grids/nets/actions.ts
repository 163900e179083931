import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import { tellRows } from '../../http/rows.ts';
import type { BuildingStore } from '../buildings/store.ts';
import { mergeById } from '../imports/merge.ts';
import type { ResponsibleStore } from '../responsible/store.ts';
import { compareNets } from './compare.ts';
import type { nets } from './contract.ts';
import type { Net, NetBuilding } from './cover.ts';
import { readNet } from './read.ts';
import { reportNets } from './report.ts';
import type { NetStore } from './store.ts';

interface Stores {
  readonly nets: NetStore;
  readonly buildings: BuildingStore;
  readonly responsible: ResponsibleStore;
}

/** A county has some dozens of departments; and what one request can compare has an end. */
const MOST = { nets: 50, grids: 5000, tests: 50_000_000 } as const;

export const netActions = ({ nets: store, buildings, responsible }: Stores): Actions<typeof nets> => {
  /** The county's buildings under names that are unique in it, and its old nets. */
  const loaded = async (county: string): Promise<{ all: NetBuilding[]; old: Net[] }> => {
    const communities = await responsible.communities(county);
    const { records } = await store.all(county);
    if (records.length === 0) refuse('no-nets');
    const sets = await Promise.all(
      communities.map(async (community) =>
        (await buildings.all(community)).records.map(({ id, lng, lat, households }) => ({
          id: `${community}/${id}`,
          lng,
          lat,
          households,
          community,
        })),
      ),
    );
    const all = sets.flat();
    const grids = records.reduce((sum, net) => sum + net.grids.length, 0);
    if (all.length * grids > MOST.tests) refuse('nets-too-large', undefined, { buildings: all.length, grids });
    return { all, old: records.map(({ id, grids: own }) => ({ name: id, grids: own })) };
  };

  return {
    importNet: async ({ params, query, upload }, context) => {
      await responsible.communities(params.division);
      const { rows, grids, faults } = readNet(upload);
      const stored = await store.all(params.division);
      const before = stored.records.find(({ id }) => id === query.name)?.grids;
      const body = { rows, stored: rows - faults.length, unchanged: 0, errors: tellRows(faults, context) };
      if (grids.length === 0) return { body };
      if (JSON.stringify(before) === JSON.stringify(grids))
        return { body: { ...body, stored: 0, unchanged: body.stored } };
      const net = { id: query.name, grids, importedAt: context.now };
      const { set } = mergeById(stored.records, [net], 'merge');
      if (set.length > MOST.nets || set.reduce((sum, each) => sum + each.grids.length, 0) > MOST.grids)
        refuse('too-many-nets', undefined, { nets: MOST.nets, grids: MOST.grids });
      return { body, writes: await store.replace(params.division, stored, set, context.newId(), context.now) };
    },

    nets: async ({ params }) => {
      await responsible.communities(params.division);
      const { records } = await store.all(params.division);
      const items = records.map(({ id, grids, importedAt }) => ({ id, grids: grids.length, importedAt }));
      return { body: { items } };
    },

    netsReport: async ({ params }) => {
      const { all, old } = await loaded(params.division);
      const { gap, nets: each, between, units, ...report } = reportNets(all, old);
      return {
        body: {
          ...report,
          nets: each.map((net) => ({
            ...net,
            overlaps: net.overlaps.slice(0, 50).map(({ grids: [a, b], ...amount }) => ({ ...amount, grids: [a, b] })),
          })),
          between: between.map(({ nets: [a, b], ...amount }) => ({ ...amount, nets: [a, b] })),
          gap: { ...gap, ids: gap.ids.slice(0, 100) },
          units: units.map((unit) => ({ ...unit, grids: [...unit.grids], communities: [...unit.communities] })),
        },
      };
    },

    netsComparison: async ({ params }) => {
      const { all, old } = await loaded(params.division);
      const unified = await responsible.net(params.division);
      if (unified.grids.length === 0) refuse('no-plans-in-force');
      const { units, ...comparison } = compareNets(all, old, unified);
      return { body: { ...comparison, units: [...units] } };
    },
  };
};
