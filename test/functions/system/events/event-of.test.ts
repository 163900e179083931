import { expect, test } from 'vitest';
import { eventOf } from '../../../../functions/system/events/event-of.ts';

test('a plan in a new state makes an event with its ids and version, and nothing that was written', () => {
  const image = { state: 'published', version: 2, name: '张三的方案' };
  const event = eventOf({ pk: 'community#500229001002', sk: 'plan#01J', image });
  expect(event).toEqual({
    type: 'plan.published',
    division: '500229001002',
    subject: { kind: 'plan', id: '01J', version: 2 },
  });
});

test("an application's event names its fund and stands in its community", () => {
  const image = { community: '500229001006', state: 'approved', version: 5 };
  expect(eventOf({ pk: 'fund#fund-500229-001-006', sk: 'application#a-1', image })).toEqual({
    type: 'application.approved',
    division: '500229001006',
    subject: { kind: 'application', id: 'a-1', fund: 'fund-500229-001-006', version: 5 },
  });
});

test('a compound and its renovations stand in their community', () => {
  expect(eventOf({ pk: 'compounds#500229', sk: '500229001004#compound-a', image: { version: 2 } })).toEqual({
    type: 'compound.changed',
    division: '500229001004',
    subject: { kind: 'compound', id: 'compound-a', version: 2 },
  });
  const image = { state: 'agreed', version: 4, title: '某某' };
  expect(eventOf({ pk: 'renovations#500229', sk: '500229001004#compound-a#renovation-01j', image })).toEqual({
    type: 'renovation.agreed',
    division: '500229001004',
    subject: { kind: 'renovation', id: 'renovation-01j', version: 4 },
  });
});

test('what has no state has changed, and what is gone was removed', () => {
  expect(eventOf({ pk: 'county#500229', sk: 'units', image: { version: 3 } })?.type).toBe('units.changed');
  expect(eventOf({ pk: 'county#500229', sk: 'units', image: undefined })?.type).toBe('units.removed');
});

test('the ledger tells its sequence number; other books, slips and idempotency records tell nothing', () => {
  expect(eventOf({ pk: 'fund#fund-500229', sk: 'head', image: { seq: 12 } })).toMatchObject({
    type: 'ledger.changed',
    division: '500229',
    subject: { version: 12 },
  });
  const quiet = [
    ['fund#fund-500229', 'slip#1'],
    ['fund#fund-500229', 'contributor#1'],
    ['idempotency#a#b', 'key'],
    ['document#1', '0000'],
    ['community#500229001002', 'plan-in-force'],
  ] as const;
  expect(quiet.filter(([pk, sk]) => eventOf({ pk, sk, image: {} }) !== undefined)).toEqual([]);
});

test('a meeting tells of its breakdown; a task tells when it moves, and not before its meeting stands for it', () => {
  const meeting = { pk: 'meetings#500229001002', sk: '01J', image: { state: 'open', version: 4, title: '某某' } };
  expect(eventOf(meeting)).toEqual({
    type: 'meeting.open',
    division: '500229001002',
    subject: { kind: 'meeting', id: '01J', version: 4 },
  });
  const task = { pk: 'tasks#500229001002-01J#01K', sk: '002-500229001002007' };
  expect(eventOf({ ...task, image: { state: 'assigned', version: 1 } })).toBeUndefined();
  expect(eventOf({ ...task, image: { state: 'reported', version: 2, report: { text: '走访张三' } } })).toEqual({
    type: 'task.reported',
    division: '500229001002',
    subject: { kind: 'task', id: '500229001002-01J-002-500229001002007', version: 2 },
  });
});
