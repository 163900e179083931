import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { Opened } from '../../grids/responsible/place-index.ts';
import { atPoint, byText } from '../../grids/responsible/responsible.ts';
import { categories } from '../demands/names.ts';
import type { Demand } from '../demands/contract.ts';
import { contactWrites, type Desk, desk } from '../demands/desk-actions.ts';
import { codeOf, newDemand } from '../demands/intake.ts';
import type { open311 } from './contract.ts';
import { type Given, readForm } from './form.ts';
import { reportOf, requestIdOf, services, statusOf } from './report.ts';
import { written, writtenWhole } from './write.ts';

const REQUESTS = ['service_requests', 'request'] as const;
const DAYS_90 = 90 * 86_400_000;
/** Demands that one question looks through. */
const MOST = 4000;

/** The demands of a jurisdiction: the communities below a division. */
const jurisdiction = ({ store, ground }: Desk) => {
  /** The codes of its communities. @throws Refusal 'no-such-division' */
  const communities = async (division: string): Promise<string[]> => {
    const { streets } = await ground.divisions.countyOf(division);
    const codes = streets.flatMap(({ communities: own }) => own.map(({ code }) => code));
    return codes.filter((code) => code.startsWith(division));
  };

  const find = async (division: string, id: string): Promise<Demand | undefined> => {
    const [community = '', demand = ''] = id.split('-');
    return community.startsWith(division) ? store.find(community, demand) : undefined;
  };

  return {
    find,

    /** @throws Refusal 'no-such-demand' */
    async demand(division: string, id: string): Promise<Demand> {
      return (await find(division, id)) ?? refuse('no-such-demand');
    },

    /** The newest: a fair share of each community. */
    async newest(division: string): Promise<Demand[]> {
      const codes = await communities(division);
      const share = Math.max(20, Math.floor(MOST / Math.max(1, codes.length)));
      const pages = await Promise.all(codes.map((code) => store.list(code, share, undefined)));
      return pages.flatMap(({ demands }) => demands).sort((a, b) => (a.submittedAt < b.submittedAt ? 1 : -1));
    },

    /**
     * The community and grid that a report is of.
     * @throws Refusal 'place-unknown', 'place-in-several-grids', 'point-outside'
     */
    async place(division: string, { point, addressId, address }: Given) {
      const codes = await communities(division);
      const named = address === undefined ? {} : { place: address };
      if (addressId !== undefined) {
        const community = codes.find((code) => addressId.startsWith(code));
        if (!community || ![12, 15].includes(addressId.length))
          return refuse('place-unknown', undefined, { name: addressId });
        return { community, ...(addressId.length === 15 && { grid: addressId }), ...named };
      }
      const grids: string[] = [];
      for (const code of codes) {
        const index = await ground.index(code);
        if (index) grids.push(...gridsAt(index, point, address ?? ''));
      }
      const [grid] = grids;
      if (!grid) return point ? refuse('point-outside') : refuse('place-unknown', undefined, { name: address ?? '' });
      if (!point && grids.length > 1) return refuse('place-in-several-grids', undefined, { name: address ?? '' });
      return { community: grid.slice(0, 12), grid, ...named };
    },
  };
};

function gridsAt(index: Opened, point: Given['point'], address: string): readonly string[] {
  if (!point) return byText(index, address);
  const found = atPoint(index, point[0], point[1]);
  return found ? [found.grid] : [];
}

/** 'x.json' is x, as JSON. */
function asked(file: string): readonly [string, 'json' | 'xml'] {
  const [name = '', extension] = file.split('.');
  return [name, extension === 'xml' ? 'xml' : 'json'];
}

export const open311Actions = (tools: Desk): Actions<typeof open311> => ({
  ...outgoing(tools),
  ...incoming(tools),
});

const outgoing = (tools: Desk): Omit<Actions<typeof open311>, 'open311Submit'> => {
  const { divisions } = tools.ground;
  const own = jurisdiction(tools);
  return {
    open311Lists: async ({ params: { division, file }, query }, { now }) => {
      const [list, type] = asked(file);
      await divisions.countyOf(division);
      if (list === 'discovery') return writtenWhole(type, 'discovery', discovery(division));
      if (list === 'services') return written(type, ['services', 'service'], services());
      const ids = query.service_request_id?.split(',').slice(0, 20);
      const demands = ids
        ? (await Promise.all(ids.map((id) => own.find(division, id.trim())))).flatMap((demand) => demand ?? [])
        : (await own.newest(division)).filter(within(query, now));
      const start = (query.page - 1) * query.page_size;
      return written(type, REQUESTS, demands.slice(start, start + query.page_size).map(reportOf));
    },

    open311Service: async ({ params: { division, file } }) => {
      await divisions.countyOf(division);
      const [code, type] = asked(file);
      if (!(code in categories)) refuse('no-such-service');
      return written(type, ['service_definitions', 'service_definition'], [{ service_code: code, attributes: [] }]);
    },

    open311Request: async ({ params: { division, file } }) => {
      const [id, type] = asked(file);
      return written(type, REQUESTS, [reportOf(await own.demand(division, id))]);
    },

    open311Token: async ({ params: { division, file } }) => {
      const [id, type] = asked(file);
      const service_request_id = requestIdOf(await own.demand(division, id));
      return written(type, REQUESTS, [{ service_request_id, token: service_request_id }]);
    },
  };
};

const incoming = (tools: Desk): Pick<Actions<typeof open311>, 'open311Submit'> => {
  const { store } = tools;
  const { termsOf } = desk(tools);
  const own = jurisdiction(tools);
  return {
    open311Submit: async ({ params: { division, file }, upload }, context) => {
      const given = readForm(upload.text);
      const where = await own.place(division, given);
      const { terms } = await termsOf(where.community, context.now);
      const { text, category, contact } = given;
      const id = context.newId().toLowerCase();
      const demand = newDemand({ id, text, category, channel: 'system', ...where }, terms);
      const told = { service_request_id: requestIdOf(demand), service_notice: null, account_id: null };
      return {
        ...written(asked(file)[1], REQUESTS, [told]),
        writes: [
          store.save(demand),
          store.track(codeOf(context.newId()), { community: where.community, demand: id, owner: true }),
          ...contactWrites(store, demand, contact),
        ],
      };
    },
  };
};

const discovery = (division: string) => ({
  changeset: '2026-11-24T00:00:00Z',
  contact: 'the county',
  key_service: 'a system is registered by an officer of the county; its bearer token stands for the api_key',
  endpoints: [
    { specification: 'http://wiki.open311.org/GeoReport_v2', url: `/api/v1/open311/${division}`, type: 'production' },
  ],
});

interface Filter {
  readonly service_code?: string | undefined;
  readonly start_date?: string | undefined;
  readonly end_date?: string | undefined;
  readonly status?: string | undefined;
}

/** What a question asks for; without dates the last 90 days. */
function within({ service_code, start_date, end_date, status }: Filter, now: string): (demand: Demand) => boolean {
  const until = Date.parse(end_date ?? now);
  const from = Math.max(start_date ? Date.parse(start_date) : 0, until - DAYS_90);
  const codes = service_code?.split(',');
  const states = status?.split(',');
  return (demand) => {
    const at = Date.parse(demand.submittedAt);
    return (
      at >= from &&
      at <= until &&
      (!codes || codes.includes(demand.category ?? 'service')) &&
      (!states || states.includes(statusOf(demand)))
    );
  };
}
