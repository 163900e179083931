import * as z from 'zod';
import { addDays } from '../../calendar/day.ts';
import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { Booking, Taken } from './contract.ts';
import type { Slot } from './booking.ts';

const pk = (county: string, resource: string) => `venue#${county}#${resource}`;
const bookingKey = ({ division, resource, day, id }: Pick<Booking, 'division' | 'resource' | 'day' | 'id'>) => ({
  pk: pk(division.slice(0, 6), resource),
  sk: `booking#${day}#${id}`,
});
const contactKey = (booking: Booking) => ({ ...bookingKey(booking), sk: `contact#${booking.id}` });
const placeKey = (county: string, resource: string, id: string) => ({ pk: pk(county, resource), sk: `place#${id}` });
const dayKey = (county: string, resource: string, day: string) => ({ pk: pk(county, resource), sk: `day#${day}` });
const codeKey = (digest: string) => ({ pk: 'booking-code', sk: digest });
const callerKey = (digest: string) => ({ pk: 'booking-caller', sk: digest });

const DayRecord = z.object({ version: z.int(), taken: z.array(Taken.extend({ booking: z.string() })) });
const Place = z.object({
  county: z.string(),
  resource: z.string(),
  day: z.string(),
  id: z.string(),
  caller: z.string().describe('digest of the phone'),
});
const CallerRecord = z.object({ version: z.int(), days: z.array(z.object({ booking: z.string(), day: z.string() })) });

/** Contact data is erased a month after the day it was needed for. */
const KEEP_DAYS = 30;

export interface VenueDay {
  readonly version: number;
  readonly taken: readonly Slot[];
}

/** A caller's open bookings, by the digest of the phone. */
export interface CallerBookings {
  readonly version: number;
  readonly days: readonly { readonly booking: string; readonly day: string }[];
}

/** Who booked how much, by the digest of the phone. */
const callers = (table: Table) => ({
  /** The digest of the phone that a booking was made with. */
  async callerOf({ division, resource, id }: Booking): Promise<string | undefined> {
    const item = await table.get(placeKey(division.slice(0, 6), resource, id));
    return item && Place.parse(item).caller;
  },

  async caller(digest: string): Promise<CallerBookings> {
    const item = await table.get(callerKey(digest));
    return item ? CallerRecord.parse(item) : { version: 0, days: [] };
  },

  saveCaller(digest: string, next: CallerBookings): Write {
    const last = next.days.map(({ day }) => day).reduce((a, b) => (a > b ? a : b), '2000-01-01');
    const expires = Math.floor(Date.parse(addDays(last, KEEP_DAYS)) / 1000);
    return {
      put: { ...callerKey(digest), ...next, expires },
      expect: next.version === 1 ? 'absent' : next.version - 1,
    };
  },
});

export type VenueStore = ReturnType<typeof venueStore>;

/** Bookings of venues; what is taken of a day is one record, so that two never get the same room. */
export const venueStore = (table: Table) => {
  const at = async ({ county, resource, day, id }: Omit<z.output<typeof Place>, 'caller'>): Promise<Booking> => {
    const item = await table.get({ pk: pk(county, resource), sk: `booking#${day}#${id}` });
    return item ? Booking.parse(item) : refuse('no-such-booking');
  };
  return {
    ...callers(table),

    /** @throws Refusal 'no-such-booking' */
    async booking(county: string, resource: string, id: string): Promise<Booking> {
      const item = await table.get(placeKey(county, resource, id));
      return item ? at(Place.parse(item)) : refuse('no-such-booking');
    },

    /** @throws Refusal 'no-such-booking' */
    async byCode(digest: string): Promise<Booking> {
      const item = await table.get(codeKey(digest));
      return item ? at(Place.parse(item)) : refuse('no-such-booking');
    },

    async day(county: string, resource: string, day: string): Promise<VenueDay> {
      const item = await table.get(dayKey(county, resource, day));
      return item ? DayRecord.parse(item) : { version: 0, taken: [] };
    },

    /** The days from one on that have something taken. */
    async days(county: string, resource: string, from: string, until: string) {
      const { items } = await table.list(pk(county, resource), {
        prefix: 'day#',
        after: `day#${addDays(from, -1)}~`,
        limit: 100,
      });
      return items
        .map((item) => ({ day: item.sk.slice(4), taken: DayRecord.parse(item).taken }))
        .filter(({ day, taken }) => day <= until && taken.length > 0);
    },

    saveDay: (county: string, resource: string, day: string, next: VenueDay): Write => ({
      put: { ...dayKey(county, resource, day), ...next },
      expect: next.version === 1 ? 'absent' : next.version - 1,
    }),

    save: (next: Booking): Write => ({
      put: { ...bookingKey(next), ...next },
      expect: next.version === 1 ? 'absent' : next.version - 1,
    }),

    /** What a first booking stores beside itself: where its id and its code lead, and whom to call. */
    opened(booking: Booking, digest: string, caller: string, contact: { name: string; phone: string }): Write[] {
      const county = booking.division.slice(0, 6);
      const place = { county, resource: booking.resource, day: booking.day, id: booking.id, caller };
      const expires = Math.floor(Date.parse(addDays(booking.day, KEEP_DAYS)) / 1000);
      return [
        { put: { ...placeKey(county, booking.resource, booking.id), ...place }, expect: 'absent' },
        { put: { ...codeKey(digest), ...place, expires }, expect: 'absent' },
        { put: { ...contactKey(booking), ...contact, expires }, expect: 'absent' },
      ];
    },

    /** @throws Refusal 'contact-erased' */
    async contact(booking: Booking, now: string): Promise<{ name: string; phone: string }> {
      const item = await table.get(contactKey(booking));
      if (!item || Number(item['expires']) * 1000 < Date.parse(now)) return refuse('contact-erased');
      return { name: String(item['name']), phone: String(item['phone']) };
    },

    /** One page of bookings from a day on. */
    async list(county: string, resource: string, from: string, limit: number, after: string | undefined) {
      const page = await table.list(pk(county, resource), {
        prefix: 'booking#',
        limit,
        after: after ?? `booking#${addDays(from, -1)}~`,
      });
      return { items: page.items.map((item) => Booking.parse(item)), after: page.after };
    },
  };
};
