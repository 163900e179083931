import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakdown } from '../../../../functions/grids/tasks/breakdown.ts';
import { advance, asOf, pastDeadline, taskRows, toRemind, worklist } from '../../../../functions/grids/tasks/task.ts';
import type { Task } from '../../../../functions/grids/tasks/contract.ts';

const at = '2026-12-01T02:00:00.000Z';
const refuses = (refusal: string) => expect.objectContaining({ refusal });
const codeOf = (i: number): string => `500229001002${String(i).padStart(3, '0')}`;
const meeting = {
  id: 'm1',
  state: 'open' as const,
  breakdowns: [],
  agenda: [
    { serial: 1, title: '卫生整治' },
    { serial: 2, title: '慰问老人' },
    { serial: 3, title: '消防检查' },
  ],
};
const allocation = (grids: number) =>
  new Map(Array.from({ length: grids }, (_, i) => [codeOf(i + 1), [`u${i}`, `v${i}`]] as const));

test('items x grids become tasks of each grid’s unit, with deadlines', () => {
  const tasks = breakdown(
    meeting,
    [
      { item: 2, deadline: '2026-12-20', grids: [codeOf(2)] },
      { item: 1, deadline: '2026-12-10' },
    ],
    allocation(2),
    at,
  );
  expect(tasks.map(({ id, unit, together, title, deadline }) => [id, unit, together, title, deadline])).toEqual([
    ['m1-001-500229001002001', 'u0', ['v0'], '卫生整治', '2026-12-10'],
    ['m1-001-500229001002002', 'u1', ['v1'], '卫生整治', '2026-12-10'],
    ['m1-002-500229001002002', 'u1', ['v1'], '慰问老人', '2026-12-20'],
  ]);
});

test('a fault anywhere refuses the whole breakdown', () => {
  const item = { item: 1, deadline: '2026-12-10' };
  const go =
    (items: Parameters<typeof breakdown>[1], units: Parameters<typeof breakdown>[2] = allocation(2)) =>
    () =>
      breakdown(meeting, items, units, at);
  expect(go([])).toThrow(refuses('no-items'));
  expect(go([item], new Map())).toThrow(refuses('no-grids'));
  expect(go([item, { ...item, item: 9 }])).toThrow(refuses('no-such-item'));
  expect(go([item, item])).toThrow(refuses('item-repeated'));
  expect(go([{ ...item, deadline: '2026-11-30' }])).toThrow(refuses('deadline-invalid'));
  expect(go([{ ...item, deadline: '2026-02-30' }])).toThrow(refuses('deadline-invalid'));
  expect(go([{ ...item, grids: ['x'] }])).toThrow(refuses('no-such-grid'));
  expect(go([item], new Map([[codeOf(1), []]]))).toThrow(refuses('grid-without-unit'));
  expect(() => breakdown({ ...meeting, state: 'draft' }, [item], allocation(1), at)).toThrow(
    refuses('meeting-not-held'),
  );
  expect(
    go(
      [1, 2, 3].map((n) => ({ ...item, item: n })),
      allocation(1001),
    ),
  ).toThrow(refuses('too-many-tasks'));
});

const [task] = breakdown(meeting, [{ item: 1, deadline: '2026-12-10' }], allocation(1), at) as [Task];
const act = { at, by: 'someone' };
const report = { text: '已完成', photos: ['p1'] };

test('an item is broken down once, and a task past its day shows as overdue before the clock has noted it', () => {
  const item = { item: 1, deadline: '2026-12-10' };
  const before = { ...meeting, breakdowns: [{ id: 'b', at, by: 'x', items: [1], tasks: 2 }] };
  expect(() => breakdown(before, [item], allocation(2), at)).toThrow(refuses('item-broken-down'));
  expect(asOf(task, '2026-12-10T15:59:59.000Z').state).toBe('assigned');
  expect(asOf(task, '2026-12-10T16:00:00.000Z').state).toBe('overdue');
  expect(asOf(advance(task, 'report', { ...act, report }), '2027-01-01T00:00:00.000Z').state).toBe('reported');
});

test('a task that goes to and fro for ever ends by name', () => {
  let now = task;
  for (let i = 0; i < 20; i++)
    now = advance(advance(now, 'report', { ...act, report }), 'return', { ...act, reason: 'r' });
  expect(() => advance(now, 'report', { ...act, report })).toThrow(refuses('too-many-steps'));
});

test('a task is reported, returned with a reason, reported again and accepted; nothing of it is lost', () => {
  const reported = advance(task, 'report', { ...act, report });
  expect(() => advance(reported, 'return', act)).toThrow(refuses('reason-missing'));
  const returned = advance(reported, 'return', { ...act, reason: '照片不清', deadline: '2026-12-15' });
  expect([returned.state, returned.deadline]).toEqual(['returned', '2026-12-15']);
  const again = advance(returned, 'report', { ...act, report: { text: '重拍', photos: ['p2'] } });
  const accepted = advance(again, 'accept', act);
  expect(accepted.state).toBe('accepted');
  expect(accepted.history.map((step) => step.transition)).toEqual(['report', 'return', 'report', 'accept']);
  expect(accepted.history[0]).toMatchObject({ report, from: 'assigned' });
});

test('"not ours" names the next unit', () => {
  expect(() => advance(task, 'hand-over', { ...act, reason: '非本单位职责' })).toThrow(refuses('next-unit-missing'));
  expect(() => advance(task, 'hand-over', { ...act, reason: 'x', unit: 'u0' })).toThrow(refuses('next-unit-missing'));
  const next = advance(task, 'hand-over', { ...act, reason: '非本单位职责', unit: 'v0' });
  expect([next.unit, next.together, next.state]).toEqual(['v0', [], 'assigned']);
});

test('a task lapses when its Shanghai day has ended, and not a second before', () => {
  expect(pastDeadline('2026-12-10', '2026-12-10T15:59:59.999Z')).toBe(false);
  expect(pastDeadline('2026-12-10', '2026-12-10T16:00:00.000Z')).toBe(true);
  expect(() => advance(task, 'lapse', { ...act, at: '2026-12-10T15:59:59.000Z' })).toThrow(refuses('not-yet-overdue'));
  expect(advance(task, 'lapse', { ...act, at: '2026-12-10T16:00:00.000Z' }).state).toBe('overdue');
});

const acts = fc.record({
  transition: fc.constantFrom(...new Set(taskRows.map((row) => row.transition))),
  day: fc.integer({ min: 1, max: 28 }),
  unit: fc.constantFrom('u0', 'v0', 'w'),
});

test('whatever is tried, a task moves along the table only, keeps its history and always has a unit', () =>
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 20 }), (tries) => {
      let now = task;
      for (const { transition, day, unit } of tries) {
        const instant = `2026-12-${String(day).padStart(2, '0')}T04:00:00.000Z`;
        const before = now;
        try {
          now = advance(now, transition, { at: instant, by: 'x', reason: 'r', report, unit });
        } catch (refused) {
          expect(refused).toHaveProperty('refusal');
          continue;
        }
        expect(taskRows.some((r) => r.from === before.state && r.transition === transition && r.to === now.state)).toBe(
          true,
        );
        expect(now.history.slice(0, -1)).toEqual(before.history);
        expect(now.unit).not.toBe('');
        expect(before.state).not.toBe('accepted');
      }
    }),
  ));

test('the worklist shows a unit its open tasks, overdue first', () => {
  const all = [
    { ...task, id: 'a', deadline: '2026-12-09' },
    { ...task, id: 'b', deadline: '2026-12-20', state: 'overdue' as const },
    { ...task, id: 'c', state: 'accepted' as const },
    { ...task, id: 'd', unit: 'other' },
    { ...task, id: 'e', deadline: '2026-12-01', state: 'reported' as const },
  ];
  expect(worklist(all, 'u0').map(({ id }) => id)).toEqual(['b', 'a', 'e']);
});

test('reminders go to what is still to be done: overdue, or due within the days ahead in Shanghai', () => {
  const all = [
    { ...task, id: 'soon', deadline: '2026-12-12' },
    { ...task, id: 'later', deadline: '2026-12-13' },
    { ...task, id: 'overdue', deadline: '2026-12-01', state: 'overdue' as const },
    { ...task, id: 'reported', deadline: '2026-12-11', state: 'reported' as const },
  ];
  const evening = '2026-12-09T16:30:00.000Z'; // the 10th in Shanghai
  expect(toRemind(all, evening, 2).map(({ id }) => id)).toEqual(['soon', 'overdue']);
});
