import { createHash } from 'node:crypto';
import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { advance } from './advance.ts';
import { ContactGiven, Demand } from './contract.ts';
import type { Windows } from './flood.ts';
import { plainCode } from './intake.ts';
import type { Transition } from './machine.ts';
import type { Context } from './needs.ts';

const pk = (community: string) => `demands#${community}`;
const key = (community: string, id: string) => ({ pk: pk(community), sk: `demand#${id}` });
const contactKey = (community: string, id: string) => ({ pk: `contacts#${community}`, sk: id });
const trackingKey = (code: string) => ({
  pk: 'tracking',
  sk: createHash('sha256')
    .update(`demand ${plainCode(code)}`)
    .digest('base64url'),
});
const originKey = (community: string, origin: string) => ({ pk: `origins#${community}`, sk: origin });
const floodKey = (address: string) => ({ pk: `flood#${address}`, sk: 'counts' });

const Tracked = z.object({ community: z.string(), demand: z.string(), owner: z.boolean() });
const Contact = z.object({ version: z.int(), contact: ContactGiven.optional() });
const Window = z.object({ start: z.string(), count: z.int() });
const Flood = z.object({ version: z.int(), hour: Window, day: Window });

export type Tracked = z.output<typeof Tracked>;
export type DemandStore = ReturnType<typeof demandStore>;

/** One demand and its contact data. */
const oneDemand = (table: Table) => {
  const find = async (community: string, id: string): Promise<Demand | undefined> => {
    const item = await table.get(key(community, id));
    return item && Demand.parse(item);
  };
  const save = (next: Demand): Write => ({
    put: { ...key(next.community, next.id), ...next },
    expect: next.version === 1 ? 'absent' : next.version - 1,
  });
  const contact = async (community: string, id: string) => {
    const item = await table.get(contactKey(community, id));
    return item ? Contact.parse(item) : { version: 0, contact: undefined };
  };
  return { find, save, contact };
};

/** Demands, each with its contact data in an item of its own, and the codes that open them, kept as digests. */
export const demandStore = (table: Table) => {
  const { find, save, contact } = oneDemand(table);
  return {
    find,
    save,
    contact,

    /** @throws Refusal 'no-such-demand' */
    async record(community: string, id: string): Promise<Demand> {
      return (await find(community, id)) ?? refuse('no-such-demand');
    },

    /** One page, newest first. */
    async list(community: string, limit: number, after: string | undefined) {
      const page = await table.list(pk(community), { prefix: 'demand#', limit, after, backwards: true });
      return { demands: page.items.map((item) => Demand.parse(item)), after: page.after };
    },

    /** All of a community, in the order of time. */
    async all(community: string): Promise<Demand[]> {
      return (await table.all(pk(community), { prefix: 'demand#' })).map((item) => Demand.parse(item));
    },

    /**
     * Takes a step: the demand after it, and the writes for the caller's own transaction. So a project's step can carry
     * its demands along.
     * @throws Refusal as `advance`
     */
    step(demand: Demand, transition: Transition, context: Context): { next: Demand; writes: Write[] } {
      const next = advance(demand, transition, context);
      return { next, writes: [save(next)] };
    },

    saveContact: (community: string, id: string, given: ContactGiven | undefined, before: number): Write => ({
      put: { ...contactKey(community, id), version: before + 1, ...(given && { contact: given }) },
      expect: before === 0 ? 'absent' : before,
    }),

    track: (code: string, tracked: Tracked): Write => ({ put: { ...trackingKey(code), ...tracked }, expect: 'absent' }),

    /** @throws Refusal 'no-such-demand' */
    async tracked(code: string): Promise<Tracked> {
      const item = await table.get(trackingKey(code));
      return item ? Tracked.parse(item) : refuse('no-such-demand');
    },

    /** What a row of a file is known by. */
    originOf: (key: string): string => createHash('sha256').update(key).digest('base64url'),

    /** Stores at once, apart from the request's own transaction. @throws Conflict */
    add: (writes: readonly Write[]): Promise<void> => table.commit(writes),

    /** Was this row of a file taken before? */
    async taken(community: string, origin: string): Promise<boolean> {
      return (await table.get(originKey(community, origin))) !== undefined;
    },

    take: (community: string, origin: string, demand: string): Write => ({
      put: { ...originKey(community, origin), demand },
      expect: 'absent',
    }),

    /** What came from an address so far; the address itself is not kept. */
    async flood(address: string): Promise<{ version: number; windows: Windows | undefined }> {
      const item = await table.get(floodKey(address));
      if (!item) return { version: 0, windows: undefined };
      const { version, ...windows } = Flood.parse(item);
      return { version, windows };
    },

    saveFlood: (address: string, windows: Windows, before: number, now: string): Write => ({
      put: {
        ...floodKey(address),
        ...windows,
        version: before + 1,
        expires: Math.floor(Date.parse(now) / 1000) + 2 * 86_400,
      },
      expect: before === 0 ? 'absent' : before,
    }),
  };
};
