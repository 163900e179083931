import type { County } from '../grids/divisions/contract.ts';
import type { DivisionStore } from '../grids/divisions/store.ts';
import type { PlanStore } from '../grids/plans/store.ts';
import { each } from './each.ts';
import type { InForce, Placed, PlanInForce } from './snapshots.ts';

/** What the tables hold of a county that is public. */
export interface CountyRecords {
  readonly county: County;
  /** The plans in force by community code. */
  readonly plans: ReadonlyMap<string, InForce>;
  /** Figures of the other counties' plans, for the page that lists all. */
  readonly others: readonly { readonly county: County; readonly plans: ReadonlyMap<string, PlanInForce> }[];
}

export type PublicRecords = ReturnType<typeof publicRecords>;

/** Reads of the public records; strongly consistent. */
export const publicRecords = (divisions: DivisionStore, plans: PlanStore) => {
  const plansOf = async (county: County) => {
    const records = await each(communitiesOf(county), async ({ community }) => {
      const { plan } = await plans.inForce(community.code);
      return plan === undefined ? undefined : plans.record(community.code, plan);
    });
    const known = records.flatMap((record) => record ?? []);
    return new Map(
      known.map((record) => [record.community, { ...record, publishedAt: record.publishedAt ?? record.madeAt }]),
    );
  };
  return {
    counties: () => divisions.counties(),

    /** Changes whenever something public of the county does. */
    async stamp(code: string): Promise<string> {
      const county = await divisions.find(code);
      const versions = await each(
        communitiesOf(county),
        async ({ community }) => (await plans.inForce(community.code)).version,
      );
      return [county?.version, ...versions].join('.');
    },

    async county(code: string): Promise<CountyRecords | undefined> {
      const county = await divisions.find(code);
      if (!county) return undefined;
      const figures = await plansOf(county);
      const details = await each([...figures], async ([community, plan]) => {
        return [community, { plan, ...(await plans.details(plan.document)) }] as const;
      });
      const others = (await divisions.counties()).filter((other) => other.code !== code);
      return {
        county,
        plans: new Map(details),
        others: await each(others, async (other) => ({ county: other, plans: await plansOf(other) })),
      };
    },
  };
};

/** Every community of a county with its place in it. */
export const communitiesOf = (county: County | undefined): Placed[] =>
  county?.streets.flatMap((street) => street.communities.map((community) => ({ county, street, community }))) ?? [];
