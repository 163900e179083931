import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { Finding } from './contract.ts';

const pk = (fund: string) => `fund#${fund}`;
const key = (fund: string, finding: string) => ({ pk: pk(fund), sk: `finding#${finding}` });

export type FindingStore = ReturnType<typeof findingStore>;

export const findingStore = (table: Table) => ({
  /** @throws Refusal 'no-such-finding' */
  async record(fund: string, finding: string): Promise<Finding> {
    const item = await table.get(key(fund, finding));
    return item ? Finding.parse(item) : refuse('no-such-finding', undefined, { finding });
  },

  save: (finding: Finding): Write => ({
    put: { ...key(finding.fund, finding.id), ...finding },
    expect: finding.version === 1 ? 'absent' : finding.version - 1,
  }),

  async list(fund: string, limit: number, after: string | undefined) {
    const page = await table.list(pk(fund), { prefix: 'finding#', limit, after, backwards: true });
    return { findings: page.items.map((item) => Finding.parse(item)), after: page.after };
  },

  /** Every finding with a fund's entries, oldest first. */
  async all(fund: string): Promise<Finding[]> {
    return (await table.all(pk(fund), { prefix: 'finding#' })).map((item) => Finding.parse(item));
  },
});
