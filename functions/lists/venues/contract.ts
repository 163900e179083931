import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { DivisionCode, Name } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';
import { Phone, ResourceId, Text } from '../resources/contract.ts';

/** Rooms are booked by the half hour. */
export const Half = z
  .string()
  .regex(/^([01]\d|2[0-3]):[03]0$/)
  .meta({ examples: ['14:30'] });

export const BookingId = z
  .string()
  .regex(/^b-[0-9a-z]{26}$/)
  .meta({ examples: ['b-01jd3z8k6q4v5w7x9y0abcdefg'] });

export const BookingState = z.enum(['requested', 'confirmed', 'declined', 'cancelled', 'missed']);
export type BookingState = z.output<typeof BookingState>;

const RoomId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,19}$/);

export const BookingStep = z.object({
  transition: z.enum(['request', 'confirm', 'decline', 'cancel', 'miss']),
  to: BookingState,
  by: z.enum(['group', 'staff']),
  at: z.iso.datetime(),
  reason: z.string().optional(),
});

/** A room for some hours of a day; who asked is kept apart. */
export const Booking = z.object({
  id: BookingId,
  division: DivisionCode,
  resource: ResourceId,
  room: RoomId,
  day: Day,
  from: Half,
  until: Half,
  group: Name,
  purpose: z.string(),
  people: z.int(),
  state: BookingState,
  history: z.array(BookingStep),
  version: z.int().min(1),
});
export type Booking = z.output<typeof Booking>;

export const BookingDraft = z
  .strictObject({
    room: RoomId,
    day: Day,
    from: Half,
    until: Half,
    group: Name.describe("the residents' group"),
    purpose: Text(200),
    people: z.int().min(1).max(5000),
    contact: z.strictObject({ name: Text(30), phone: Phone }).describe('seen by staff only, erased a month later'),
  })
  .meta({
    examples: [
      {
        room: 'activity',
        day: '2026-12-05',
        from: '14:00',
        until: '16:00',
        group: '夕阳红合唱队',
        purpose: '排练',
        people: 18,
        contact: { name: '演示', phone: '13800000000' },
      },
    ],
  });
export type BookingDraft = z.output<typeof BookingDraft>;

/** What is taken of a venue's day. */
export const Taken = z.object({ room: RoomId, from: Half, until: Half, state: z.enum(['requested', 'confirmed']) });

export const BookingCode = z
  .string()
  .regex(/^[0-9A-Za-z]{12}$/)
  .meta({ examples: ['7K3M9Q2XWB4T'] });

const venue = z.object({ division: DivisionCode, resource: ResourceId });
const one = venue.extend({ booking: BookingId });
const none = ['no-such-venue', 'no-such-booking'] as const;

export const venues = contract({
  venueDays: {
    method: 'GET',
    path: '/venues/{resource}/days',
    summary: 'What is taken of a venue, day by day; it names nobody.',
    who: 'anyone',
    params: z.object({ resource: ResourceId }),
    query: z.strictObject({
      division: DivisionCode.describe('where the venue is registered'),
      from: Day,
      days: z.coerce.number().int().min(1).max(62).default(14),
    }),
    ok: z.object({ days: z.array(z.object({ day: Day, taken: z.array(Taken) })) }),
    refusals: ['no-such-venue'],
  },
  book: {
    method: 'POST',
    path: '/venues/{resource}/bookings',
    summary:
      "Asks for a room for a residents' group, without an account; the answer holds the code to follow or cancel it.",
    who: 'anyone',
    params: z.object({ resource: ResourceId }),
    query: z.strictObject({ division: DivisionCode }),
    body: BookingDraft,
    ok: Booking.extend({ code: BookingCode }),
    status: 201,
    creates: true,
    refusals: [
      'no-such-venue',
      'no-such-room',
      'hours-reversed',
      'too-long-booked',
      'too-many-people',
      'day-out-of-reach',
      'venue-closed',
      'room-taken',
      'too-many-bookings',
    ],
  },
  followBooking: {
    method: 'GET',
    path: '/venue-bookings/{code}',
    summary: 'A booking by its code.',
    who: 'anyone',
    params: z.object({ code: BookingCode }),
    ok: Booking,
    refusals: ['no-such-booking'],
  },
  cancelBooking: {
    method: 'POST',
    path: '/venue-bookings/{code}/cancel',
    summary: 'Gives the room back.',
    who: 'anyone',
    params: z.object({ code: BookingCode }),
    ok: Booking,
    refusals: ['no-such-booking', 'booking-over'],
  },
  bookings: {
    method: 'GET',
    path: '/divisions/{division}/venues/{resource}/bookings',
    summary: "A venue's bookings in the order of days.",
    who: 'resources.read',
    params: venue,
    query: z.strictObject({
      from: Day.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Booking), next: z.string().optional() }),
    refusals: ['no-such-venue', 'cursor-invalid'],
  },
  stepBooking: {
    method: 'POST',
    path: '/divisions/{division}/venues/{resource}/bookings/{booking}/steps',
    summary: 'Confirms, declines or cancels a booking, or notes that nobody came.',
    who: 'bookings.decide',
    params: one,
    body: z.strictObject({
      transition: z.enum(['confirm', 'decline', 'cancel', 'miss']),
      reason: Text(300).optional().describe('the group reads it; decline and cancel need one'),
    }),
    ok: Booking,
    changes: true,
    refusals: [...none, 'booking-over', 'reason-needed'],
  },
  revealBookingContact: {
    method: 'POST',
    path: '/divisions/{division}/venues/{resource}/bookings/{booking}/contact',
    summary: 'Whom to call about a booking; each look is on record.',
    who: 'bookings.decide',
    params: one,
    ok: z.object({ name: z.string(), phone: z.string() }),
    refusals: [...none, 'contact-erased'],
  },
});
