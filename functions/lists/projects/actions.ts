import { shanghaiDay } from '../../calendar/day.ts';
import type { DivisionStore } from '../../grids/divisions/store.ts';
import type { Actions } from '../../http/actions.ts';
import type { Caller } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import type { Write } from '../../table/table.ts';
import { countyWith } from '../resources/actions.ts';
import type { Reservation, Resource } from '../resources/contract.ts';
import type { ResourceStore } from '../resources/store.ts';
import { isStaff, judgeUnit } from '../resources/unit.ts';
import type * as z from 'zod';
import { advance, stepsFor } from './advance.ts';
import type { Project, ProjectDraft, projects, ProjectStep } from './contract.ts';
import type { DemandMoves } from './demands.ts';
import { established, judgeDraft, planUse } from './draft.ts';
import type { Side } from './machine.ts';
import { held } from './sessions.ts';
import type { ProjectStore } from './store.ts';

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

export const projectActions = (stores: Stores): Actions<typeof projects> => {
  const { projects: store, resources, divisions, demands } = stores;

  /** The draft's resources as they are now. @throws Refusal 'no-such-resource' */
  const chosen = async (draft: ProjectDraft, community: string): Promise<Resource[]> =>
    Promise.all(
      draft.resources.map(async ({ id }, place) => {
        const found = await resources.find(community.slice(0, 6), id);
        return found ?? refuse('no-such-resource', `#/resources/${place}`, { resource: id });
      }),
    );

  const taken = async (project: Project, from: readonly Resource[], at: string): Promise<Write[]> => {
    const writes: Write[] = from.map(resources.unmoved);
    for (const reservation of reservationsOf(project, at)) {
      const resource = from.find(({ id }) => id === reservation.resource);
      if (resource) writes.push(...(await resources.reserve(resource, reservation)));
    }
    return writes;
  };

  const givenBack = async (project: Project, at: string): Promise<Write[]> => {
    const county = project.community.slice(0, 6);
    const all = reservationsOf(project, at);
    return (await Promise.all(all.map((reservation) => resources.release(county, reservation, at)))).flat();
  };

  const answer = (next: Project, caller: Caller | undefined, writes: readonly Write[]) => ({
    body: { ...next, steps: stepsFor(next, sideOf(caller)) },
    version: next.version,
    writes: [store.save(next), ...writes],
  });

  return {
    establishProject: async ({ params: { community }, body }, context) => {
      const { caller, now, newId } = context;
      await divisions.community(community);
      judgeUnit(caller, body.unit.id);
      judgeDraft(body);
      const id = `p-${newId().toLowerCase()}`;
      const moves = await demands.establish(community, body.demands, { id, unit: body.unit }, body.note, context);
      const used = await chosen(body, community);
      const plan = planUse(body, used, community);
      const project = established(body, plan, {
        id,
        community,
        category: used[0]?.category ?? '',
        at: now,
        by: behalfOf(caller),
      });
      const writes = [store.save(project), ...moves, ...(await taken(project, used, now))];
      return { body: project, version: 1, writes };
    },

    projects: async ({ params: { division }, query }, { cursor }) => {
      await countyWith(divisions, division);
      const found: Project[] = [];
      let after = cursor.open(query.cursor);
      do {
        const page = await store.page(division.slice(0, 6), 100, after);
        found.push(
          ...page.items.filter(
            ({ community, state }) =>
              community.startsWith(division) && (query.state === undefined || state === query.state),
          ),
        );
        after = page.after;
      } while (after !== undefined && found.length <= query.limit);
      const items = found.slice(0, query.limit);
      const next = found.length > items.length || after !== undefined ? cursor.seal(items.at(-1)?.id) : undefined;
      return { body: { items, ...(next && { next }) } };
    },

    project: async ({ params }, { caller }) => {
      const project = await store.record(params.community, params.project);
      return { body: { ...project, steps: stepsFor(project, sideOf(caller)) }, version: project.version };
    },

    stepProject: async ({ params, body: { transition, ...given } }, context) => {
      const { caller, now, matches } = context;
      const project = await store.record(params.community, params.project);
      judgeUnit(caller, project.unit.id);
      matches(project.version);
      const today = shanghaiDay(now);
      const next = advance(project, transition, {
        ...given,
        at: now,
        today,
        side: sideOf(caller),
        by: behalfOf(caller),
        answered: transition === 'close' ? await demands.answered(project) : true,
      });
      const moves = await demands.follow(project, transition, given.note, context);
      const back = transition === 'cancel' ? await givenBack(project, now) : [];
      return answer(next, caller, [...moves, ...back]);
    },

    holdSession: async ({ params, body }, { caller, now, matches }) => {
      const project = await store.record(params.community, params.project);
      judgeUnit(caller, project.unit.id);
      matches(project.version);
      return answer(held(project, params.day, body, shanghaiDay(now)), caller, []);
    },
  };
};
