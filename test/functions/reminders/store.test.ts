import { afterAll, beforeAll, expect, test } from 'vitest';
import { divisionStore } from '../../../functions/grids/divisions/store.ts';
import { draftMeeting } from '../../../functions/grids/meetings/meeting.ts';
import { meetingStore } from '../../../functions/grids/meetings/store.ts';
import { breakdown } from '../../../functions/grids/tasks/breakdown.ts';
import { taskStore } from '../../../functions/grids/tasks/store.ts';
import { advance } from '../../../functions/grids/tasks/task.ts';
import { reminderStore } from '../../../functions/reminders/store.ts';
import { openTable } from '../../../functions/table/table.ts';
import { embedded } from '../../engine.ts';

const division = '500229001002';
const at = '2026-12-01T02:00:00.000Z';
let engine: Awaited<ReturnType<typeof embedded>>;
beforeAll(async () => void (engine = await embedded('grids')));
afterAll(() => engine.stop());

test('each day what is due is reminded of once, and what passed its deadline is noted as overdue once', async () => {
  const table = openTable('grids', engine.documents);
  const [divisions, meetings] = [divisionStore(table), meetingStore(table)];
  const tasks = taskStore(table, meetings);
  const communities = [{ code: division, name: '凤凰社区', kind: 'community' as const }];
  const streets = [{ code: '500229001', name: '葛城街道', communities }];
  const county = { code: '500229', name: '城口县', streets, version: 1, updatedAt: at };
  const id = `${division}-01JD3Z8K6Q4V5W7X9Y0ABCDEFG`;
  const words = { title: '联席会议', place: '二楼', startsAt: at, endsAt: '2026-12-01T04:00:00.000Z' };
  const drafted = draftMeeting({ id, division, ...words, quorum: { part: 1, of: 2 } }, ['卫生', '消防'], ['U1']);
  const units = new Map([1, 2].map((i) => [`${division}00${i}`, [`U${i}`]]));
  const items = [
    { item: 1, deadline: '2026-12-10' },
    { item: 2, deadline: '2026-12-20' },
  ];
  const made = breakdown({ ...drafted, state: 'open' }, items, units, at);
  await tasks.prepareTasks('01A', made);
  const breakdowns = [{ id: '01A', at, by: 'x', items: [1, 2], tasks: 4 }];
  await table.commit([divisions.save(county), meetings.save({ ...drafted, state: 'open', breakdowns })]);
  const reported = advance(made[0]!, 'report', { at, by: 'x', report: { text: '已办', photos: [] } });
  await table.commit(tasks.saveTask({ ...reported, version: 2 }, '01A'));

  const reminders = reminderStore(table, { divisions, meetings, tasks });
  expect(await reminders.run('2026-12-07T01:00:00.000Z')).toEqual({ lapsed: 0, reminded: 0 });
  expect(await reminders.run('2026-12-08T01:00:00.000Z')).toEqual({ lapsed: 0, reminded: 1 });
  expect(await reminders.of(division, '2026-12-08')).toEqual([{ task: made[1]!.id, state: 'due' }]);

  const next = '2026-12-10T16:10:00.000Z'; // the 11th in Shanghai
  expect(await reminders.run(next)).toEqual({ lapsed: 1, reminded: 1 });
  expect(await reminders.run(next)).toEqual({ lapsed: 0, reminded: 1 });
  expect(await reminders.of(division, '2026-12-11')).toEqual([{ task: made[1]!.id, state: 'overdue' }]);
  const { task } = await tasks.task(`${division}002`, `${id}-001`);
  expect([task.state, task.history.length, task.version]).toEqual(['overdue', 1, 2]);
});
