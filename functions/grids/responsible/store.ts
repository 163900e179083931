import { refuse } from '../../http/refusal.ts';
import { contactsAt } from '../contacts/import.ts';
import type { Contact } from '../contacts/contract.ts';
import type { ContactStore } from '../contacts/store.ts';
import type { Allocation } from '../allocation/contract.ts';
import type { AllocationStore } from '../allocation/store.ts';
import type { County } from '../divisions/contract.ts';
import type { DivisionStore } from '../divisions/store.ts';
import type { Net } from '../nets/cover.ts';
import type { PlanStore } from '../plans/store.ts';
import type { Unit } from '../units/contract.ts';
import type { UnitStore } from '../units/store.ts';
import type { ResponsibleGrid } from './contract.ts';
import { type Opened, openIndex, responsibleIndex } from './place-index.ts';

export interface ResponsibleStores {
  readonly divisions: DivisionStore;
  readonly plans: PlanStore;
  readonly allocations: AllocationStore;
  readonly units: UnitStore;
  readonly contacts: ContactStore;
}

/** Indexes are costly to build and stay the same until a plan is published; a function keeps the last few. */
const KEPT = 8;

interface Indexed {
  readonly index: Opened;
  /** Of each community with a plan in force. */
  readonly since: ReadonlyMap<string, ResponsibleGrid['plan']>;
}

export type ResponsibleStore = ReturnType<typeof responsibleStore>;

/** Which communities a division has, and which plans are in force there. */
const standingOf = ({ divisions, plans }: ResponsibleStores) => {
  /** Codes of the communities in a county, street or community. @throws Refusal 'no-such-division' */
  const communities = async (division: string): Promise<string[]> => {
    const { streets } = await divisions.county(division.slice(0, 6));
    const known = streets.flatMap((street) => [street.code, ...street.communities.map(({ code }) => code)]);
    if (division.length > 6 && !known.includes(division)) refuse('no-such-division', undefined, { code: division });
    return known.filter((code) => code.length === 12 && code.startsWith(division));
  };

  const inForce = async (division: string) => {
    const found = await plans.inForceOf(await communities(division));
    return [...found].map(([community, { plan }]) => ({ community, plan }));
  };
  return { communities, inForce };
};

/** The index of what is in force in a division, kept while that stays the same. */
const indexing = ({ plans }: ResponsibleStores, inForce: ReturnType<typeof standingOf>['inForce']) => {
  const kept = new Map<string, Promise<Indexed>>();
  const build = async (standing: readonly { community: string; plan: string }[]): Promise<Indexed> => {
    const since = new Map<string, ResponsibleGrid['plan']>();
    const parts = await Promise.all(
      standing.map(async ({ community, plan }) => {
        const record = await plans.record(community, plan);
        since.set(community, { id: plan, from: record.publishedAt ?? record.madeAt });
        const { grids, features, places } = await plans.details(record.document);
        return { features: features.features, places: places.map(([name, at]) => [name, grids[at]!.code] as const) };
      }),
    );
    const features = { type: 'FeatureCollection' as const, features: parts.flatMap((part) => part.features) };
    const named = parts.flatMap((part) => part.places);
    return { index: openIndex(responsibleIndex(features, named)), since };
  };
  const indexed = async (division: string): Promise<Indexed> => {
    const standing = await inForce(division);
    const key = standing.map(({ plan }) => plan).join();
    const known = kept.get(key) ?? build(standing);
    kept.delete(key);
    kept.set(key, known);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return known;
  };
  return indexed;
};

/** Who answers for which grid now: what plans, allocation and register say together. */
export const responsibleStore = (stores: ResponsibleStores) => {
  const { divisions, plans, allocations, units, contacts } = stores;
  const { communities, inForce } = standingOf(stores);
  const indexed = indexing(stores, inForce);
  return {
    communities,

    /**
     * Everything that answers questions about a division: the index of its grids in force, and what is told of each.
     * @throws Refusal 'no-such-division'
     */
    async view(division: string): Promise<{ index: Opened; told: (grid: string) => ResponsibleGrid }> {
      const county = division.slice(0, 6);
      const [{ index, since }, { allocation }, register, people, { streets }] = await Promise.all([
        indexed(division),
        allocations.inForce(county),
        units.all(county),
        contacts.all(county),
        divisions.county(county),
      ]);
      const record = allocation === undefined ? undefined : await allocations.record(county, allocation);
      const pairs = Map.groupBy(record ? await allocations.pairs(record) : [], ({ grid }) => grid);
      const told = teller({
        streets,
        since,
        pairs,
        term: record?.term,
        units: register.records,
        contacts: people.records,
      });
      return { index, told };
    },

    /**
     * Every grid in force of a division with its units, the responsible one first; none where no unit is fixed.
     * @returns also the version of the allocation in force, to be sure of it in the transaction that relies on this
     * @throws Refusal 'no-such-division'
     */
    async unitsByGrid(division: string): Promise<{ units: Map<string, string[]>; version: number }> {
      const { allocation, version } = await allocations.inForce(division.slice(0, 6));
      const found = await Promise.all(
        (await inForce(division)).map(async ({ community, plan }) => {
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

    /** The one net in force of a division: each grid's area with the names of its units. */
    async net(division: string): Promise<Net> {
      const { allocation } = await allocations.inForce(division.slice(0, 6));
      const record = allocation === undefined ? undefined : await allocations.record(division.slice(0, 6), allocation);
      const pairs = Map.groupBy(record ? await allocations.pairs(record) : [], ({ grid }) => grid);
      const parts = await Promise.all(
        (await inForce(division)).map(
          async ({ community, plan }) =>
            (await plans.details((await plans.record(community, plan)).document)).features.features,
        ),
      );
      const grids = parts.flat().map(({ id, geometry }) => ({
        id,
        units: (pairs.get(id) ?? []).map(({ name }) => name),
        area: geometry.coordinates,
      }));
      return { name: division, grids };
    },

    /** The units of a county's register by id. */
    async register(county: string) {
      return new Map((await units.all(county)).records.map((unit) => [unit.id, unit]));
    },

    /** The write that lets a transaction happen only while the allocation is the one that was read. */
    unchanged: (county: string, version: number) => allocations.unchanged(county, version),
  };
};

interface Known {
  readonly streets: County['streets'];
  readonly since: Indexed['since'];
  readonly pairs: ReadonlyMap<string, Allocation['pairs']>;
  readonly term: Allocation['term'];
  readonly units: readonly Unit[];
  readonly contacts: readonly Contact[];
}

/** What is told of a grid in force. */
function teller({ streets, since, pairs, term, units, contacts }: Known): (grid: string) => ResponsibleGrid {
  const known = new Map(units.map((unit) => [unit.id, unit]));
  const names = new Map(streets.flatMap((street) => street.communities.map(({ code, name }) => [code, name])));
  return (grid) => {
    const community = grid.slice(0, 12);
    return {
      grid,
      community: { code: community, name: names.get(community) ?? community },
      units: (pairs.get(grid) ?? []).map(({ unit, name }) => {
        const { kind = 'department' as const, phone } = known.get(unit) ?? {};
        return { id: unit, name, kind, ...(phone !== undefined && { phone }) };
      }),
      contacts: contactsAt(contacts, grid).map(({ id: _, ...contact }) => contact),
      ...(term && { term }),
      plan: since.get(community)!,
    };
  };
}
