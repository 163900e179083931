import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Resource } from '../../../../functions/lists/resources/contract.ts';
import { resourceStore } from '../../../../functions/lists/resources/store.ts';
import { Conflict, openTable, pause, type Table, type Write } from '../../../../functions/table/table.ts';
import { embedded } from '../../../engine.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  const engine = await embedded('lists');
  table = openTable('lists', engine.documents);
  stop = engine.stop;
});
afterAll(() => stop());

const resource: Resource = {
  id: 'R1',
  division: '500238',
  unit: { name: '测试单位' },
  title: '名额十个',
  description: '每月十个。',
  kind: 'service',
  category: 'elderly',
  serves: ['500238'],
  capacity: { amount: 10, period: 'month' },
  state: 'listed',
  source: 'staff',
  addedAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 1,
};
const reservation = (project: string, amount = 1) => ({
  resource: 'R1',
  period: '2026-11',
  amount,
  project,
  community: '500238001001',
  at: '2026-11-24T00:00:00.000Z',
});

/** Decides on fresh data and commits, again when something moved in between, as the API does. */
async function perform(decide: () => Promise<Write[]>): Promise<'done' | string> {
  for (let tries = 1; ; tries++) {
    try {
      await table.commit(await decide());
      return 'done';
    } catch (error) {
      if (!(error instanceof Conflict)) return (error as { refusal: string }).refusal;
      await pause(tries);
    }
  }
}

test('forty at once never get more than the ten that there are; what is given back can be taken again', async () => {
  const store = resourceStore(table);
  await table.commit([store.save(resource)]);
  const take = (project: string) =>
    perform(async () => {
      const now = (await store.find('500238', 'R1'))!;
      return [store.unmoved(now), ...(await store.reserve(now, reservation(project)))];
    });
  const outcomes = await Promise.all(Array.from({ length: 40 }, (_, n) => take(`p-${n}`)));
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(10);
  expect(outcomes.filter((outcome) => outcome === 'capacity-taken')).toHaveLength(30);
  expect(await store.usage('500238', '2026-11', 'R1')).toMatchObject({ reserved: 10 });
  expect((await store.reserved('500238', '2026-11')).get('R1')).toBe(10);

  const winners = outcomes.flatMap((outcome, n) => (outcome === 'done' ? [`p-${n}`] : []));
  const back = winners
    .slice(0, 4)
    .map((project) => perform(() => store.release('500238', reservation(project), 'now')));
  expect(await Promise.all(back)).toEqual(['done', 'done', 'done', 'done']);
  const again = await Promise.all(Array.from({ length: 9 }, (_, n) => take(`later-${n}`)));
  expect(again.filter((outcome) => outcome === 'done')).toHaveLength(4);
  const { items } = await store.reservations('500238', 'R1', 100, undefined);
  expect(items).toHaveLength(10);
});

test('a resource that is withdrawn in between is not reserved', async () => {
  const store = resourceStore(table);
  const now = (await store.find('500238', 'R1'))!;
  const writes = [store.unmoved(now), ...(await store.reserve({ ...now, capacity: undefined }, reservation('p-late')))];
  await table.commit([store.save({ ...now, state: 'withdrawn', version: now.version + 1 })]);
  await expect(table.commit(writes)).rejects.toBeInstanceOf(Conflict);
});
