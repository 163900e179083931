import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Reminder } from '../../../../../functions/lists/resources/contract.ts';
import { resourceReminderStore } from '../../../../../functions/lists/resources/reminded/store.ts';
import { eventOf } from '../../../../../functions/system/events/event-of.ts';
import { openTable, type Table } from '../../../../../functions/table/table.ts';
import { embedded } from '../../../../engine.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  const engine = await embedded('lists');
  table = openTable('lists', engine.documents);
  stop = engine.stop;
});
afterAll(() => stop());

const due: Reminder = {
  resource: 'R08',
  division: '500238',
  title: '四点半课堂',
  unit: '测试妇联',
  kind: 'expires',
  due: '2026-12-20',
};

test('however often a morning runs, other systems are told once that a resource expires, and again of its next term', async () => {
  const { remind } = resourceReminderStore(table);
  const now = '2026-11-24T00:00:00.000Z';
  const all = await Promise.all([remind('500238', due, now), remind('500238', due, now)]);
  expect(all.toSorted()).toEqual([false, true]);
  expect(await remind('500238', { ...due, due: '2027-12-20' }, now)).toBe(true);
  const { items } = await table.list('resource-reminders#500238', {});
  const events = items.map((image) => eventOf({ pk: image.pk, sk: image.sk, image }));
  expect(events).toMatchObject([
    { type: 'reminder.expires', division: '500238', subject: { id: 'R08' } },
    { type: 'reminder.expires', division: '500238', subject: { id: 'R08' } },
  ]);
  expect(JSON.stringify(events)).not.toContain('妇联');
});
