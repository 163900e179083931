import { addDays } from '../../calendar/day.ts';
import { refuse } from '../../http/refusal.ts';
import type { Resource } from '../resources/contract.ts';
import { isoWeekday } from '../resources/period.ts';
import type { Booking, BookingDraft, BookingState } from './contract.ts';

/** Days ahead that a room may be booked; hours that one booking may last. */
export const REACH_DAYS = 60;
const LONGEST_MINUTES = 8 * 60;

export interface Slot {
  readonly booking: string;
  readonly room: string;
  readonly from: string;
  readonly until: string;
  readonly state: 'requested' | 'confirmed';
}

/** Do two times of a room overlap? The end of one may be the beginning of the other. */
export const overlaps = (a: Omit<Slot, 'booking' | 'state'>, b: Omit<Slot, 'booking' | 'state'>): boolean =>
  a.room === b.room && a.from < b.until && b.from < a.until;

/**
 * May this be booked?
 * @param taken the slots of that day
 * @param now the Shanghai day and time, 'YYYY-MM-DD' and 'HH:MM'
 * @throws Refusal 'no-such-room', 'hours-reversed', 'too-long-booked', 'too-many-people', 'day-out-of-reach',
 *   'venue-closed', 'room-taken'
 */
export function judgeBooking(
  venue: Resource,
  draft: Omit<BookingDraft, 'contact'>,
  taken: readonly Slot[],
  now: { readonly day: string; readonly time: string },
): void {
  const room = venue.venue?.rooms.find(({ id }) => id === draft.room) ?? refuse('no-such-room', '#/room');
  if (draft.from >= draft.until) refuse('hours-reversed', '#/until');
  if (minutes(draft.until) - minutes(draft.from) > LONGEST_MINUTES) refuse('too-long-booked', '#/until', { hours: 8 });
  if (room.seats !== undefined && draft.people > room.seats)
    refuse('too-many-people', '#/people', { seats: room.seats });
  const past = draft.day < now.day || (draft.day === now.day && draft.from <= now.time);
  if (past || draft.day > addDays(now.day, REACH_DAYS)) refuse('day-out-of-reach', '#/day', { days: REACH_DAYS });
  if (!open(venue, draft)) refuse('venue-closed', '#/from');
  if (taken.some((slot) => overlaps(slot, draft))) refuse('room-taken', '#/from');
}

function open(venue: Resource, { day, from, until }: Omit<BookingDraft, 'contact'>): boolean {
  if (venue.validFrom && day < venue.validFrom) return false;
  if (venue.validUntil && day > venue.validUntil) return false;
  if (!venue.hours || venue.hours.length === 0) return true;
  return venue.hours.some(
    (hours) => hours.days.includes(isoWeekday(day)) && hours.from <= from && until <= hours.until,
  );
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

type Transition = 'confirm' | 'decline' | 'cancel' | 'miss';

interface Row {
  readonly from: readonly BookingState[];
  readonly transition: Transition;
  readonly to: BookingState;
  readonly who: readonly ('group' | 'staff')[];
  /** Staff say why; the group need not. */
  readonly reason?: true;
}

/** The course of a booking: the one list of its states and steps. */
export const rows: readonly Row[] = [
  { from: ['requested'], transition: 'confirm', to: 'confirmed', who: ['staff'] },
  { from: ['requested'], transition: 'decline', to: 'declined', who: ['staff'], reason: true },
  { from: ['requested', 'confirmed'], transition: 'cancel', to: 'cancelled', who: ['group', 'staff'], reason: true },
  { from: ['confirmed'], transition: 'miss', to: 'missed', who: ['staff'] },
];

/** States in which the room is the group's. */
export const holding: readonly BookingState[] = ['requested', 'confirmed'];

/**
 * The booking after a step.
 * @throws Refusal 'booking-over' from this state, 'reason-needed'
 */
export function stepped(
  booking: Booking,
  transition: Transition,
  { by, at, reason }: { readonly by: 'group' | 'staff'; readonly at: string; readonly reason?: string | undefined },
): Booking {
  const row = rows.find(
    (each) => each.transition === transition && each.from.includes(booking.state) && each.who.includes(by),
  );
  if (!row) return refuse('booking-over', '#/transition', { state: booking.state });
  if (row.reason && by === 'staff' && !reason) refuse('reason-needed', '#/reason');
  const step = { transition, to: row.to, by, at, ...(reason && { reason }) };
  return { ...booking, state: row.to, history: [...booking.history, step], version: booking.version + 1 };
}

/** The day's slots after a booking changed: it stands there while it holds the room. */
export function slotsWith(slots: readonly Slot[], booking: Booking): Slot[] {
  const others = slots.filter((slot) => slot.booking !== booking.id);
  const { id, room, from, until, state } = booking;
  if (state !== 'requested' && state !== 'confirmed') return others;
  return [...others, { booking: id, room, from, until, state }].sort((a, b) =>
    a.from === b.from ? (a.room < b.room ? -1 : 1) : a.from < b.from ? -1 : 1,
  );
}
