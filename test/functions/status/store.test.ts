import { afterAll, beforeAll, expect, test } from 'vitest';
import { alarmStore } from '../../../functions/status/store.ts';
import { openTable } from '../../../functions/table/table.ts';
import { embedded } from '../../engine.ts';

let engine: Awaited<ReturnType<typeof embedded>>;
beforeAll(async () => void (engine = await embedded('system')));
afterAll(() => engine.stop());

test('changes of an alarm told out of order, twice and at once leave it as it last was', async () => {
  const alarms = alarmStore(openTable('system', engine.documents));
  const change = (minute: number, state: 'OK' | 'ALARM') =>
    ({ part: 'webhooks', alarm: 'late', state, at: `2026-11-30T01:${minute}:00Z` }) as const;
  await alarms.note(change(12, 'ALARM'));
  await Promise.all([change(14, 'OK'), change(13, 'ALARM'), change(14, 'OK'), change(11, 'OK')].map(alarms.note));
  expect(await alarms.all()).toEqual([change(14, 'OK')]);
});
