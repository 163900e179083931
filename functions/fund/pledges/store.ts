import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { PledgeRecord } from './contract.ts';

const pk = (fund: string) => `fund#${fund}`;
const key = (fund: string, pledge: string) => ({ pk: pk(fund), sk: `pledge#${pledge}` });

export type PledgeStore = ReturnType<typeof pledgeStore>;

export const pledgeStore = (table: Table) => ({
  /** @throws Refusal 'no-such-pledge' */
  async record(fund: string, pledge: string, pointer?: string): Promise<PledgeRecord> {
    const item = await table.get(key(fund, pledge));
    return item ? PledgeRecord.parse(item) : refuse('no-such-pledge', pointer, { pledge });
  },

  save: (pledge: PledgeRecord): Write => ({
    put: { ...key(pledge.fund, pledge.id), ...pledge },
    expect: pledge.version === 1 ? 'absent' : pledge.version - 1,
  }),

  async list(fund: string, limit: number, after: string | undefined) {
    const page = await table.list(pk(fund), { prefix: 'pledge#', limit, after, backwards: true });
    return { pledges: page.items.map((item) => PledgeRecord.parse(item)), after: page.after };
  },

  /** Every pledge of a fund, oldest first. */
  async all(fund: string): Promise<PledgeRecord[]> {
    return (await table.all(pk(fund), { prefix: 'pledge#' })).map((item) => PledgeRecord.parse(item));
  },
});
