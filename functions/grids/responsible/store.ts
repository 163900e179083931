import { refuse } from '../../http/refusal.ts';
import type { AllocationStore } from '../allocation/store.ts';
import type { DivisionStore } from '../divisions/store.ts';
import type { PlanStore } from '../plans/store.ts';
import type { UnitStore } from '../units/store.ts';

export interface ResponsibleStores {
  readonly divisions: DivisionStore;
  readonly plans: PlanStore;
  readonly allocations: AllocationStore;
  readonly units: UnitStore;
}

export type ResponsibleStore = ReturnType<typeof responsibleStore>;

/** Who answers for which grid now: what plans, allocation and register say together. */
export const responsibleStore = ({ divisions, plans, allocations, units }: ResponsibleStores) => {
  /** Codes of the communities in a county, street or community. @throws Refusal 'no-such-division' */
  const communities = async (division: string): Promise<string[]> => {
    const { streets } = await divisions.county(division.slice(0, 6));
    const known = streets.flatMap((street) => [street.code, ...street.communities.map(({ code }) => code)]);
    if (division.length > 6 && !known.includes(division)) refuse('no-such-division', undefined, { code: division });
    return known.filter((code) => code.length === 12 && code.startsWith(division));
  };

  return {
    communities,

    /**
     * Every grid in force of a division with its units, the responsible one first; none where no unit is fixed.
     * @returns also the version of the allocation in force, to be sure of it in the transaction that relies on this
     * @throws Refusal 'no-such-division'
     */
    async unitsByGrid(division: string): Promise<{ units: Map<string, string[]>; version: number }> {
      const { allocation, version } = await allocations.inForce(division.slice(0, 6));
      const found = await Promise.all(
        (await communities(division)).map(async (community) => {
          const { plan } = await plans.inForce(community);
          if (!plan) return [];
          const { grids } = await plans.details((await plans.record(community, plan)).document);
          return grids.map(({ code }) => code);
        }),
      );
      const byGrid = new Map(found.flat().map((code): [string, string[]] => [code, []]));
      if (allocation !== undefined) {
        const record = await allocations.record(division.slice(0, 6), allocation);
        for (const { unit, grid } of await allocations.pairs(record)) byGrid.get(grid)?.push(unit);
      }
      return { units: byGrid, version };
    },

    /** The units of a county's register by id. */
    async register(county: string) {
      return new Map((await units.all(county)).records.map((unit) => [unit.id, unit]));
    },

    /** The write that lets a transaction happen only while the allocation is the one that was read. */
    unchanged: (county: string, version: number) => allocations.unchanged(county, version),
  };
};
