import { shanghaiDay } from '../../calendar/day.ts';
import type { DivisionStore } from '../../grids/divisions/store.ts';
import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import { periodOf } from '../resources/period.ts';
import type { Resource } from '../resources/contract.ts';
import type { ResourceStore } from '../resources/store.ts';
import type { hsds, HsdsOrganization, HsdsService } from './contract.ts';
import { organizationOf, serviceOf } from './hsds.ts';

const periods = ['week', 'month', 'year', 'once'] as const;

export const hsdsActions = (store: ResourceStore, divisions: DivisionStore): Actions<typeof hsds> => {
  /** What is listed and valid, in the order of ids. @throws Refusal 'no-such-division' */
  const listed = async (code: string, today: string) => {
    const county = await divisions.county(code);
    const all = await store.all(code);
    return { county, resources: all.filter((resource) => isActive(resource, today)) };
  };

  const servicesOf = async (code: string, now: string): Promise<HsdsService[]> => {
    const today = shanghaiDay(now);
    const { county, resources } = await listed(code, today);
    const reserved = new Map(
      await Promise.all(
        periods.map(async (period) => [period, await store.reserved(code, periodOf(period, today))] as const),
      ),
    );
    const held = ({ id, capacity }: Resource): number => (capacity && reserved.get(capacity.period)?.get(id)) ?? 0;
    return Promise.all(resources.map((resource) => serviceOf(county, resource, held(resource), now)));
  };

  const organizationsOf = async (code: string, now: string): Promise<HsdsOrganization[]> => {
    const { county, resources } = await listed(code, shanghaiDay(now));
    const all = await Promise.all(resources.map((resource) => organizationOf(county, resource)));
    return [...new Map(all.map((one) => [one.id, one])).values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  };

  return {
    hsds: async ({ params }) => {
      await divisions.county(params.division);
      return {
        body: {
          version: '3.1.2',
          profile: 'https://docs.openreferral.org/en/v3.1.2/hsds/',
          openapi_url: 'https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json',
        },
      };
    },

    hsdsServices: async ({ params, query }, { now }) => {
      const fitting = (await servicesOf(params.division, now)).filter(
        (service) =>
          has(query.search, service.name, service.description, service.organization.name) &&
          (!query.organization_id || service.organization.id === query.organization_id) &&
          (!query.taxonomy_term_id || service.attributes[0]?.taxonomy_term.id === query.taxonomy_term_id) &&
          (!query.modified_after || service.last_modified > new Date(query.modified_after).toISOString()),
      );
      const { contents, ...page } = pageOf(fitting, query);
      return { body: { ...page, contents: query.minimal ? contents.map(minimal) : contents } };
    },

    hsdsService: async ({ params }, { now }) => {
      const found = (await servicesOf(params.division, now)).find(({ id }) => id === params.id);
      return { body: found ?? refuse('no-such-resource') };
    },

    hsdsOrganizations: async ({ params, query }, { now }) => {
      const all = await organizationsOf(params.division, now);
      return {
        body: pageOf(
          all.filter(({ name }) => has(query.search, name)),
          query,
        ),
      };
    },

    hsdsOrganization: async ({ params }, { now }) => {
      const found = (await organizationsOf(params.division, now)).find(({ id }) => id === params.id);
      return { body: found ?? refuse('no-such-organization') };
    },
  };
};

const isActive = ({ state, validFrom, validUntil }: Resource, today: string): boolean =>
  state === 'listed' && (!validFrom || validFrom <= today) && (!validUntil || validUntil >= today);

const has = (search: string | undefined, ...texts: string[]): boolean =>
  !search || texts.some((text) => text.toLowerCase().includes(search.toLowerCase()));

const minimal = ({ id, name, description, status, last_modified }: HsdsService) => ({
  id,
  name,
  description,
  status,
  last_modified,
});

function pageOf<T>(all: readonly T[], { page, per_page: size }: { page: number; per_page: number }) {
  const contents = all.slice((page - 1) * size, page * size);
  const pages = Math.ceil(all.length / size);
  return {
    total_items: all.length,
    total_pages: pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= pages,
    empty: contents.length === 0,
    contents,
  };
}
