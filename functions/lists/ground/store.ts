import type { AllocationStore } from '../../grids/allocation/store.ts';
import type { DivisionStore } from '../../grids/divisions/store.ts';
import type { PlanStore } from '../../grids/plans/store.ts';
import { type Opened, openIndex, responsibleIndex } from '../../grids/responsible/place-index.ts';

interface GridRecords {
  readonly divisions: DivisionStore;
  readonly plans: PlanStore;
  readonly allocations: AllocationStore;
}

export type Ground = ReturnType<typeof groundOf>;

/** What demands need to know of the grids; what was opened is kept while it is in force. */
export const groundOf = ({ divisions, plans, allocations }: GridRecords) => {
  const opened = new Map<string, { readonly plan: string; readonly index: Opened }>();
  const byGrid = new Map<string, { readonly allocation: string; readonly units: ReadonlyMap<string, string[]> }>();
  return {
    divisions,

    /** Finds places in a community's grids; undefined while none are in force. @throws Refusal 'no-such-division' */
    async index(community: string): Promise<Opened | undefined> {
      await divisions.community(community);
      const { plan } = await plans.inForce(community);
      if (plan === undefined) return undefined;
      const known = opened.get(community);
      if (known?.plan === plan) return known.index;
      const { grids, features, places } = await plans.details((await plans.record(community, plan)).document);
      const named = places.map(([name, at]): [string, string] => [name, grids[at]!.code]);
      const index = openIndex(responsibleIndex(features, named));
      opened.set(community, { plan, index });
      return index;
    },

    /** Units that answer for a grid; none before the first allocation. */
    async unitsOf(grid: string | undefined): Promise<readonly string[]> {
      if (grid === undefined) return [];
      const county = grid.slice(0, 6);
      const { allocation } = await allocations.inForce(county);
      if (allocation === undefined) return [];
      let known = byGrid.get(county);
      if (known?.allocation !== allocation) {
        const units = new Map<string, string[]>();
        for (const { unit, grid: at } of await allocations.pairs(await allocations.record(county, allocation)))
          units.set(at, [...(units.get(at) ?? []), unit]);
        known = { allocation, units };
        byGrid.set(county, known);
      }
      return known.units.get(grid) ?? [];
    },
  };
};
