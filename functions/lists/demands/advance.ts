import { addWorkingDays, type Holidays, workingDaysBetween } from '../../calendar/working-days.ts';
import { refuse } from '../../http/refusal.ts';
import type { HolidayList } from '../../calendar/contract.ts';
import type { Demand, DemandState } from './contract.ts';
import { type Actor, type Row, rows, type Transition } from './machine.ts';
import { type Context, holds } from './needs.ts';

/** Steps beyond this many are refused: the record would outgrow its place. */
export const MOST_STEPS = 150;

/** States in which nothing more is due. */
const settled: readonly DemandState[] = [
  'returned',
  'redirected',
  'merged',
  'withdrawn',
  'rated',
  'closed',
  'archived',
];

/**
 * One step of a demand: the record after it, with the step in its history.
 * @throws Refusal 'no-such-transition' from this state, 'not-your-turn' for this role, the name of the first need that
 *   does not hold, or 'history-full'
 */
export function advance(demand: Demand, transition: Transition, context: Context): Demand {
  const row = rowOf(demand.state, transition);
  if (!row.who.includes(context.by.role)) refuse('not-your-turn', '#/transition', { transition });
  const missing = row.needs.find((need) => !holds(need, demand, context));
  if (missing) refuse(missing, '#/transition', { transition, state: demand.state });
  if (demand.history.length >= MOST_STEPS) refuse('history-full');
  const { deadline: before, ...rest } = demand;
  const changed = { ...rest, ...effects[transition]?.(demand, context) };
  const deadline = deadlineOf(before, changed, row, context);
  const unit = context.by.role === 'unit-liaison' ? context.by.unit : undefined;
  const step = {
    transition,
    from: demand.state,
    to: row.to,
    role: context.by.role,
    ...(unit !== undefined && { unit }),
    at: context.at,
    ...(context.reason !== undefined && { reason: context.reason }),
  };
  return {
    ...without(changed, transition),
    ...(deadline !== undefined && { deadline }),
    state: row.to,
    version: demand.version + 1,
    history: [...demand.history, step],
  };
}

/** The steps that a role may try from here; what they need is asked when they are taken. */
export function stepsFor({ state }: Pick<Demand, 'state'>, role: Actor): Transition[] {
  const open: readonly Row[] = rows;
  return open
    .filter(({ from, who }) => from.includes(state) && who.includes(role))
    .map(({ transition }) => transition as Transition);
}

/** Is the next step late? */
export const overdue = ({ deadline, paused }: Pick<Demand, 'deadline' | 'paused'>, today: string): boolean =>
  deadline !== undefined && paused === undefined && today > deadline;

export const holidaysOf = ({ off, worked }: HolidayList): Holidays => ({ off: new Set(off), worked: new Set(worked) });

function rowOf(state: DemandState, transition: Transition): Row {
  const open: readonly Row[] = rows;
  const row = open.find((candidate) => candidate.transition === transition && candidate.from.includes(state));
  return row ?? refuse('no-such-transition', '#/transition', { transition, state });
}

function deadlineOf(
  before: string | undefined,
  changed: Omit<Demand, 'deadline'>,
  row: Row,
  { today, days = 0, settings, holidays }: Context,
): string | undefined {
  if (row.transition === 'pause') return undefined;
  if (row.transition === 'resume') return addWorkingDays(today, changed.paused?.left ?? 0, holidays);
  if (row.transition === 'extend') return addWorkingDays(later(before, today), days, holidays);
  if (settled.includes(row.to)) return undefined;
  if (!row.deadline) return before;
  // Work on a project has one term, from the day it was established.
  if (row.transition === 'start') return before;
  const term = row.deadline === 'project' ? (changed.kind ?? 'service') : row.deadline;
  return addWorkingDays(today, settings.days[term], holidays);
}

const later = (a: string | undefined, b: string): string => (a !== undefined && a > b ? a : b);

/** What a step takes away. */
function without(demand: Omit<Demand, 'deadline'>, transition: Transition): Omit<Demand, 'deadline'> {
  if (transition === 'resume') {
    const { paused: _, ...rest } = demand;
    return rest;
  }
  if (transition === 'decline') {
    const { lead: _lead, paused: _paused, ...rest } = demand;
    return { ...rest, helpers: [] };
  }
  // Its project was given up: it goes back on the list.
  if (transition === 'give-back') {
    const { lead: _lead, paused: _paused, project: _project, kind: _kind, ...rest } = demand;
    return { ...rest, helpers: [] };
  }
  if (transition === 'reopen') {
    const { rating: _, ...rest } = demand;
    return rest;
  }
  return demand;
}

type Effect = (demand: Demand, context: Context) => Partial<Demand>;

const defined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>;

/** What a step changes beside state, deadline and history. */
const effects: Partial<Record<Transition, Effect>> = {
  accept: (_, { category, title }) => defined({ category, title }),
  merge: (_, { mergeInto }) => defined({ mergedInto: mergeInto }),
  redirect: (_, { channel }) => defined({ redirectedTo: channel }),
  assign: (_, { unit }) => ({ ...defined({ lead: unit }), supervised: false }),
  claim: (_, { by }) => ({ ...defined({ lead: by.unit }), supervised: false }),
  decline: () => ({ supervised: false }),
  'carry-over': ({ rounds }) => ({ rounds: rounds + 1, supervised: false }),
  contact: () => ({ supervised: false }),
  establish: (_, { project, kind }) => ({ ...defined({ project, kind }), extensions: 0, supervised: false }),
  join: ({ helpers }, { by }) => ({ helpers: [...helpers, by.unit ?? ''] }),
  extend: ({ extensions }) => ({ extensions: extensions + 1, supervised: false }),
  pause: ({ deadline }, { today, holidays }) => ({
    paused: { on: today, left: deadline === undefined ? 0 : workingDaysBetween(today, deadline, holidays) },
  }),
  complete: () => ({ supervised: false }),
  solved: (_, { rating }) => defined({ rating }),
  reopen: () => ({ supervised: true, extensions: 0 }),
  remind: ({ deadline }) => defined({ remindedFor: deadline }),
  escalate: () => ({ supervised: true }),
};
