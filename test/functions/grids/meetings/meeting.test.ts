import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addItem,
  advanceMeeting,
  attend,
  attendance,
  decide,
  invite,
  meetingRows,
  propose,
} from '../../../../functions/grids/meetings/meeting.ts';
import type { Meeting, MeetingState } from '../../../../functions/grids/meetings/contract.ts';

const draft: Meeting = {
  id: 'm1',
  division: '500229001002',
  title: '四季度联席会议',
  place: '社区二楼会议室',
  startsAt: '2026-12-01T01:00:00.000Z',
  endsAt: '2026-12-01T03:00:00.000Z',
  agenda: [],
  invitations: [],
  proposals: [],
  quorum: { part: 1, of: 2 },
  state: 'draft',
  history: [],
  breakdowns: [],
  version: 1,
};
const act = { at: '2026-11-23T06:00:00.000Z', by: 'secretary' };
const refuses = (refusal: string) => expect.objectContaining({ refusal });

test('a meeting is called, opened with its quorum and closed; each step is kept', () => {
  expect(() => advanceMeeting(draft, 'call', act)).toThrow(refuses('agenda-empty'));
  const planned = addItem(draft, '卫生整治');
  expect(() => advanceMeeting(planned, 'call', act)).toThrow(refuses('invitations-empty'));
  const called = advanceMeeting(invite(planned, ['u3', 'u1', 'u2', 'u1']), 'call', act);
  expect(called.invitations.map(({ unit }) => unit)).toEqual(['u1', 'u2', 'u3']);
  const one = attend(called, 'u1', 'present');
  expect(attendance(one)).toEqual({ invited: 3, present: 1, needed: 2, met: false });
  expect(() => advanceMeeting(one, 'open', act)).toThrow(refuses('quorum-missing'));
  const closed = advanceMeeting(advanceMeeting(attend(one, 'u3', 'present'), 'open', act), 'close', act);
  expect(closed.state).toBe('closed');
  expect(closed.history.map(({ transition, by }) => [transition, by])).toEqual([
    ['call', 'secretary'],
    ['open', 'secretary'],
    ['close', 'secretary'],
  ]);
});

test('an adopted proposal is on the agenda with its unit; a decided one stays decided', () => {
  const raised = propose(invite(addItem(draft, '卫生整治'), ['u1']), 'u1', '慰问老人');
  const adopted = decide(raised, 1, 'adopted');
  expect(adopted.agenda).toEqual([
    { serial: 1, title: '卫生整治' },
    { serial: 2, title: '慰问老人', from: 'u1' },
  ]);
  expect(() => decide(adopted, 1, 'declined')).toThrow(refuses('proposal-decided'));
  expect(() => decide(adopted, 2, 'declined')).toThrow(refuses('no-such-proposal'));
  expect(() => propose(adopted, 'u9', 'x')).toThrow(refuses('unit-not-invited'));
  expect(decide(raised, 1, 'declined').agenda).toHaveLength(1);
});

test('a closed or cancelled meeting changes no more, and cancelling needs its reason', () => {
  expect(() => advanceMeeting(draft, 'cancel', act)).toThrow(refuses('reason-missing'));
  const cancelled = advanceMeeting(draft, 'cancel', { ...act, reason: '暴雨' });
  expect(cancelled.history.at(-1)).toMatchObject({ transition: 'cancel', reason: '暴雨' });
  for (const change of [
    () => addItem(cancelled, 'x'),
    () => invite(cancelled, ['u']),
    () => attend(cancelled, 'u', 'present'),
  ])
    expect(change).toThrow(refuses('meeting-not-editable'));
});

test('only the steps of the table exist', () => {
  const full = invite(addItem(draft, 'x'), ['u']);
  const ready = { ...full, invitations: [{ unit: 'u', presence: 'present' as const }] };
  for (const state of ['draft', 'called', 'open', 'closed', 'cancelled'] satisfies MeetingState[])
    for (const transition of ['call', 'open', 'close', 'cancel'] as const) {
      const row = meetingRows.find((r) => r.from === state && r.transition === transition);
      const step = () => advanceMeeting({ ...ready, state }, transition, { ...act, reason: 'r' });
      if (row) expect(step().state).toBe(row.to);
      else expect(step).toThrow(refuses('meeting-transition-forbidden'));
    }
});

test('the quorum is exact in integers: one unit fewer than needed is too few', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 }), fc.nat(12), (invited, of, some) => {
      const quorum = { part: Math.min(some, of), of };
      const there = (present: number) => ({
        quorum,
        invitations: Array.from({ length: invited }, (_, i) => ({
          unit: `u${i}`,
          presence: i < present ? ('present' as const) : ('invited' as const),
        })),
      });
      const { needed } = attendance(there(0));
      expect(attendance(there(needed)).met).toBe(true);
      if (needed > 0) expect(attendance(there(needed - 1)).met).toBe(false);
    }),
  ));
