import type { Table, Write } from '../../table/table.ts';
import * as z from 'zod';
import { MatchDecision } from './contract.ts';

const pk = (county: string) => `match-decisions#${county}`;
const key = (county: string, demand: string, resource: string) => ({ pk: pk(county), sk: `${demand}#${resource}` });

/** With the demand's words, that the matcher learns from; they are of no other use and hold no contact data. */
const Decided = MatchDecision.extend({ text: z.string() });
type Decided = z.output<typeof Decided>;

export type MatchStore = ReturnType<typeof matchStore>;

/** What people decided of pairs of a demand and a resource. */
export const matchStore = (table: Table) => ({
  async find(county: string, demand: string, resource: string): Promise<Decided | undefined> {
    const item = await table.get(key(county, demand, resource));
    return item && Decided.parse(item);
  },

  save: (county: string, next: Decided): Write => ({
    put: { ...key(county, next.demand, next.resource), ...next },
    expect: next.version === 1 ? 'absent' : next.version - 1,
  }),

  /** The latest decisions of a county, by the age of their demands; enough to learn from. */
  async latest(county: string, most: number): Promise<Decided[]> {
    const found: Decided[] = [];
    let after: string | undefined;
    do {
      const page = await table.list(pk(county), { after, backwards: true, limit: 500 });
      found.push(...page.items.map((item) => Decided.parse(item)));
      after = page.after;
    } while (after !== undefined && found.length < most);
    return found.slice(0, most);
  },
});
