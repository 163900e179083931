import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import { type Table, type Write } from '../../table/table.ts';
import { Reservation, Resource } from './contract.ts';
import { release, reserve, type Usage } from './reserve.ts';

const pk = (county: string) => `resources#${county}`;
const key = (county: string, resource: string) => ({ pk: pk(county), sk: resource });
const usageKey = (county: string, period: string, resource: string) => ({
  pk: `resource-usage#${county}`,
  sk: `${period}#${resource}`,
});
const heldPk = (county: string, resource: string) => `resource#${county}#${resource}`;
const reservationKey = (county: string, { resource, period, project }: Reservation) => ({
  pk: heldPk(county, resource),
  sk: `reservation#${period}#${project}`,
});

const UsageRecord = z.object({ reserved: z.int(), version: z.int() });
const countyOf = (division: string): string => division.slice(0, 6);

/** What is reserved of resources in each period, and for which projects. */
const reserving = (table: Table) => {
  const usage = async (county: string, period: string, resource: string): Promise<Usage> => {
    const item = await table.get(usageKey(county, period, resource));
    return item ? UsageRecord.parse(item) : { reserved: 0, version: 0 };
  };
  const saveUsage = (county: string, period: string, resource: string, next: Usage): Write => ({
    put: { ...usageKey(county, period, resource), ...next },
    expect: next.version === 1 ? 'absent' : next.version - 1,
  });
  return {
    usage,

    /** What is reserved of every resource in one period, by its id. */
    async reserved(county: string, period: string): Promise<Map<string, number>> {
      const items = await table.all(`resource-usage#${county}`, { prefix: `${period}#` });
      return new Map(items.map((item) => [item.sk.slice(period.length + 1), UsageRecord.parse(item).reserved]));
    },

    /**
     * The writes that take a reservation: the resource must still be as it was read, so that neither its capacity nor
     * its withdrawal moves under it.
     * @throws Refusal 'capacity-taken'
     */
    async reserve(resource: Resource, reservation: Reservation): Promise<Write[]> {
      const county = countyOf(resource.division);
      const { period, amount } = reservation;
      const before = await usage(county, period, resource.id);
      const next = resource.capacity
        ? reserve(before, resource.capacity, amount, { resource: resource.title, period })
        : { reserved: before.reserved + amount, version: before.version + 1 };
      return [
        saveUsage(county, period, resource.id, next),
        { put: { ...reservationKey(county, reservation), ...reservation }, expect: 'absent' },
      ];
    },

    /** The writes that give a reservation back; it stays on record as given back. */
    async release(county: string, reservation: Reservation, at: string): Promise<Write[]> {
      const { period, resource, amount } = reservation;
      const before = await usage(county, period, resource);
      return [
        saveUsage(county, period, resource, release(before, amount)),
        {
          put: { ...reservationKey(county, reservation), ...reservation, releasedAt: at },
          expect: 'anything',
        },
      ];
    },

    /** One page of what is held of a resource, the latest period first. */
    async reservations(county: string, resource: string, limit: number, after: string | undefined) {
      const page = await table.list(heldPk(county, resource), {
        prefix: 'reservation#',
        limit,
        after,
        backwards: true,
      });
      const held = page.items.filter((item) => item['releasedAt'] === undefined);
      return { items: held.map((item) => Reservation.parse(item)), after: page.after };
    },
  };
};

export type ResourceStore = ReturnType<typeof resourceStore>;

/** Resources of a county, what is reserved of each in each period, and for which projects. */
export const resourceStore = (table: Table) => {
  const find = async (county: string, resource: string): Promise<Resource | undefined> => {
    const item = await table.get(key(county, resource));
    return item && Resource.parse(item);
  };
  return {
    find,
    ...reserving(table),

    /** A resource by the division where it was registered. @throws Refusal 'no-such-resource' */
    async record(division: string, resource: string): Promise<Resource> {
      const found = await find(countyOf(division), resource);
      return found?.division === division ? found : refuse('no-such-resource', undefined, { resource });
    },

    /** One page of a county's resources in the order of their ids. */
    async page(county: string, after: string | undefined, limit: number) {
      const { items, after: last } = await table.list(pk(county), { after, limit });
      return { items: items.map((item) => Resource.parse(item)), after: last };
    },

    async all(county: string): Promise<Resource[]> {
      return (await table.all(pk(county))).map((item) => Resource.parse(item));
    },

    save: (next: Resource): Write => ({
      put: { ...key(countyOf(next.division), next.id), ...next },
      expect: next.version === 1 ? 'absent' : next.version - 1,
    }),

    /** The check that a resource is still as it was read. */
    unmoved: (resource: Resource): Write => ({
      check: key(countyOf(resource.division), resource.id),
      expect: resource.version,
    }),

    /** Stores many at once, in transactions of ninety; whoever sends the same again stores nothing twice. */
    async commitMany(writes: readonly Write[]): Promise<void> {
      for (let at = 0; at < writes.length; at += 90) await table.commit(writes.slice(at, at + 90));
    },
  };
};
