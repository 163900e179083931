import { shanghaiDay } from '../../calendar/day.ts';
import type { County } from '../../grids/divisions/contract.ts';
import { nameOf } from '../../lists/resources/area.ts';
import type { Project } from '../../lists/projects/contract.ts';
import { attended } from '../../lists/projects/sessions.ts';
import type { Resource } from '../../lists/resources/contract.ts';
import { leftOf } from '../../lists/resources/reserve.ts';
import type { Slot } from '../../lists/venues/booking.ts';
import type { ProjectSnapshot, PublicProject, PublicResource, VenueSnapshot } from './contract.ts';

const county = ({ code, name }: County) => ({ code, name });
const place = (of: County, code: string) => ({ code, name: nameOf(of, code) ?? code });

/** Is it shown? Only what is listed, and not after its last day. */
export const isPublic = ({ state, validUntil }: Resource, today: string): boolean =>
  state === 'listed' && (validUntil === undefined || validUntil >= today);

/** @param reserved what is reserved in the period of today */
export function publicResource(of: County, resource: Resource, reserved: number): PublicResource {
  const { id, title, description, unit, kind, category, audience, serves, capacity, hours, venue } = resource;
  return {
    id,
    title,
    description,
    unit: unit.name,
    kind,
    category,
    ...(audience !== undefined && { audience }),
    serves: serves.map((code) => place(of, code)),
    ...(capacity && { capacity, left: leftOf(capacity, reserved) }),
    ...(hours && { hours }),
    ...(resource.place && { address: resource.place.address }),
    ...(resource.phone !== undefined && { phone: resource.phone }),
    ...(resource.validFrom !== undefined && { validFrom: resource.validFrom }),
    ...(resource.validUntil !== undefined && { validUntil: resource.validUntil }),
    updated: shanghaiDay(resource.updatedAt),
    ...(resource.verifiedAt !== undefined && { verified: shanghaiDay(resource.verifiedAt) }),
    bookable: kind === 'venue' && venue !== undefined,
  };
}

/** The page of a venue; undefined when it has no rooms to book. */
export function venueSnapshot(
  of: County,
  resource: Resource,
  shown: PublicResource,
  from: string,
  days: readonly { readonly day: string; readonly taken: readonly Slot[] }[],
): VenueSnapshot | undefined {
  if (!resource.venue) return undefined;
  return {
    county: county(of),
    division: place(of, resource.division),
    resource: shown,
    venue: resource.venue,
    from,
    days: days.map(({ day, taken }) => ({ day, taken: taken.map(({ booking: _, ...slot }) => slot) })),
  };
}

export function publicProject(of: County, project: Project): PublicProject {
  const { id, title, category, unit, state, delivery, demands, resources, sessions, ratings } = project;
  const counted = attended(sessions);
  return {
    id,
    title,
    category,
    community: place(of, project.community),
    unit: unit.name,
    state,
    from: delivery.from,
    until: delivery.until,
    demands,
    resources: resources.map((each) => ({ id: each.id, title: each.title, unit: each.unit })),
    ...(delivery.beneficiaries !== undefined && { beneficiaries: delivery.beneficiaries }),
    ...(sessions.length > 0 && { sessions: { planned: sessions.length, ...counted } }),
    ...(ratings.answers > 0 && {
      ratings: {
        answers: ratings.answers,
        mean: Math.round((ratings.sum / ratings.answers) * 10) / 10,
        solved: ratings.solved,
      },
    }),
    updated: project.history.at(-1)?.at ?? '',
  };
}

/** @param titles of its demands, by id, as triage wrote them */
export function projectSnapshot(of: County, project: Project, titles: ReadonlyMap<string, string>): ProjectSnapshot {
  const { delivery, milestones, recurring, sessions, completion, followUp, links, history } = project;
  const { who, how, where, cost, helpers, grants } = delivery;
  return {
    ...publicProject(of, project),
    county: county(of),
    delivery: { who, how, where, cost, helpers, grants },
    asked: project.demands.map((id) => {
      const title = titles.get(id);
      return { id, ...(title !== undefined && { title }) };
    }),
    milestones,
    ...(recurring && { meets: recurring }),
    calendar: sessions,
    ...(completion && { completion }),
    ...(followUp && { followUp }),
    ...(links.application && { application: links.application }),
    ...(links.task !== undefined && { task: links.task }),
    history,
  };
}
