import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Compound } from '../../../../functions/grids/compounds/contract.ts';
import { planned } from '../../../../functions/grids/compounds/renovation.ts';
import { compoundStore, type CompoundStore } from '../../../../functions/grids/compounds/store.ts';
import { Conflict, openTable, type Table } from '../../../../functions/table/table.ts';
import { embedded } from '../../../engine.ts';

let engine: Awaited<ReturnType<typeof embedded>>;
let table: Table;
let store: CompoundStore;
beforeAll(async () => {
  engine = await embedded('grids');
  table = openTable('grids', engine.documents);
  store = compoundStore(table);
});
afterAll(() => engine.stop());

const compoundOf = (community: string, id: string): Compound => ({
  ...{ id, community, name: id, households: 40, grids: [], duties: [], version: 1 },
  threeNo: { owningUnit: false, management: false, repairFund: false },
});
const renovationOf = (community: string, compound: string, id: string) =>
  planned(
    { title: '改造', works: [{ item: '工程', amount: 5 }], budget: 5, parts: [{ by: 'residents', amount: 5 }] },
    { id, community, compound },
    { at: '2026-10-01T02:00:00.000Z', by: 'secretary' },
  );

test('compounds and renovations are found by county, community and compound, and an old version is not written over', async () => {
  const places = [
    ['500229001002', 'compound-a'],
    ['500229001002', 'compound-ab'],
    ['500229001004', 'compound-a'],
    ['500238001001', 'compound-a'],
  ] as const;
  for (const [community, id] of places) {
    await table.commit([
      store.save(compoundOf(community, id)),
      store.saveRenovation(renovationOf(community, id, 'renovation-one')),
    ]);
  }
  const ids = async (...asked: Parameters<typeof store.renovations>) =>
    (await store.renovations(...asked)).map(({ community, compound }) => `${community} ${compound}`);
  expect(await ids('500229')).toHaveLength(3);
  expect(await ids('500229001002')).toHaveLength(2);
  expect(await ids('500229001002', 'compound-a')).toEqual(['500229001002 compound-a']);
  expect((await store.all('500229')).map(({ id }) => id)).toEqual(['compound-a', 'compound-ab', 'compound-a']);
  const page = await store.list('500229001002', 1, undefined);
  expect([
    page.compounds.map(({ id }) => id),
    (await store.list('500229001002', 5, page.after)).compounds.length,
  ]).toEqual([['compound-a'], 1]);
  await expect(table.commit([store.save(compoundOf('500229001002', 'compound-a'))])).rejects.toThrow(Conflict);
  await expect(store.compound('500229001004', 'compound-ab')).rejects.toMatchObject({ refusal: 'no-such-compound' });
});
