import { contactsAt } from '../grids/contacts/import.ts';
import type { Contact } from '../grids/contacts/contract.ts';
import type { County, Street, Community } from '../grids/divisions/contract.ts';
import type { ResponsibleIndex } from '../grids/responsible/contract.ts';
import { responsibleIndex } from '../grids/responsible/place-index.ts';
import type { Plan } from '../grids/plans/contract.ts';
import type { PlanDetails } from '../grids/plans/store.ts';
import type {
  CommunitySnapshot,
  CountiesSnapshot,
  CountySnapshot,
  GridSnapshot,
  PublicContact,
  LookupSnapshot,
  Units,
} from './contract.ts';

/** The figures of a plan in force. */
export type PlanInForce = Pick<Plan, 'id' | 'deviation' | 'households' | 'buildings' | 'settings'> & {
  readonly publishedAt: string;
};

/** A community's plan in force, with everything that is shown of it. */
export interface InForce extends PlanDetails {
  readonly plan: PlanInForce;
}

export interface Placed {
  readonly county: County;
  readonly street: Street;
  readonly community: Community;
}

export function communitySnapshot(
  { county, street, community }: Placed,
  inForce: InForce | undefined,
  units: Units | undefined,
  contacts: readonly Contact[],
): CommunitySnapshot {
  const own = units && within(units, community.code);
  return {
    ...community,
    street: place(street),
    county: place(county),
    ...(inForce && {
      plan: {
        id: inForce.plan.id,
        publishedAt: inForce.plan.publishedAt,
        households: inForce.plan.households,
        buildings: inForce.plan.buildings,
        deviation: inForce.plan.deviation,
        weight: inForce.plan.settings.weight,
        grids: inForce.grids,
        features: inForce.features,
      },
    }),
    ...(own && { units: own }),
    contacts: publicContacts(contacts, community.code),
    updatedAt: latest([inForce?.plan.publishedAt, own?.publishedAt]) ?? county.updatedAt,
  };
}

/** One snapshot a grid, in the order of codes. */
export function gridSnapshots(
  { county, street, community }: Placed,
  inForce: InForce,
  units: Units | undefined,
  contacts: readonly Contact[],
): GridSnapshot[] {
  const { plan, grids, features, places } = inForce;
  return grids.map((grid, serial) => {
    const shown = new Set([grid.code, ...grid.neighbours]);
    return {
      grid,
      community: place(community),
      street: place(street),
      county: place(county),
      plan: {
        id: plan.id,
        publishedAt: plan.publishedAt,
        deviation: plan.deviation,
        weight: plan.settings.weight,
        grids: grids.length,
      },
      units: units?.byGrid[grid.code] ?? [],
      contacts: publicContacts(contacts, grid.code),
      ...(units && { term: units.term }),
      changes: units?.changes.filter((change) => change.grid === grid.code) ?? [],
      places: unique(places.filter(([, at]) => at === serial).map(([name]) => name)),
      features: { type: 'FeatureCollection', features: features.features.filter(({ id }) => shown.has(id)) },
    };
  });
}

/** @param plans the plans in force of the county's communities, by community code */
export function countySnapshot(county: County, plans: ReadonlyMap<string, PlanInForce>): CountySnapshot {
  const row = (community: Community) => {
    const plan = plans.get(community.code);
    return {
      ...community,
      ...(plan && { grids: plan.settings.grids, households: plan.households, publishedAt: plan.publishedAt }),
    };
  };
  return {
    code: county.code,
    name: county.name,
    totals: totalsOf(county, plans),
    streets: county.streets.map((street) => ({ ...place(street), communities: street.communities.map(row) })),
    updatedAt: [county.updatedAt, ...[...plans.values()].map(({ publishedAt }) => publishedAt)].reduce((a, b) =>
      a > b ? a : b,
    ),
  };
}

export function countiesSnapshot(counties: readonly CountySnapshot[]): CountiesSnapshot {
  return { counties: counties.map(({ code, name, totals }) => ({ code, name, totals })) };
}

/** Every named place of the county with its grid; a place that stands in two grids is listed with both. */
export function lookupSnapshot(
  county: County,
  plans: ReadonlyMap<string, InForce>,
  units: Units | undefined,
): LookupSnapshot {
  const communities = county.streets.flatMap((street) => street.communities).filter(({ code }) => plans.has(code));
  const pairs = communities.flatMap(({ code }) => {
    const { grids, places } = plans.get(code)!;
    return places.map(([name, at]): [string, string] => [name, grids[at]!.code]);
  });
  const distinct = new Map(pairs.map((pair) => [pair.join('\n'), pair]));
  return {
    communities: communities.map(({ code, name }) => ({ code, name, grids: plans.get(code)!.grids.length })),
    units: Object.fromEntries(
      Object.entries(units?.byGrid ?? {}).map(([grid, list]) => [
        grid,
        list.map(({ name, phone }) => ({ name, ...(phone && { phone }) })),
      ]),
    ),
    places: [...distinct.values()].sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1])),
  };
}

/** The static index that answers who is responsible at a point or by a name, without a function. */
export function responsibleSnapshot(plans: ReadonlyMap<string, InForce>): ResponsibleIndex {
  const standing = [...plans.values()];
  return responsibleIndex(
    { type: 'FeatureCollection', features: standing.flatMap(({ features }) => features.features) },
    standing.flatMap(({ grids, places }) => places.map(([name, at]) => [name, grids[at]!.code] as const)),
  );
}

const publicContacts = (contacts: readonly Contact[], code: string): PublicContact[] =>
  contactsAt(contacts, code).map(({ id: _, ...shown }) => shown);

function totalsOf(county: County, plans: ReadonlyMap<string, PlanInForce>): CountySnapshot['totals'] {
  const inForce = [...plans.values()];
  return {
    communities: county.streets.reduce((sum, { communities }) => sum + communities.length, 0),
    planned: inForce.length,
    grids: inForce.reduce((sum, { settings }) => sum + settings.grids, 0),
    households: inForce.reduce((sum, { households }) => sum + households, 0),
  };
}

const place = ({ code, name }: { code: string; name: string }) => ({ code, name });

/** The part of an allocation that is about one community; undefined when none is. */
function within({ term, publishedAt, byGrid, changes }: Units, community: string): Units | undefined {
  const own = Object.entries(byGrid).filter(([grid]) => grid.startsWith(community));
  return own.length === 0
    ? undefined
    : {
        term,
        publishedAt,
        byGrid: Object.fromEntries(own),
        changes: changes.filter((change) => change.grid.startsWith(community)),
      };
}

const latest = (instants: readonly (string | undefined)[]): string | undefined =>
  instants.reduce((a, b) => (a === undefined || (b !== undefined && b > a) ? b : a), undefined);

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort(compare);

/** By code unit, so that the order is the same on every machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
