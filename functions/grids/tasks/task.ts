import { refuse } from '../../http/refusal.ts';
import type { Report, Task, TaskState, TaskTransition } from './contract.ts';

/** A task that goes to and fro so often needs a talk, not another step; and its record has an end. */
const MOST_STEPS = 40;

type Need = 'report' | 'reason' | 'unit' | 'past-deadline';

/** The life of a task. Whoever gives a task away names the next unit, so that "not ours" is never an end. */
export const taskRows = [
  { from: 'assigned', transition: 'report', to: 'reported', who: 'unit', needs: ['report'] },
  { from: 'returned', transition: 'report', to: 'reported', who: 'unit', needs: ['report'] },
  { from: 'overdue', transition: 'report', to: 'reported', who: 'unit', needs: ['report'] },
  { from: 'reported', transition: 'accept', to: 'accepted', who: 'community', needs: [] },
  { from: 'reported', transition: 'return', to: 'returned', who: 'community', needs: ['reason'] },
  { from: 'assigned', transition: 'hand-over', to: 'assigned', who: 'community', needs: ['reason', 'unit'] },
  { from: 'returned', transition: 'hand-over', to: 'assigned', who: 'community', needs: ['reason', 'unit'] },
  { from: 'overdue', transition: 'hand-over', to: 'assigned', who: 'community', needs: ['reason', 'unit'] },
  { from: 'assigned', transition: 'lapse', to: 'overdue', who: 'clock', needs: ['past-deadline'] },
  { from: 'returned', transition: 'lapse', to: 'overdue', who: 'clock', needs: ['past-deadline'] },
] as const satisfies readonly {
  from: TaskState;
  transition: TaskTransition;
  to: TaskState;
  who: 'unit' | 'community' | 'clock';
  needs: readonly Need[];
}[];

export interface TaskAct {
  /** UTC instant. */
  readonly at: string;
  readonly by: string;
  readonly reason?: string | undefined;
  readonly report?: Report | undefined;
  /** The next responsible unit of a hand-over. */
  readonly unit?: string | undefined;
  /** A new day, for a return or a hand-over. */
  readonly deadline?: string | undefined;
}

/**
 * The task after a transition; who may do it stands in the row and is judged by the caller's role.
 * @throws Refusal task-transition-forbidden, too-many-steps, report-missing, reason-missing, next-unit-missing, deadline-invalid, not-yet-overdue
 */
export function advance(task: Task, transition: TaskTransition, act: TaskAct): Task {
  const row = taskRows.find((r) => r.from === task.state && r.transition === transition);
  if (!row) return refuse('task-transition-forbidden', undefined, { state: task.state, transition });
  if (task.history.length >= MOST_STEPS) refuse('too-many-steps', undefined, { most: MOST_STEPS });
  const needs: readonly Need[] = row.needs;
  const { at, by, reason, report, unit, deadline } = act;
  if (needs.includes('report') && !report?.text.trim()) refuse('report-missing', '#/report/text');
  if (needs.includes('reason') && !reason?.trim()) refuse('reason-missing', '#/reason');
  if (needs.includes('unit') && (!unit || unit === task.unit)) refuse('next-unit-missing', '#/unit');
  if (needs.includes('past-deadline') && !pastDeadline(task.deadline, at)) refuse('not-yet-overdue');
  const dated = transition === 'return' || transition === 'hand-over' ? deadline : undefined;
  if (dated !== undefined && pastDeadline(dated, at)) refuse('deadline-invalid', '#/deadline', { deadline: dated });
  const taken = {
    ...(needs.includes('report') && report && { report }),
    ...(needs.includes('unit') && unit && { unit }),
    ...(dated !== undefined && { deadline: dated }),
  };
  const step: Task['history'][number] = {
    transition,
    from: task.state,
    at,
    by,
    ...(reason !== undefined && { reason }),
    ...taken,
  };
  const together = taken.unit ? task.together.filter((other) => other !== taken.unit) : task.together;
  return { ...task, ...taken, together, state: row.to, history: [...task.history, step] };
}

/** Whether the Shanghai day has ended; a day that does not exist counts as ended. */
export const pastDeadline = (day: string, at: string): boolean => !(Date.parse(at) < endOf(day));

const endOf = (day: string): number => {
  const start = Date.parse(`${day}T00:00:00+08:00`);
  const real = new Date(start + 8 * 3_600_000);
  return Number.isNaN(start) || real.toISOString().slice(0, 10) !== day ? NaN : start + 86_400_000;
};

/** The task as it stands at an instant: past its deadline it is overdue, also before the clock has noted it. */
export const asOf = (task: Task, at: string): Task =>
  (task.state === 'assigned' || task.state === 'returned') && pastDeadline(task.deadline, at)
    ? { ...task, state: 'overdue' }
    : task;

/** A unit's open tasks: overdue first, then by deadline, then by id. */
export const worklist = (tasks: readonly Task[], unit: string): Task[] =>
  tasks
    .filter((task) => task.unit === unit && task.state !== 'accepted')
    .sort((a, b) => rank(a) - rank(b) || (sortKey(a) < sortKey(b) ? -1 : 1));

const rank = ({ state }: Task): number => (state === 'overdue' ? 0 : state === 'reported' ? 2 : 1);
const sortKey = ({ deadline, id }: Task): string => `${deadline} ${id}`;

/** Tasks to remind of: still to be reported, and due within `days` Shanghai days of the instant (today being 0) or overdue. */
export const toRemind = (tasks: readonly Task[], at: string, days: number): Task[] => {
  const ahead = new Date(Date.parse(at) + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);
  return tasks.filter(
    ({ state, deadline }) =>
      state === 'overdue' || ((state === 'assigned' || state === 'returned') && deadline <= ahead),
  );
};
