import { isWorkingDay, type Holidays } from '../../calendar/working-days.ts';
import type { Caller } from '../../http/policy.ts';
import type { Demand, DemandFile, DemandState } from './contract.ts';
import { overdue, stepsFor } from './advance.ts';
import { fileOf } from './status.ts';

/** Which part of the work is looked at. */
export interface Wanted {
  readonly due?: 'late' | 'today' | undefined;
  readonly state?: DemandState | undefined;
  /** What title, words, place or the community's name hold. */
  readonly search?: string | undefined;
  readonly limit: number;
  readonly skip: number;
}

/** `late`, `dueToday` and `open` count all that the caller has to do; `found` counts what is wanted of it. */
export interface Worklist {
  readonly today: string;
  readonly late: number;
  readonly dueToday: number;
  readonly open: number;
  readonly found: number;
  readonly items: (DemandFile & { readonly communityName: string })[];
}

/** Steps that need no doing: they are open in every state. */
const idle: readonly string[] = ['extend', 'pause', 'resume', 'join', 'escalate', 'archive', 'carry-over', 'visit'];

/**
 * What the caller has to do, the most urgent first: late before due, supervised before others, and of unclaimed demands
 * those that were passed over before. A unit sees what is on the list and what it leads or helps.
 */
export function worklistOf(
  demands: readonly Demand[],
  caller: Pick<Caller, 'roles' | 'unit'> | undefined,
  today: string,
  holidays: Holidays,
  communityName: (code: string) => string,
  { due, state, search = '', limit, skip }: Wanted,
): Worklist {
  const actors = caller?.roles ?? [];
  const mine = demands.filter((demand) => {
    if (onlyUnit(caller) && demand.state !== 'listed' && demand.lead !== caller?.unit)
      return demand.helpers.includes(caller?.unit ?? '');
    const late = overdue(demand, today);
    return actors.some((actor) =>
      stepsFor(demand, actor).some((step) => (late && step !== 'archive') || !idle.includes(step)),
    );
  });
  const late = mine.filter((demand) => overdue(demand, today));
  const dueToday = mine.filter(({ deadline }) => deadline === today && isWorkingDay(today, holidays));
  const found = { late, today: dueToday, all: mine }[due ?? 'all'].filter(
    (demand) =>
      (state === undefined || demand.state === state) &&
      [demand.title, demand.text, demand.place, communityName(demand.community)].some((words) =>
        words?.includes(search),
      ),
  );
  const sorted = found.toSorted(
    (a, b) =>
      Number(overdue(b, today)) - Number(overdue(a, today)) ||
      Number(b.supervised) - Number(a.supervised) ||
      b.rounds - a.rounds ||
      compare(a.deadline ?? '9999', b.deadline ?? '9999') ||
      compare(a.id, b.id),
  );
  return {
    today,
    late: late.length,
    dueToday: dueToday.length,
    open: mine.length,
    found: found.length,
    items: sorted.slice(skip, skip + limit).map((demand) => ({
      ...fileOf(demand, undefined, actors, today),
      communityName: communityName(demand.community),
    })),
  };
}

const onlyUnit = (caller: Pick<Caller, 'roles'> | undefined): boolean =>
  caller?.roles.every((role) => role === 'unit-liaison') ?? false;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
