import { shanghaiDay } from '../../calendar/day.ts';
import type { County } from '../../grids/divisions/contract.ts';
import type { DivisionStore } from '../../grids/divisions/store.ts';
import { unitNamer } from '../../grids/units/names.ts';
import type { UnitStore } from '../../grids/units/store.ts';
import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { Demand } from '../demands/contract.ts';
import type { Catalogue } from '../matching/catalogue.ts';
import type { Offer } from '../matching/rank.ts';
import { thesaurusWith } from '../matching/usual.ts';
import { nameOf } from '../resources/area.ts';
import type { Resource } from '../resources/contract.ts';
import { periodOf } from '../resources/period.ts';
import { leftOf } from '../resources/reserve.ts';
import type { ResourceStore } from '../resources/store.ts';
import { catalogueOf, experienceOf, openDemand, ownConcepts, planned, rankedFor, withLeft } from './board.ts';
import type { matches, MatchDecision } from './contract.ts';
import type { MatchStore } from './store.ts';
import type { Thesaurus } from '../thesaurus/contract.ts';
import type { ThesaurusStore } from '../thesaurus/store.ts';

/** Decisions that the matcher learns from, the newest. */
const LEARNT = 2000;

interface Stores {
  readonly matches: MatchStore;
  /** What a county adds to the thesaurus. */
  readonly thesaurus: ThesaurusStore;
  readonly resources: ResourceStore;
  readonly divisions: DivisionStore;
  readonly units: UnitStore;
  readonly demands: {
    /** @throws Refusal 'no-such-demand' */
    record(community: string, demand: string): Promise<Demand>;
    /** Demands of a division that wait for a resource, the longest waiting first. */
    waiting(division: string): Promise<Demand[]>;
  };
}

/** What a board reads of a county on a day. */
interface Board {
  readonly county: County;
  readonly catalogue: Catalogue;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly reserved: (period: string, resource: string) => number;
  readonly decisions: Awaited<ReturnType<MatchStore['latest']>>;
}

/** Reading resources into a catalogue is the costly part: it is kept until one of them changes, or the thesaurus. */
const kept = new Map<string, { readonly stamp: string; readonly catalogue: Catalogue }>();

function catalogueFor(county: County, resources: readonly Resource[], own: Thesaurus): Catalogue {
  const stamp = `${county.version};${own.version};${resources.map(({ id, version }) => `${id}.${version}`).join()}`;
  const known = kept.get(county.code);
  if (known?.stamp === stamp) return known.catalogue;
  const catalogue = catalogueOf(thesaurusWith(ownConcepts(own)), county, resources);
  kept.set(county.code, { stamp, catalogue });
  return catalogue;
}

async function boardAt({ matches: store, resources, thesaurus }: Stores, county: County, day: string): Promise<Board> {
  const [all, own] = await Promise.all([resources.all(county.code), thesaurus.inForce(county.code)]);
  const periods = [...new Set((['week', 'month', 'year', 'once'] as const).map((period) => periodOf(period, day)))];
  const used = new Map(
    await Promise.all(periods.map(async (period) => [period, await resources.reserved(county.code, period)] as const)),
  );
  const reserved = (period: string, resource: string) => used.get(period)?.get(resource) ?? 0;
  const known = new Map(all.map((resource) => [resource.id, resource]));
  const catalogue = withLeft(catalogueFor(county, all, own), known, reserved, day);
  return { county, catalogue, resources: known, reserved, decisions: await store.latest(county.code, LEARNT) };
}

type Rows = Actions<typeof matches>;

const waitingList = ({ matches: store, divisions, demands, units }: Stores): Pick<Rows, 'waitingDemands'> => ({
  waitingDemands: async ({ params: { division }, query: { most, skip, search } }) => {
    const county = await divisions.countyOf(division);
    const [waiting, decisions, register] = await Promise.all([
      demands.waiting(division),
      store.latest(county.code, LEARNT),
      units.all(county.code),
    ]);
    const unitName = unitNamer(register.records);
    const found = waiting.filter(({ title, text }) => !search || `${title ?? ''}\n${text}`.includes(search));
    const confirmed = decisions.filter((decision) => decision.confirmed);
    const items = found.slice(skip, skip + most).map((demand) => ({
      ...waitingRow(demand),
      ...(demand.lead !== undefined && { leadName: unitName(demand.lead) }),
      confirmed: confirmed.filter((decision) => decision.demand === demand.id).map(({ resource }) => resource),
    }));
    return { body: { waiting: found.length, items } };
  },
});

export const matchActions = (stores: Stores): Rows => {
  const { matches: store, resources, divisions, demands } = stores;
  const boardOf = (county: County, day: string) => boardAt(stores, county, day);
  const learnt = ({ catalogue, decisions }: Board) => experienceOf(catalogue, decisions);
  return {
    ...waitingList(stores),

    offers: async ({ params: { community, demand: id }, query }, { now }) => {
      const county = await divisions.countyOf(community);
      const demand = openDemand(await demands.record(community, id));
      const day = query.day ?? shanghaiDay(now);
      const board = await boardOf(county, day);
      const ranked = rankedFor(board.catalogue, demand, nameOf(county, community) ?? '', {
        day,
        limit: query.limit,
        experience: learnt(board),
      });
      const own = new Map(board.decisions.filter((one) => one.demand === id).map((one) => [one.resource, one]));
      const shown = (offers: readonly Offer[]) =>
        offers.flatMap((offer) => shownOffer(board, offer, own.get(offer.id), day));
      const { abstain, ranking, refused } = ranked;
      const body = { demand: id, abstain, offers: shown(ranking), refused: shown(refused.slice(0, query.limit)) };
      return { body };
    },

    decideMatch: async ({ params, body }, { now }) => {
      const county = await divisions.countyOf(params.community);
      const demand = openDemand(await demands.record(params.community, params.demand));
      if (!(await resources.find(county.code, params.resource))) refuse('no-such-resource');
      const before = await store.find(county.code, demand.id, params.resource);
      const decision = {
        demand: demand.id,
        resource: params.resource,
        confirmed: body.confirmed,
        ...(body.reason !== undefined && { reason: body.reason }),
        text: demand.text,
        at: now,
        version: (before?.version ?? 0) + 1,
      };
      const { text: _, ...answer } = decision;
      return { body: answer, version: decision.version, writes: [store.save(county.code, decision)] };
    },

    planMatches: async ({ params: { division }, query }, { now }) => {
      const county = await divisions.countyOf(division);
      const day = query.day ?? shanghaiDay(now);
      const board = await boardOf(county, day);
      const open = (await demands.waiting(division)).slice(0, query.most).map(openDemand);
      const at = new Map(open.map((demand) => [demand.id, demand.community]));
      const name = (code: string) => nameOf(county, code) ?? '';
      const plan = planned(board.catalogue, open, name, day, learnt(board));
      return {
        body: {
          demands: open.length,
          total: Math.round(plan.total * 1e4) / 1e4,
          assignments: plan.assignments.map(({ demand, resource, score, choice }) => ({
            demand,
            community: at.get(demand) ?? '',
            resource,
            title: board.resources.get(resource)?.title ?? '',
            score: Math.min(1, score),
            choice,
          })),
          unserved: plan.unserved.map(({ demand, why }) => ({ demand, community: at.get(demand) ?? '', why })),
        },
      };
    },
  };
};

const waitingRow = ({ id, community, grid, title, text, category, state, submittedAt, rounds, lead }: Demand) => ({
  id,
  community,
  ...(grid !== undefined && { grid }),
  ...(title !== undefined && { title }),
  text,
  ...(category !== undefined && { category }),
  state,
  submittedAt,
  rounds,
  ...(lead !== undefined && { lead }),
});

function shownOffer(board: Board, offer: Offer, decision: MatchDecision | undefined, day: string) {
  const resource = board.resources.get(offer.id);
  if (!resource) return [];
  const { id, division, title, description, unit, kind, category, audience, capacity, verifiedAt } = resource;
  const period = capacity && periodOf(capacity.period, day);
  const reserved = period === undefined ? 0 : board.reserved(period, id);
  return [
    {
      resource: {
        id,
        division,
        title,
        description,
        unit,
        kind,
        category,
        audience,
        capacity,
        ...(capacity && period !== undefined && { left: { period, reserved, left: leftOf(capacity, reserved) } }),
        verifiedAt,
      },
      score: Math.min(1, offer.score),
      reasons: [...offer.reasons],
      ...(decision && { decided: decision.confirmed ? ('confirmed' as const) : ('rejected' as const) }),
    },
  ];
}
