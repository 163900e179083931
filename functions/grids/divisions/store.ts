import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { type Community, County, type Street } from './contract.ts';

const key = (county: string) => ({ pk: 'counties', sk: county });

export interface Place {
  readonly county: County;
  readonly street: Street;
  readonly community: Community;
}

export type DivisionStore = ReturnType<typeof divisionStore>;

export const divisionStore = (table: Table) => {
  const find = async (code: string): Promise<County | undefined> => {
    const item = await table.get(key(code));
    return item && County.parse(item);
  };
  return {
    find,

    /** @throws Refusal 'no-such-division' */
    async county(code: string): Promise<County> {
      return (await find(code)) ?? refuse('no-such-division', undefined, { code });
    },

    /** The county that has the division: itself, a street or a community. @throws Refusal 'no-such-division' */
    async countyOf(code: string): Promise<County> {
      const county = await find(code.slice(0, 6));
      const street = county?.streets.find((s) => s.code === code.slice(0, 9));
      const known =
        code.length === 6 || (code.length === 9 ? street : street?.communities.some((c) => c.code === code));
      return county && known ? county : refuse('no-such-division', undefined, { code });
    },

    /** A community with its street and county. @throws Refusal 'no-such-division' */
    async community(code: string): Promise<Place> {
      const county = await find(code.slice(0, 6));
      const street = county?.streets.find((s) => s.code === code.slice(0, 9));
      const community = street?.communities.find((c) => c.code === code);
      if (!county || !street || !community) return refuse('no-such-division', undefined, { code });
      return { county, street, community };
    },

    async counties(): Promise<County[]> {
      const { items } = await table.list('counties');
      return items.map((item) => County.parse(item));
    },

    /** The write that stores a county in place of the version before it. */
    save(county: County): Write {
      return { put: { ...key(county.code), ...county }, expect: county.version === 1 ? 'absent' : county.version - 1 };
    },
  };
};
