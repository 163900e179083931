import type { Context as Request, Writes } from '../../http/actions.ts';
import type { Caller } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import { shanghaiDay } from '../../calendar/day.ts';
import type { UnitStore } from '../../grids/units/store.ts';
import type { Ground } from '../ground/store.ts';
import type { DuplicateFinder } from '../matching/duplicates.ts';
import type { ListSettingsStore } from '../settings/store.ts';
import { holidaysOf, stepsFor } from './advance.ts';
import type { ContactGiven, Demand } from './contract.ts';
import { counted } from './flood.ts';
import type { ImportRow } from './import.ts';
import { codeOf, newDemand, plainText } from './intake.ts';
import type { Actor, Transition } from './machine.ts';
import type { Context } from './needs.ts';
import { fileOf } from './status.ts';
import type { DemandStore } from './store.ts';

type Given = Pick<
  Context,
  'reason' | 'category' | 'title' | 'kind' | 'unit' | 'mergeInto' | 'channel' | 'project' | 'days' | 'rating'
>;
type Terms = Parameters<typeof newDemand>[1];

/** What the actions of demands work with. */
export interface Desk {
  readonly store: DemandStore;
  readonly settings: ListSettingsStore;
  readonly ground: Ground;
  /** Made at the first question. */
  /** Finds duplicates with the words of a county. */
  readonly finder: (county: string) => Promise<DuplicateFinder>;
  /** The county's register of units. */
  readonly units: Pick<UnitStore, 'all'>;
  /** The projects that count what residents answer. */
  readonly projects: { rated(next: Demand): Promise<Writes> };
}

/** What the actions of demands have in common. */
export const desk = ({ store, settings, ground }: Omit<Desk, 'finder' | 'projects' | 'units'>) => {
  const termsOf = async (community: string, now: string) => {
    const inForce = await settings.inForce(community.slice(0, 6));
    const holidays = holidaysOf(inForce.holidays);
    const terms = { now, today: shanghaiDay(now), triageDays: inForce.days.triage, holidays };
    return { terms, flood: inForce.flood, inForce, holidays };
  };
  return {
    termsOf,

    /** The count of what comes from this address into this community. @throws Refusal 'too-many-from-here' */
    async floodWrites(
      community: string,
      { from, now }: Pick<Request, 'from' | 'now'>,
      most: { readonly hour: number; readonly day: number },
    ): Promise<Writes> {
      const address = from(community);
      const { version, windows } = await store.flood(address);
      return [store.saveFlood(address, counted(windows, now, most), version, now)];
    },

    /** Takes a step in the name of the caller, or of the resident. */
    async take(
      demand: Demand,
      transition: Transition,
      given: Given,
      { caller, now, resident }: Pick<Request, 'caller' | 'now'> & { readonly resident?: boolean },
    ): Promise<{ next: Demand; writes: Writes }> {
      const { inForce, holidays, terms } = await termsOf(demand.community, now);
      const into =
        given.mergeInto && transition === 'merge' ? await store.find(demand.community, given.mergeInto) : undefined;
      const mergeInto = into && !['merged', 'withdrawn'].includes(into.state) ? into.id : undefined;
      const reason = given.reason && plainText(given.reason);
      const taken = store.step(demand, transition, {
        at: now,
        today: terms.today,
        by: { role: resident ? 'resident' : roleFor(demand, transition, caller), unit: caller?.unit },
        holidays,
        settings: inForce,
        gridUnits: transition === 'assign' ? await ground.unitsOf(demand.grid) : [],
        ...given,
        reason,
        mergeInto,
      });
      const joined = into &&
        mergeInto && { ...into, followers: into.followers + 1 + demand.followers, version: into.version + 1 };
      return { next: taken.next, writes: [...taken.writes, ...(joined ? [store.save(joined)] : [])] };
    },

    /** A demand as the caller sees it, with its version. */
    async answer(demand: Demand, caller: Caller | undefined, now: string) {
      const { contact } = await store.contact(demand.community, demand.id);
      return { body: fileOf(demand, contact, caller?.roles ?? [], shanghaiDay(now)), version: demand.version };
    },

    /** A unit opens the contact of what it leads or helps, nobody else's. */
    mayOpenContact({ lead, helpers }: Demand, caller: Caller | undefined): void {
      const unitOnly = caller?.roles.every((role) => role === 'unit-liaison') ?? true;
      if (unitOnly && caller?.unit !== lead && !helpers.includes(caller?.unit ?? '')) refuse('not-your-unit');
    },
  };
};

/** The write that keeps what a resident gave to be reached by; none where nothing was given. */
export const contactWrites = (
  store: DemandStore,
  { community, id }: Demand,
  given: ContactGiven | undefined,
): Writes =>
  given && Object.values(given).some((value) => value !== undefined)
    ? [store.saveContact(community, id, given, 0)]
    : [];

/**
 * Stores the rows that were not taken before, each in its own transaction, so that a file interrupted half-way is
 * taken up where it stopped.
 */
export async function storeRows(
  store: DemandStore,
  community: string,
  rows: readonly ImportRow[],
  terms: Terms,
  preview: boolean,
  newId: () => string,
): Promise<{ stored: number; unchanged: number }> {
  const seen = new Set<string>();
  let stored = 0;
  for (const row of rows) {
    const origin = store.originOf(row.key);
    if (seen.has(origin) || (await store.taken(community, origin))) continue;
    seen.add(origin);
    stored++;
    if (preview) continue;
    const id = newId().toLowerCase();
    const { text, channel, category, place, grid } = row;
    const demand = newDemand(
      { id, community, text, channel, category, origin, ...(place && { place }), ...(grid && { grid }) },
      terms,
    );
    await store.add([
      store.save(demand),
      store.track(codeOf(newId()), { community, demand: id, owner: true }),
      store.take(community, origin, id),
      ...contactWrites(store, demand, row.contact),
    ]);
  }
  return { stored, unchanged: rows.length - stored };
}

/** Of the caller's roles the one that may take the step; the first where none may. */
function roleFor(demand: Demand, transition: Transition, caller: Caller | undefined): Actor {
  const may = caller?.roles.find((role) => stepsFor(demand, role).includes(transition));
  return may ?? caller?.roles[0] ?? 'resident';
}
