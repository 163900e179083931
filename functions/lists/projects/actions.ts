import { shanghaiDay } from '../../calendar/day.ts';
import type { DivisionStore } from '../../grids/divisions/store.ts';
import type { Actions, Context, Writes } from '../../http/actions.ts';
import type { Caller } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import type { Reservation, Resource } from '../resources/contract.ts';
import type { ResourceStore } from '../resources/store.ts';
import { isStaff, judgeUnit } from '../resources/unit.ts';
import type * as z from 'zod';
import { advance, stepsFor } from './advance.ts';
import type { Project, ProjectDraft, projects, ProjectStep } from './contract.ts';
import { established, judgeDraft, planUse } from './draft.ts';
import type { Side } from './machine.ts';
import { held } from './sessions.ts';
import type { ProjectStore } from './store.ts';

/** What a project asks of the demands that it answers: they move in its transaction. */
export interface DemandMoves {
  /**
   * The writes that take a demand into the project.
   * @throws Refusal 'no-such-demand', 'demand-not-ready'
   */
  establish(
    community: string,
    demands: readonly string[],
    project: Pick<Project, 'id' | 'unit'>,
    note: string | undefined,
    context: Context,
  ): Promise<Writes>;
  /**
   * The writes that follow a project's step; none where the step does not concern them.
   * @throws Refusal 'demand-not-ready'
   */
  follow(project: Project, transition: string, note: string | undefined, context: Context): Promise<Writes>;
  /** Has every resident answered, or is the time for it over? */
  answered(project: Project): Promise<boolean>;
}

interface Stores {
  readonly projects: ProjectStore;
  readonly resources: ResourceStore;
  readonly divisions: DivisionStore;
  readonly demands: DemandMoves;
}

/** On whose behalf somebody acts: the page names the office, never the person. */
function behalfOf(caller: Caller | undefined): ProjectStep['by'] {
  const roles = caller?.roles ?? [];
  if (roles.includes('county-officer')) return 'county';
  if (roles.includes('subdistrict-officer')) return 'street';
  if (roles.includes('community-secretary')) return 'community';
  return roles.includes('system') ? 'system' : 'unit';
}

const sideOf = (caller: Caller | undefined): Side => (isStaff(caller) ? 'staff' : 'unit');

/** Every reservation that a project takes: its amount in each period of each resource. */
const reservationsOf = ({ resources, id, community }: Project, at: string): z.output<typeof Reservation>[] =>
  resources.flatMap(({ id: resource, amount, periods }) =>
    periods.map((period) => ({ resource, period, amount, project: id, community, at })),
  );

type Rows = Actions<typeof projects>;

/** The draft's resources as they are now. @throws Refusal 'no-such-resource' */
const chosen = ({ resources }: Stores, draft: ProjectDraft, community: string): Promise<Resource[]> =>
  Promise.all(
    draft.resources.map(async ({ id }, place) => {
      const found = await resources.find(community.slice(0, 6), id);
      return found ?? refuse('no-such-resource', `#/resources/${place}`, { resource: id });
    }),
  );

/** The writes that reserve what a project uses. @throws Refusal 'capacity-taken' */
async function taken({ resources }: Stores, project: Project, from: readonly Resource[], at: string): Promise<Writes> {
  const known = new Map(from.map((resource) => [resource.id, resource]));
  const reserving = reservationsOf(project, at).flatMap((reservation) => {
    const resource = known.get(reservation.resource);
    return resource ? [resources.reserve(resource, reservation)] : [];
  });
  return [...from.map(resources.unmoved), ...(await Promise.all(reserving)).flat()];
}

/** The writes that give back what a project reserved. */
async function givenBack({ resources }: Stores, project: Project, at: string): Promise<Writes> {
  const county = project.community.slice(0, 6);
  const releasing = reservationsOf(project, at).map((reservation) => resources.release(county, reservation, at));
  return (await Promise.all(releasing)).flat();
}

const answer = (store: ProjectStore, next: Project, caller: Caller | undefined, writes: Writes) => ({
  body: { ...next, steps: stepsFor(next, sideOf(caller)) },
  version: next.version,
  writes: [store.save(next), ...writes],
});

const reading = ({ projects: store, divisions }: Stores): Pick<Rows, 'projects' | 'project'> => ({
  projects: async ({ params: { division }, query }, { cursor }) => {
    await divisions.countyOf(division);
    const found: Project[] = [];
    let after = cursor.open(query.cursor);
    do {
      const page = await store.page(division.slice(0, 6), 100, after);
      const fitting = page.items.filter(
        ({ community, state }) =>
          community.startsWith(division) && (query.state === undefined || state === query.state),
      );
      found.push(...fitting);
      after = page.after;
    } while (after !== undefined && found.length <= query.limit);
    const items = found.slice(0, query.limit);
    const next = found.length > items.length ? cursor.seal(items.at(-1)?.id) : undefined;
    return { body: { items, ...(next && { next }) } };
  },

  project: async ({ params }, { caller }) => {
    const project = await store.record(params.community, params.project);
    return { body: { ...project, steps: stepsFor(project, sideOf(caller)) }, version: project.version };
  },
});

export const projectActions = (stores: Stores): Rows => {
  const { projects: store, divisions, demands } = stores;
  /** A project that the caller may change, as they have read it. */
  const mine = async (params: { community: string; project: string }, { caller, matches }: Context) => {
    const project = await store.record(params.community, params.project);
    judgeUnit(caller, project.unit.id);
    matches(project.version);
    return project;
  };
  return {
    ...reading(stores),

    establishProject: async ({ params: { community }, body }, context) => {
      const { caller, now, newId } = context;
      await divisions.community(community);
      judgeUnit(caller, body.unit.id);
      judgeDraft(body);
      const id = `p-${newId().toLowerCase()}`;
      const moves = await demands.establish(community, body.demands, { id, unit: body.unit }, body.note, context);
      const used = await chosen(stores, body, community);
      const category = used[0]?.category ?? 'service';
      const facts = { id, community, category, at: now, by: behalfOf(caller) };
      const project = established(body, planUse(body, used, community), facts);
      const writes = [store.save(project), ...moves, ...(await taken(stores, project, used, now))];
      return { body: project, version: 1, writes };
    },

    stepProject: async ({ params, body: { transition, ...given } }, context) => {
      const { caller, now } = context;
      const project = await mine(params, context);
      const next = advance(project, transition, {
        ...given,
        at: now,
        today: shanghaiDay(now),
        side: sideOf(caller),
        by: behalfOf(caller),
        answered: transition === 'close' ? await demands.answered(project) : true,
      });
      const moves = await demands.follow(project, transition, given.note ?? given.summary, context);
      const back = transition === 'cancel' ? await givenBack(stores, project, now) : [];
      return answer(store, next, caller, [...moves, ...back]);
    },

    holdSession: async ({ params, body }, context) => {
      const project = await mine(params, context);
      return answer(store, held(project, params.day, body, shanghaiDay(context.now)), context.caller, []);
    },
  };
};
