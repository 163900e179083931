import type { County } from '../../grids/divisions/contract.ts';
import { buildCatalogue, type Catalogue, type Resource as Offered } from '../matching/catalogue.ts';
import { learn, type Decision } from '../matching/learn.ts';
import { planBatch } from '../matching/plan.ts';
import { rank, type Experience, type Ranked } from '../matching/rank.ts';
import type { OwnConcept } from '../matching/own.ts';
import { elsewhere, type Thesaurus as Compiled } from '../matching/thesaurus.ts';
import type { Thesaurus } from '../thesaurus/contract.ts';
import { communitiesServed } from '../resources/area.ts';
import type { Demand } from '../demands/contract.ts';
import { categories } from '../demands/names.ts';
import type { Resource } from '../resources/contract.ts';
import { periodOf } from '../resources/period.ts';
import { leftOf } from '../resources/reserve.ts';

/** A demand as the matcher reads it. */
export interface OpenDemand {
  readonly id: string;
  readonly community: string;
  readonly text: string;
}

/** Its public title says in few words what the resident's say in many. */
export const openDemand = ({ id, community, text, title }: Demand): OpenDemand => ({
  id,
  community,
  text: title === undefined ? text : `${title}。${text}`,
});

/** What is reserved of a resource in a period. */
export type Reserved = (period: string, resource: string) => number;

/** A county's own needs as the matcher's thesaurus reads them. */
export const ownConcepts = ({ needs }: Thesaurus): OwnConcept[] =>
  needs.map(({ category, ...need }) => ({
    ...need,
    category: category === undefined || category === 'elsewhere' ? elsewhere : categories[category].zh,
  }));

/** The listed resources of a county as the matcher reads them; what is left of each is set apart, by `withLeft`. */
export function catalogueOf(thesaurus: Compiled, county: County, resources: readonly Resource[]): Catalogue {
  const offered = resources
    .filter(({ state }) => state === 'listed')
    .map(({ id, title, unit, description, category, audience, kind, serves, validFrom, validUntil }): Offered => {
      const communities = communitiesServed(county, serves);
      return {
        id,
        title,
        unit: unit.name,
        description,
        category: categories[category].zh,
        audience,
        kind,
        ...(communities.length > 0 && { communities }),
        validFrom,
        validUntil,
      };
    });
  return buildCatalogue(thesaurus, offered);
}

/** The same catalogue with what is left on a day. */
export function withLeft(
  catalogue: Catalogue,
  resources: ReadonlyMap<string, Resource>,
  reserved: Reserved,
  day: string,
): Catalogue {
  const entries = catalogue.entries.map((entry) => {
    const capacity = resources.get(entry.resource.id)?.capacity;
    if (!capacity) return entry;
    const capacityLeft = leftOf(capacity, reserved(periodOf(capacity.period, day), entry.resource.id));
    return { ...entry, resource: { ...entry.resource, capacityLeft } };
  });
  return { ...catalogue, entries };
}

/** The ranking of one demand; the community is said by its name, as a resource says whom it is for. */
export const rankedFor = (
  catalogue: Catalogue,
  demand: OpenDemand,
  community: string,
  options: {
    readonly day: string;
    readonly limit: number;
    readonly experience: Experience;
    readonly explain?: boolean;
  },
): Ranked => {
  const { day, ...rest } = options;
  return rank(catalogue, { id: demand.id, text: demand.text, community, day }, rest);
};

/** What the matcher learns from decided pairs whose demands are still known. */
export const experienceOf = (catalogue: Catalogue, decisions: readonly Decision[]): Experience =>
  learn(catalogue, decisions);

/** Offers of a demand that count in a plan of many. */
const OFFERS = 8;

/**
 * Proposes which demands get which resources: no capacity exceeded, the largest sum of scores.
 * @param nameOf the community's name by its code
 */
export function planned(
  catalogue: Catalogue,
  demands: readonly OpenDemand[],
  nameOf: (code: string) => string,
  day: string,
  experience: Experience,
) {
  const ranked = demands.map((demand) => {
    const { ranking, abstain } = rankedFor(catalogue, demand, nameOf(demand.community), {
      day,
      limit: OFFERS,
      experience,
      explain: false,
    });
    return { id: demand.id, offers: abstain ? [] : ranking };
  });
  const capacity = new Map(
    catalogue.entries.map(({ resource }) => [resource.id, resource.capacityLeft ?? Number.MAX_SAFE_INTEGER]),
  );
  return planBatch(ranked, capacity);
}
