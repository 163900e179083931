import { addDays, shanghaiDay } from '../../calendar/day.ts';
import { sha256 } from '../../fund/ledger/chain.ts';
import type { Actions, Writes } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { Resource } from '../resources/contract.ts';
import type { ResourceStore } from '../resources/store.ts';
import { holding, judgeBooking, slotsWith, stepped } from './booking.ts';
import type { Booking, BookingDraft, venues } from './contract.ts';
import type { VenueDay, VenueStore } from './store.ts';

/** Open bookings that one caller may have at a time. */
const MOST_OPEN = 3;

const digestOf = (text: string): Promise<string> => sha256(new TextEncoder().encode(text));
const codeDigest = (code: string): Promise<string> => digestOf(`booking ${code.toUpperCase()}`);

/** The Shanghai day and time of an instant. */
const clockOf = (at: string) => ({
  day: shanghaiDay(at),
  time: new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(11, 16),
});

interface Stores {
  readonly venues: VenueStore;
  readonly resources: ResourceStore;
}

/** The day that a booking stands in. */
const dayOf = ({ venues }: Stores, { division, resource, day }: Booking): Promise<VenueDay> =>
  venues.day(division.slice(0, 6), resource, day);

/** The writes of a booking that changed: itself and its day, which is still the one that was judged. */
function moved({ venues: store }: Stores, next: Booking, day: VenueDay): Writes {
  const taken = slotsWith(day.taken, next);
  const county = next.division.slice(0, 6);
  return [store.save(next), store.saveDay(county, next.resource, next.day, { version: day.version + 1, taken })];
}

/** A booking that ends early no longer counts as one of its caller's open ones. */
async function ended(stores: Stores, next: Booking): Promise<Writes> {
  const writes = moved(stores, next, await dayOf(stores, next));
  if (holding.includes(next.state) || next.state === 'missed') return writes;
  const digest = await stores.venues.callerOf(next);
  if (digest === undefined) return writes;
  const { version, days } = await stores.venues.caller(digest);
  if (version === 0) return writes;
  const left = days.filter(({ booking }) => booking !== next.id);
  return [...writes, stores.venues.saveCaller(digest, { version: version + 1, days: left })];
}

/** A caller's open bookings with the new one. @throws Refusal 'too-many-bookings' */
async function counted({ venues: store }: Stores, digest: string, booking: Booking, today: string) {
  const before = await store.caller(digest);
  const open = before.days.filter(({ day }) => day >= today);
  if (open.length >= MOST_OPEN) refuse('too-many-bookings', '#/contact/phone', { most: MOST_OPEN });
  return store.saveCaller(digest, {
    version: before.version + 1,
    days: [...open, { booking: booking.id, day: booking.day }],
  });
}

function drafted(draft: BookingDraft, venue: Resource, id: string, at: string): Booking {
  const { contact: _, ...asked } = draft;
  const step = { transition: 'request' as const, to: 'requested' as const, by: 'group' as const, at };
  return {
    ...asked,
    id,
    division: venue.division,
    resource: venue.id,
    state: 'requested',
    history: [step],
    version: 1,
  };
}

export const venueActions = (stores: Stores): Actions<typeof venues> => {
  const { venues: store, resources } = stores;
  const venueOf = async (division: string, id: string): Promise<Resource> => {
    const found = await resources.find(division.slice(0, 6), id);
    const open = found?.division === division && found.kind === 'venue' && found.venue && found.state === 'listed';
    return open ? found : refuse('no-such-venue');
  };
  /** Also of a venue that is no longer listed: what was booked is still decided. */
  const bookingOf = async (params: { division: string; resource: string; booking: string }): Promise<Booking> => {
    const found = await resources.find(params.division.slice(0, 6), params.resource);
    if (found?.division !== params.division || found.kind !== 'venue') refuse('no-such-venue');
    return store.booking(params.division.slice(0, 6), params.resource, params.booking);
  };
  return {
    venueDays: async ({ params, query }) => {
      const venue = await venueOf(query.division, params.resource);
      const until = addDays(query.from, query.days - 1);
      const days = await store.days(venue.division.slice(0, 6), venue.id, query.from, until);
      const shown = days.map(({ day, taken }) => ({ day, taken: taken.map(({ booking: _, ...slot }) => slot) }));
      return { body: { days: shown } };
    },

    book: async ({ params, query, body }, { now, newId }) => {
      const venue = await venueOf(query.division, params.resource);
      const today = clockOf(now);
      const day = await store.day(venue.division.slice(0, 6), venue.id, body.day);
      judgeBooking(venue, body, day.taken, today);
      const booking = drafted(body, venue, `b-${newId().toLowerCase()}`, now);
      const code = newId().slice(-12);
      const caller = await digestOf(`booking-caller ${body.contact.phone.replace(/\D/g, '')}`);
      const writes = [
        ...moved(stores, booking, day),
        ...store.opened(booking, await codeDigest(code), caller, body.contact),
        resources.unmoved(venue),
        await counted(stores, caller, booking, today.day),
      ];
      return { body: { ...booking, code }, version: 1, writes };
    },

    followBooking: async ({ params }) => {
      const booking = await store.byCode(await codeDigest(params.code));
      return { body: booking, version: booking.version };
    },

    cancelBooking: async ({ params }, { now }) => {
      const booking = await store.byCode(await codeDigest(params.code));
      const next = stepped(booking, 'cancel', { by: 'group', at: now });
      return { body: next, version: next.version, writes: await ended(stores, next) };
    },

    bookings: async ({ params, query }, { cursor, now }) => {
      const found = await resources.record(params.division, params.resource).catch(() => refuse('no-such-venue'));
      if (found.kind !== 'venue') refuse('no-such-venue');
      const from = query.from ?? shanghaiDay(now);
      const county = params.division.slice(0, 6);
      const page = await store.list(county, found.id, from, query.limit, cursor.open(query.cursor));
      const next = cursor.seal(page.after);
      return { body: { items: page.items, ...(next && { next }) } };
    },

    stepBooking: async ({ params, body }, { matches, now }) => {
      const booking = await bookingOf(params);
      matches(booking.version);
      const next = stepped(booking, body.transition, { by: 'staff', at: now, reason: body.reason });
      return { body: next, version: next.version, writes: await ended(stores, next) };
    },

    // Without a change, but with the journal's entry of who looked.
    revealBookingContact: async ({ params }, { now }) => {
      const booking = await bookingOf(params);
      return { body: await store.contact(booking, now), writes: [] };
    },
  };
};
