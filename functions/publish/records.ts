import type { Contact } from '../grids/contacts/contract.ts';
import type { CompoundStore } from '../grids/compounds/store.ts';
import type { ContactStore } from '../grids/contacts/store.ts';
import type { County } from '../grids/divisions/contract.ts';
import type { AllocationStore } from '../grids/allocation/store.ts';
import type { DivisionStore } from '../grids/divisions/store.ts';
import type { PlanStore } from '../grids/plans/store.ts';
import type { UnitStore } from '../grids/units/store.ts';
import { type CompoundRecords, stampOf } from './compounds/views.ts';
import type { Units } from './contract.ts';
import { each } from '../table/each.ts';
import type { InForce, Placed } from './snapshots.ts';

/** What the tables hold of a county that is public. */
export interface CountyRecords {
  readonly county: County;
  /** The plans in force by community code. */
  readonly plans: ReadonlyMap<string, InForce>;
  /** Who answers for which grid; undefined before the first allocation. */
  readonly units: Units | undefined;
  /** Leaders, grid workers and phones of supervision. */
  readonly contacts: readonly Contact[];
  /** Its compounds, who governs what of them, and what is renovated. */
  readonly grounds: CompoundRecords;
}

export interface Stores {
  readonly divisions: DivisionStore;
  readonly plans: PlanStore;
  readonly allocations: AllocationStore;
  readonly units: UnitStore;
  readonly contacts: ContactStore;
  readonly compounds: CompoundStore;
}

/** So many decisions are shown; the API has all. */
const LAST_CHANGES = 500;

export type PublicRecords = ReturnType<typeof publicRecords>;

/** Reads of the public records; strongly consistent. */
export const publicRecords = ({ divisions, plans, allocations, units, contacts, compounds }: Stores) => {
  const plansOf = async (county: County) => {
    const inForce = await plans.inForceOf(codesOf(county));
    const records = await each([...inForce], ([community, { plan }]) => plans.record(community, plan));
    return new Map(
      records.map((record) => [record.community, { ...record, publishedAt: record.publishedAt ?? record.madeAt }]),
    );
  };
  const unitsOf = async (county: string): Promise<Units | undefined> => {
    const { allocation } = await allocations.inForce(county);
    if (allocation === undefined) return undefined;
    const record = await allocations.record(county, allocation);
    const register = new Map((await units.all(county)).records.map((unit) => [unit.id, unit]));
    const byGrid: Units['byGrid'] = {};
    for (const { unit, name, grid } of await allocations.pairs(record)) {
      const { kind, phone } = register.get(unit) ?? { kind: 'department' as const };
      (byGrid[grid] ??= []).push({ id: unit, name, kind, ...(phone && { phone }) });
    }
    const { changes } = await allocations.changes(county, LAST_CHANGES);
    const told = changes.map(({ id: _, by: __, from, to, ...change }) => ({ ...change, from: from.name, to: to.name }));
    return { term: record.term!, publishedAt: record.publishedAt!, byGrid, changes: told };
  };

  return {
    counties: () => divisions.counties(),

    /** Changes whenever something public of the county does. */
    async stamp(code: string): Promise<string> {
      const county = await divisions.find(code);
      const inForce = await plans.inForceOf(codesOf(county));
      const versions = codesOf(county).map((community) => inForce.get(community)?.version ?? 0);
      const { version } = await allocations.inForce(code);
      const { version: people } = await contacts.all(code);
      const grounds = stampOf({ compounds: await compounds.all(code), renovations: await compounds.renovations(code) });
      return [county?.version, version, people, grounds, ...versions].join('.');
    },

    async county(code: string): Promise<CountyRecords | undefined> {
      const county = await divisions.find(code);
      if (!county) return undefined;
      const figures = await plansOf(county);
      const details = await each([...figures], async ([community, plan]) => {
        return [community, { plan, ...(await plans.details(plan.document)) }] as const;
      });
      return {
        county,
        plans: new Map(details),
        units: await unitsOf(code),
        contacts: (await contacts.all(code)).records,
        grounds: await compoundsOf({ compounds, units }, code),
      };
    },
  };
};

/** The codes of a county's communities. */
export const codesOf = (county: County | undefined): string[] =>
  communitiesOf(county).map(({ community }) => community.code);

/** Every community of a county with its place in it. */
export const communitiesOf = (county: County | undefined): Placed[] =>
  county?.streets.flatMap((street) => street.communities.map((community) => ({ county, street, community }))) ?? [];

/** What the tables hold of a county's compounds. */
export async function compoundsOf(
  { compounds, units }: Pick<Stores, 'compounds' | 'units'>,
  county: string,
): Promise<CompoundRecords> {
  return {
    compounds: await compounds.all(county),
    renovations: await compounds.renovations(county),
    names: new Map((await units.all(county)).records.map(({ id, name }) => [id, name])),
  };
}
