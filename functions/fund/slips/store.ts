import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { Contributor, Slip } from './contract.ts';

const pk = (fund: string) => `fund#${fund}`;
const slipKey = (fund: string, slip: string) => ({ pk: pk(fund), sk: `slip#${slip}` });
const numberKey = (fund: string, number: string) => ({ pk: pk(fund), sk: `slip-of#${number}` });
const contributorKey = (fund: string, contributor: string) => ({ pk: pk(fund), sk: `contributor#${contributor}` });

const Numbered = z.object({ number: z.string(), digest: z.string() });

export type SlipStore = ReturnType<typeof slipStore>;

export const slipStore = (table: Table) => ({
  async find(fund: string, slip: string): Promise<Slip | undefined> {
    const item = await table.get(slipKey(fund, slip));
    return item && Slip.parse(item);
  },

  /** @throws Refusal 'no-such-slip' */
  async record(fund: string, slip: string): Promise<Slip> {
    const item = await table.get(slipKey(fund, slip));
    return item ? Slip.parse(item) : refuse('no-such-slip', undefined, { slip });
  },

  save: (slip: Slip): Write => ({
    put: { ...slipKey(slip.fund, slip.id), ...slip },
    expect: slip.version === 1 ? 'absent' : slip.version - 1,
  }),

  /** Digests of the rows that were recorded under these numbers of another system, by number. */
  async numbered(fund: string, numbers: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const items = await table.gather([...new Set(numbers)].map((number) => numberKey(fund, number)));
    return new Map(items.map((item) => Numbered.parse(item)).map(({ number, digest }) => [number, digest]));
  },

  /** A slip that another system's row asked for: its number is taken once. */
  saveNumbered: (slip: Slip, number: string, digest: string): Write => ({
    put: { ...numberKey(slip.fund, number), number, digest, slip: slip.id },
    expect: 'absent',
  }),

  async list(fund: string, limit: number, after: string | undefined) {
    const page = await table.list(pk(fund), { prefix: 'slip#', limit, after, backwards: true });
    return { slips: page.items.map((item) => Slip.parse(item)), after: page.after };
  },

  saveContributor: (fund: string, contributor: Contributor): Write => ({
    put: { ...contributorKey(fund, contributor.id), ...contributor },
    expect: contributor.version === 1 ? 'absent' : contributor.version - 1,
  }),

  async contributor(fund: string, id: string): Promise<Contributor | undefined> {
    const item = await table.get(contributorKey(fund, id));
    return item && Contributor.parse(item);
  },

  async contributors(fund: string): Promise<Contributor[]> {
    return (await table.all(pk(fund), { prefix: 'contributor#' })).map((item) => Contributor.parse(item));
  },
});
