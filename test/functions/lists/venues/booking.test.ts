import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Resource } from '../../../../functions/lists/resources/contract.ts';
import {
  judgeBooking,
  overlaps,
  rows,
  slotsWith,
  stepped,
  type Slot,
} from '../../../../functions/lists/venues/booking.ts';
import type { Booking } from '../../../../functions/lists/venues/contract.ts';

const venue: Resource = {
  id: 'V1',
  division: '500238001001',
  unit: { name: '服务站' },
  title: '活动空间',
  description: '可预约',
  kind: 'venue',
  category: 'venue',
  serves: ['500238001001'],
  hours: [{ days: [1, 2, 3, 4, 5], from: '09:00', until: '17:30' }],
  venue: { rooms: [{ id: 'hall', name: '活动室', seats: 20 }], rule: '用后打扫', keyHolder: '值班岗' },
  state: 'listed',
  source: 'staff',
  addedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  version: 1,
};
const asked = {
  room: 'hall',
  day: '2026-11-25',
  from: '14:00',
  until: '16:00',
  group: '合唱队',
  purpose: '排练',
  people: 12,
};
const now = { day: '2026-11-24', time: '10:00' };
const taken: Slot[] = [{ booking: 'b', room: 'hall', from: '10:00', until: '12:00', state: 'requested' }];

const refusalOf = (draft: Partial<typeof asked>): string | undefined => {
  try {
    judgeBooking(venue, { ...asked, ...draft }, taken, now);
    return undefined;
  } catch (error) {
    return (error as { refusal: string }).refusal;
  }
};

test('a booking within the hours of a free room is taken', () => {
  expect(refusalOf({})).toBeUndefined();
  expect(refusalOf({ from: '12:00', until: '14:00' })).toBeUndefined();
});

test.each([
  [{ room: 'attic' }, 'no-such-room'],
  [{ from: '16:00', until: '16:00' }, 'hours-reversed'],
  [{ from: '09:00', until: '17:30' }, 'too-long-booked'],
  [{ people: 21 }, 'too-many-people'],
  [{ day: '2026-11-23' }, 'day-out-of-reach'],
  [{ day: '2026-11-24', from: '10:00' }, 'day-out-of-reach'],
  [{ day: '2027-01-24' }, 'day-out-of-reach'],
  [{ day: '2026-11-28' }, 'venue-closed'],
  [{ from: '17:00', until: '18:00' }, 'venue-closed'],
  [{ from: '11:30', until: '13:00' }, 'room-taken'],
])('%o is refused as %s', (draft, refusal) => {
  expect(refusalOf(draft)).toBe(refusal);
});

const halves = fc.integer({ min: 0, max: 47 }).map((n) => `${String(n >> 1).padStart(2, '0')}:${n % 2 ? '30' : '00'}`);
const times = fc.tuple(halves, halves).filter(([from, until]) => from < until);

test('two times overlap exactly when they share a half hour', () =>
  fc.assert(
    fc.property(times, times, ([a, b], [c, d]) => {
      const cells = (from: string, until: string) => {
        const at = (time: string) => Number(time.slice(0, 2)) * 2 + (time.endsWith('30') ? 1 : 0);
        return new Set(Array.from({ length: at(until) - at(from) }, (_, n) => at(from) + n));
      };
      const shared = [...cells(a, b)].some((cell) => cells(c, d).has(cell));
      expect(overlaps({ room: 'r', from: a, until: b }, { room: 'r', from: c, until: d })).toBe(shared);
    }),
  ));

const booking: Booking = {
  ...asked,
  id: 'b-01jd3z8k6q4v5w7x9y0abcdefg',
  division: venue.division,
  resource: venue.id,
  state: 'requested',
  history: [],
  version: 1,
};

test('every step from every state leads where the table says or is refused', () => {
  for (const state of ['requested', 'confirmed', 'declined', 'cancelled', 'missed'] as const)
    for (const transition of ['confirm', 'decline', 'cancel', 'miss'] as const)
      for (const by of ['group', 'staff'] as const) {
        const row = rows.find(
          (each) => each.transition === transition && each.from.includes(state) && each.who.includes(by),
        );
        const step = () =>
          stepped({ ...booking, state }, transition, { by, at: '2026-11-24T00:00:00.000Z', reason: '临时有事' });
        if (row) expect(step()).toMatchObject({ state: row.to, version: 2 });
        else expect(step).toThrow('booking-over');
      }
});

test('staff say why they decline or cancel; the room is free again', () => {
  expect(() => stepped(booking, 'decline', { by: 'staff', at: '2026-11-24T00:00:00.000Z' })).toThrow('reason-needed');
  const slots = slotsWith(taken, booking);
  expect(slots).toHaveLength(2);
  const gone = stepped(booking, 'cancel', { by: 'group', at: '2026-11-24T00:00:00.000Z' });
  expect(slotsWith(slots, gone)).toEqual(taken);
});
