import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '../../../../functions/http/actions.ts';
import type { Resource } from '../../../../functions/lists/resources/contract.ts';
import { resourceStore } from '../../../../functions/lists/resources/store.ts';
import { venueActions } from '../../../../functions/lists/venues/actions.ts';
import { venueStore } from '../../../../functions/lists/venues/store.ts';
import { Conflict, openTable, pause, type Table } from '../../../../functions/table/table.ts';
import { embedded } from '../../../engine.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  const engine = await embedded('lists');
  table = openTable('lists', engine.documents);
  stop = engine.stop;
});
afterAll(() => stop());

const venue: Resource = {
  id: 'V1',
  division: '500238001001',
  unit: { name: '服务站' },
  title: '活动空间',
  description: '可预约',
  kind: 'venue',
  category: 'venue',
  serves: ['500238001001'],
  venue: { rooms: [{ id: 'hall', name: '活动室', seats: 20 }], rule: '用后打扫', keyHolder: '值班岗' },
  state: 'listed',
  source: 'staff',
  addedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 1,
};

test('of forty who ask at once for overlapping times of a room, nobody shares it', async () => {
  const stores = { venues: venueStore(table), resources: resourceStore(table) };
  await table.commit([stores.resources.save(venue)]);
  const actions = venueActions(stores);
  const ask = async (n: number): Promise<string> => {
    const hour = 9 + (n % 4);
    const [from, until] = [`${String(hour).padStart(2, '0')}:00`, `${hour + 2}:00`];
    const contact = { name: '演示', phone: `1390000${String(n).padStart(4, '0')}` };
    const body = { room: 'hall', day: '2026-11-25', from, until, group: '队', purpose: '排练', people: 5, contact };
    let ids = 0;
    const newId = () => `${String(n).padStart(13, '0')}${String(ids++).padStart(13, '0')}`;
    const context = { now: '2026-11-24T02:00:00.000Z', newId } as Context;
    const input = { params: { resource: 'V1' }, query: { division: venue.division }, body, upload: undefined };
    for (let tries = 1; ; tries++) {
      try {
        await table.commit((await actions.book(input, context)).writes ?? []);
        return 'booked';
      } catch (error) {
        if (!(error instanceof Conflict)) return (error as { refusal: string }).refusal;
        await pause(tries);
      }
    }
  };
  const outcomes = await Promise.all(Array.from({ length: 40 }, (_, n) => ask(n)));
  expect(new Set(outcomes)).toEqual(new Set(['booked', 'room-taken']));
  const { taken } = await stores.venues.day('500238', 'V1', '2026-11-25');
  expect(taken).toHaveLength(outcomes.filter((outcome) => outcome === 'booked').length);
  const times = taken.map(({ from, until }) => [from, until] as const);
  for (const [n, [from]] of times.entries()) expect(n === 0 || times[n - 1]![1] <= from).toBe(true);
});
