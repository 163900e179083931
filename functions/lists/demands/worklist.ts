import { isWorkingDay, type Holidays } from '../../calendar/working-days.ts';
import type { Caller } from '../../http/policy.ts';
import type { Demand, DemandFile } from './contract.ts';
import { overdue, stepsFor } from './advance.ts';
import { fileOf } from './status.ts';

export interface Worklist {
  readonly today: string;
  readonly late: number;
  readonly dueToday: number;
  readonly open: number;
  readonly items: DemandFile[];
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
  limit: number,
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
  const sorted = mine.toSorted(
    (a, b) =>
      Number(overdue(b, today)) - Number(overdue(a, today)) ||
      Number(b.supervised) - Number(a.supervised) ||
      b.rounds - a.rounds ||
      compare(a.deadline ?? '9999', b.deadline ?? '9999') ||
      compare(a.id, b.id),
  );
  const due = (demand: Demand): boolean => demand.deadline === today && isWorkingDay(today, holidays);
  return {
    today,
    late: mine.filter((demand) => overdue(demand, today)).length,
    dueToday: mine.filter(due).length,
    open: mine.length,
    items: sorted.slice(0, limit).map((demand) => fileOf(demand, undefined, actors, today)),
  };
}

const onlyUnit = (caller: Pick<Caller, 'roles'> | undefined): boolean =>
  caller?.roles.every((role) => role === 'unit-liaison') ?? false;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
