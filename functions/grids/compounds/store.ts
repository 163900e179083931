import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { Compound, Renovation } from './contract.ts';

const compoundsOf = (division: string): string => `compounds#${division.slice(0, 6)}`;
const renovationsOf = (division: string): string => `renovations#${division.slice(0, 6)}`;
const within = (...path: readonly string[]): string => path.join('#');

export type CompoundStore = ReturnType<typeof compoundStore>;

/** A county's compounds stand in one partition and their renovations in another, each by community: one read shows all. */
export const compoundStore = (table: Table) => {
  const find = async (community: string, id: string): Promise<Compound | undefined> => {
    const item = await table.get({ pk: compoundsOf(community), sk: within(community, id) });
    return item && Compound.parse(item);
  };
  return {
    find,

    /** @throws Refusal 'no-such-compound' */
    async compound(community: string, id: string): Promise<Compound> {
      return (await find(community, id)) ?? refuse('no-such-compound', undefined, { compound: id });
    },

    /** A page of a community's compounds, by id. */
    async list(community: string, limit: number, after: string | undefined) {
      const page = await table.list(compoundsOf(community), { prefix: within(community, ''), limit, after });
      return { compounds: page.items.map((item) => Compound.parse(item)), after: page.after };
    },

    /** Every compound of a county, by community and id. */
    async all(county: string): Promise<Compound[]> {
      return (await table.all(compoundsOf(county))).map((item) => Compound.parse(item));
    },

    /** @throws Refusal 'no-such-renovation' */
    async renovation(community: string, compound: string, id: string): Promise<Renovation> {
      const item = await table.get({ pk: renovationsOf(community), sk: within(community, compound, id) });
      return item ? Renovation.parse(item) : refuse('no-such-renovation', undefined, { renovation: id });
    },

    /** The renovations of a county, or of one of its communities or compounds; oldest first in each compound. */
    async renovations(division: string, compound?: string): Promise<Renovation[]> {
      const prefix = division.length === 6 ? '' : within(division, ...(compound === undefined ? [''] : [compound, '']));
      return (await table.all(renovationsOf(division), { ...(prefix && { prefix }) })).map((item) =>
        Renovation.parse(item),
      );
    },

    save: (compound: Compound): Write => ({
      put: { pk: compoundsOf(compound.community), sk: within(compound.community, compound.id), ...compound },
      expect: compound.version === 1 ? 'absent' : compound.version - 1,
    }),

    saveRenovation: (renovation: Renovation): Write => ({
      put: {
        pk: renovationsOf(renovation.community),
        sk: within(renovation.community, renovation.compound, renovation.id),
        ...renovation,
      },
      expect: renovation.version === 1 ? 'absent' : renovation.version - 1,
    }),
  };
};
