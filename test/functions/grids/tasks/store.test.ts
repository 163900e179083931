import { afterAll, beforeAll, expect, test } from 'vitest';
import { breakdown } from '../../../../functions/grids/tasks/breakdown.ts';
import type { Meeting } from '../../../../functions/grids/meetings/contract.ts';
import { draftMeeting } from '../../../../functions/grids/meetings/meeting.ts';
import { meetingStore } from '../../../../functions/grids/meetings/store.ts';
import { taskStore } from '../../../../functions/grids/tasks/store.ts';
import { advance } from '../../../../functions/grids/tasks/task.ts';
import { Conflict, openTable, type Table } from '../../../../functions/table/table.ts';
import { embedded } from '../../../engine.ts';

const division = '500229001002';
const at = '2026-12-01T02:00:00.000Z';
const grids = new Map(
  Array.from({ length: 100 }, (_, i) => [
    `${division}${String(i + 1).padStart(3, '0')}`,
    i < 10 ? [`U${i % 40}`, 'V'] : [`U${i % 40}`],
  ]),
);
const items = [1, 2, 3].map((item) => ({ item, deadline: '2026-12-10' }));

let engine: Awaited<ReturnType<typeof embedded>>;
let table: Table;
beforeAll(async () => {
  engine = await embedded('grids');
  table = openTable('grids', engine.documents);
});
afterAll(() => engine.stop());

const storesOf = (on: Table) => {
  const meetings = meetingStore(on);
  return [meetings, taskStore(on, meetings)] as const;
};

const meetingOf = (serial: number): Meeting => {
  const id = `${division}-01JD3Z8K6Q4V5W7X9Y0ABCD${String(serial).padStart(3, '0')}`;
  const words = { title: '联席会议', place: '二楼', startsAt: at, endsAt: '2026-12-01T04:00:00.000Z' };
  const drafted = draftMeeting(
    { id, division, ...words, quorum: { part: 1, of: 2 } },
    ['卫生', '慰问', '消防'],
    ['U0'],
  );
  return { ...drafted, state: 'open' };
};

/** A table whose process dies after so many prepared items. */
const dying = (after: number): Table => {
  let left = after;
  return {
    ...table,
    prepare: async (list) => {
      const fitting = list.slice(0, left);
      left -= fitting.length;
      await table.prepare(fitting);
      if (fitting.length < list.length) throw new Error('killed');
    },
  };
};

/** As the action does it: prepare, then one commit that lets the meeting refer to the tasks. */
async function breakDown(on: Table, meeting: Meeting, id: string): Promise<Meeting> {
  const store = taskStore(on, meetingStore(on));
  const tasks = breakdown(meeting, items, grids, at);
  await store.prepareTasks(id, tasks);
  const made = { id, at, by: 'x', items: [1, 2, 3], tasks: tasks.length };
  const next = { ...meeting, breakdowns: [...meeting.breakdowns, made], version: meeting.version + 1 };
  await on.commit([meetingStore(on).save(next)]);
  return next;
}

test.each([9, 299, 450])(
  '300 tasks are whole or none: killed after %i of 630 items, nobody sees one; tried again, all are there once',
  async (after) => {
    const [meetings, store] = storesOf(table);
    const meeting = meetingOf(after);
    await table.commit([meetings.save(meeting)]);
    await expect(breakDown(dying(after), meeting, '01A')).rejects.toThrow('killed');
    const stored = await meetings.meeting(meeting.id);
    expect((await store.tasks(stored, 1000)).tasks).toEqual([]);
    expect(
      (await store.tasksOf('500229', 'U7', 1000, undefined)).tasks.filter((t) => t.meeting === meeting.id),
    ).toEqual([]);
    await expect(store.task(`${division}001`, `${meeting.id}-001`)).rejects.toMatchObject({ refusal: 'no-such-task' });

    const whole = await breakDown(table, stored, '01B');
    const { tasks } = await store.tasks(whole, 1000);
    expect(tasks.map(({ id }) => id)).toEqual(breakdown(meeting, items, grids, at).map(({ id }) => id));
    const own = await store.tasksOf('500229', 'U7', 1000, undefined);
    expect(own.tasks.filter((t) => t.meeting === meeting.id)).toHaveLength(9);
  },
);

test('of two breakdowns of one meeting at once, one happens and the other sees it', async () => {
  const [meetings, store] = storesOf(table);
  const meeting = meetingOf(900);
  await table.commit([meetings.save(meeting)]);
  const done = await Promise.allSettled(['01C', '01D'].map((id) => breakDown(table, meeting, id)));
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(done.find((each) => each.status === 'rejected')).toMatchObject({ reason: expect.any(Conflict) as unknown });
  expect((await store.tasks(await meetings.meeting(meeting.id), 1000)).tasks).toHaveLength(300);
});

test('tasks are paged without a skip or a repeat, over more than one breakdown', async () => {
  const [meetings, store] = storesOf(table);
  const meeting = meetingOf(901);
  await table.commit([meetings.save(meeting)]);
  const first = breakdown(meeting, items.slice(0, 1), grids, at);
  const second = breakdown(meeting, items.slice(1), grids, at);
  await store.prepareTasks('01E', first);
  await store.prepareTasks('01F', second);
  const made = (id: string, list: number[]) => ({ id, at, by: 'x', items: list, tasks: 1 });
  const whole = { ...meeting, breakdowns: [made('01E', [1]), made('01F', [2, 3])] };
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.tasks(whole, 70, after);
    expect(page.tasks.length).toBeLessThanOrEqual(70);
    seen.push(...page.tasks.map(({ id }) => id));
    after = page.after;
  } while (after !== undefined);
  expect(seen).toEqual([...first, ...second].map(({ id }) => id));
});

test('a task handed over leaves the one worklist and enters the other', async () => {
  const [meetings, store] = storesOf(table);
  const meeting = meetingOf(902);
  await table.commit([meetings.save(meeting)]);
  await breakDown(table, meeting, '01G');
  const { task, breakdown: from } = await store.task(`${division}005`, `${meeting.id}-002`);
  const next = advance(task, 'hand-over', { at, by: 'x', reason: '职责调整', unit: 'W' });
  await table.commit(store.saveTask({ ...next, version: task.version + 1 }, from));
  const idsOf = async (unit: string) =>
    (await store.tasksOf('500229', unit, 1000, undefined)).tasks.map(({ id }) => id).filter((id) => id === task.id);
  expect([await idsOf('U4'), await idsOf('W'), await idsOf('V')]).toEqual([[], [task.id], [task.id]]);
});
