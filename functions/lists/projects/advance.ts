import { addDays } from '../../calendar/day.ts';
import { refuse } from '../../http/refusal.ts';
import type * as z from 'zod';
import type { Evidence, Project, ProjectStep } from './contract.ts';
import { rows, type Row, type Side, type Transition } from './machine.ts';

/** Steps that one project may have; a year of weekly reports is far less. */
const MOST_STEPS = 200;
/** A done project is looked at again after three months. */
const FOLLOW_UP_DAYS = 90;

export interface StepContext {
  readonly at: string;
  /** The day in Shanghai. */
  readonly today: string;
  readonly side: Side;
  readonly by: ProjectStep['by'];
  readonly note?: string | undefined;
  readonly milestone?: number | undefined;
  readonly grant?: { readonly place: number; readonly state: 'granted' | 'refused' } | undefined;
  readonly summary?: string | undefined;
  readonly evidence?: readonly z.output<typeof Evidence>[] | undefined;
  /** Have all residents answered, or is the time for it over? */
  readonly answered: boolean;
}

/**
 * One step of a project: the record after it, with the step in its history.
 * @throws Refusal 'project-step-unknown' from this state, 'project-not-your-turn' for this side, the first need that does
 *   not hold, 'no-such-milestone', 'no-such-grant', 'project-history-full'
 */
export function advance(project: Project, transition: string, context: StepContext): Project {
  const row = rowOf(project, transition);
  if (!row.who.includes(context.side)) refuse('project-not-your-turn', '#/transition', { transition });
  const missing = row.needs.find((need) => !holds[need](context));
  if (missing) refuse(missing, missing === 'evidence-needed' ? '#/evidence' : '#/note', { transition });
  if (project.history.length >= MOST_STEPS) refuse('project-history-full');
  const to = row.to === 'same' ? project.state : row.to;
  const { note, at, by } = context;
  const step: ProjectStep = { transition, to, by, at, ...(note !== undefined && { note }) };
  return {
    ...project,
    ...effects[transition as Transition]?.(project, context),
    state: to,
    history: [...project.history, step],
    version: project.version + 1,
  };
}

/** The steps that a side may try from here. */
export const stepsFor = (project: Pick<Project, 'state'>, side: Side): string[] => {
  const all: readonly Row[] = rows;
  return all
    .filter(({ from, who }) => from.includes(project.state) && who.includes(side))
    .map(({ transition }) => transition);
};

function rowOf({ state }: Project, transition: string): Row {
  const all: readonly Row[] = rows;
  const row = all.find((each) => each.transition === transition && each.from.includes(state));
  return row ?? refuse('project-step-unknown', '#/transition', { transition, state });
}

const holds: Record<Row['needs'][number], (context: StepContext) => boolean> = {
  'note-needed': ({ note }) => note !== undefined,
  'evidence-needed': ({ summary, evidence }) => summary !== undefined && (evidence?.length ?? 0) > 0,
  'answers-awaited': ({ answered }) => answered,
};

type Effect = (project: Project, context: StepContext) => Partial<Project>;

const effects: Partial<Record<Transition, Effect>> = {
  report: (project, { milestone, grant, today }) => ({
    ...(milestone !== undefined && { milestones: reached(project, milestone, today) }),
    ...(grant && { delivery: { ...project.delivery, grants: decided(project, grant) } }),
  }),
  complete: (_, { summary = '', evidence = [], today }) => ({
    completion: { summary, evidence: [...evidence], on: today },
    followUp: { due: addDays(today, FOLLOW_UP_DAYS) },
  }),
  reopen: ({ completion: _, followUp: __, ...rest }) => ({ ...rest, completion: undefined, followUp: undefined }),
  'follow-up': ({ followUp }, { today }) => (followUp ? { followUp: { ...followUp, doneOn: today } } : {}),
};

function reached({ milestones }: Project, place: number, today: string): Project['milestones'] {
  if (!milestones[place]) refuse('no-such-milestone', '#/milestone');
  return milestones.map((milestone, at) => (at === place ? { ...milestone, doneOn: today } : milestone));
}

function decided({ delivery }: Project, { place, state }: { place: number; state: 'granted' | 'refused' }) {
  if (!delivery.grants[place]) refuse('no-such-grant', '#/grant/place');
  return delivery.grants.map((grant, at) => (at === place ? { ...grant, state } : grant));
}
