import { refuse } from '../../http/refusal.ts';
import { servesAll } from '../resources/area.ts';
import type { Resource } from '../resources/contract.ts';
import { periodsOf } from '../resources/period.ts';
import type { Project, ProjectDraft, ProjectStep } from './contract.ts';
import { sessionsOf } from './sessions.ts';

/** Reservations of one project: each is two writes of its one transaction. */
const MOST_RESERVATIONS = 24;

/** What can be said of a draft alone. @throws Refusal 'delivery-reversed', 'demand-twice', 'resource-twice' */
export function judgeDraft({ delivery, demands, resources }: ProjectDraft): void {
  if (delivery.from > delivery.until) refuse('delivery-reversed', '#/delivery/until');
  if (new Set(demands).size < demands.length) refuse('demand-twice', '#/demands');
  if (new Set(resources.map(({ id }) => id)).size < resources.length) refuse('resource-twice', '#/resources');
}

/**
 * May these resources serve this community in the days of the delivery?
 * @returns each with the periods in which it is used
 * @throws Refusal 'resource-not-listed', 'resource-not-here', 'resource-not-then', 'too-many-reservations'
 */
export function planUse(draft: ProjectDraft, resources: readonly Resource[], community: string): Project['resources'] {
  const { from, until } = draft.delivery;
  const used = resources.map((resource, place) => {
    const at = `#/resources/${place}`;
    const { id, title, unit, serves, validFrom, validUntil, capacity, state } = resource;
    if (state !== 'listed') refuse('resource-not-listed', at, { resource: title });
    if (!servesAll(serves, community)) refuse('resource-not-here', at, { resource: title });
    if ((validFrom && until < validFrom) || (validUntil && from > validUntil))
      refuse('resource-not-then', at, { resource: title });
    const periods = periodsOf(capacity?.period ?? 'once', from, until, MOST_RESERVATIONS);
    return { id, title, unit: unit.name, amount: draft.resources[place]?.amount ?? 1, periods };
  });
  const reservations = used.reduce((sum, { periods }) => sum + periods.length, 0);
  if (reservations > MOST_RESERVATIONS)
    refuse('too-many-reservations', '#/delivery/until', { limit: MOST_RESERVATIONS });
  return used;
}

/** The project that a draft becomes. @throws Refusal 'too-many-sessions' */
export function established(
  draft: ProjectDraft,
  used: Project['resources'],
  facts: {
    readonly id: string;
    readonly community: string;
    readonly category: Resource['category'];
    readonly at: string;
    readonly by: ProjectStep['by'];
  },
): Project {
  const { title, unit, demands, delivery, milestones, recurring, links, note } = draft;
  const { at, by, ...own } = facts;
  return {
    ...own,
    title,
    unit,
    demands,
    resources: used,
    delivery,
    milestones,
    ...(recurring && { recurring }),
    sessions: recurring ? sessionsOf(recurring.days, delivery.from, delivery.until) : [],
    links,
    ratings: { answers: 0, sum: 0, solved: 0 },
    state: 'established',
    history: [{ transition: 'establish', to: 'established', by, at, ...(note !== undefined && { note }) }],
    version: 1,
  };
}
