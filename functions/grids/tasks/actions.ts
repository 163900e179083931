import type { Actions } from '../../http/actions.ts';
import { permits } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import type { MeetingStore } from '../meetings/store.ts';
import { namesOf, unitOf, viewOf } from '../meetings/view.ts';
import type { ResponsibleStore } from '../responsible/store.ts';
import { breakdown } from './breakdown.ts';
import type { Task, tasks, TaskTransition } from './contract.ts';
import type { TaskStore } from './store.ts';
import { advance, asOf, type TaskAct } from './task.ts';

interface Stores {
  readonly meetings: MeetingStore;
  readonly tasks: TaskStore;
  readonly responsible: ResponsibleStore;
}

type Register = Awaited<ReturnType<ResponsibleStore['register']>>;
type Check = (task: Task) => void | Promise<void>;

export const taskActions = ({ meetings, tasks: store, responsible }: Stores): Actions<typeof tasks> => {
  const shown = async (task: Task) => {
    const register = await responsible.register(task.meeting.slice(0, 6));
    return { body: { ...task, names: namesOf(unitsIn(task), register) }, version: task.version };
  };
  const advanced = async (grid: string, name: string, transition: TaskTransition, act: TaskAct, check: Check) => {
    const { task, breakdown: from } = await store.task(grid, name);
    await check(task);
    const next = { ...advance(asOf(task, act.at), transition, act), version: task.version + 1 };
    return { ...(await shown(next)), writes: store.saveTask(next, from) };
  };
  return {
    meetingGrids: async ({ params }) => {
      const { division } = await meetings.meeting(params.meeting);
      const { units } = await responsible.unitsByGrid(division);
      const grids = [...units].sort(([a], [b]) => (a < b ? -1 : 1)).map(([grid, own]) => ({ grid, units: own }));
      return {
        body: { grids, names: namesOf([...units.values()].flat(), await responsible.register(division.slice(0, 6))) },
      };
    },

    breakDown: async ({ params, body }, { now, caller, newId }) => {
      const meeting = await meetings.meeting(params.meeting);
      const { units, version } = await responsible.unitsByGrid(meeting.division);
      const tasks = breakdown(meeting, body.items, units, now);
      const id = newId();
      await store.prepareTasks(id, tasks);
      const made = { id, at: now, by: caller!.id, items: body.items.map(({ item }) => item), tasks: tasks.length };
      const next = { ...meeting, breakdowns: [...meeting.breakdowns, made], version: meeting.version + 1 };
      const county = meeting.id.slice(0, 6);
      return {
        body: viewOf(next, await responsible.register(county)),
        version: next.version,
        writes: [meetings.save(next), responsible.unchanged(county, version)],
      };
    },

    meetingTasks: async ({ params, query }, { now, cursor }) => {
      const meeting = await meetings.meeting(params.meeting);
      const page = await store.tasks(meeting, query.limit, cursor.open(query.cursor));
      return {
        body: tasksBody(page.tasks, now, await responsible.register(meeting.id.slice(0, 6)), cursor.seal(page.after)),
      };
    },

    task: async ({ params }, { now }) => shown(asOf((await store.task(params.grid, params.task)).task, now)),

    reportTask: async ({ params, body }, { now, caller, matches }) => {
      const act = { at: now, by: caller!.id, report: body };
      return advanced(params.grid, params.task, 'report', act, (task) => {
        if (task.unit !== caller!.unit && !permits(caller!, 'tasks.judge', task.grid)) refuse('not-your-task');
        matches(task.version);
      });
    },

    judgeTask: async ({ params, body: { transition, ...given } }, { now, caller, matches }) => {
      const act = { at: now, by: caller!.id, ...given };
      return advanced(params.grid, params.task, transition, act, async (task) => {
        matches(task.version);
        const register = given.unit === undefined ? undefined : await responsible.register(task.meeting.slice(0, 6));
        if (register && !register.has(given.unit!)) refuse('unit-unknown', '#/unit', { unit: given.unit! });
      });
    },

    myTasks: async ({ query }, { now, caller, cursor }) => {
      const { unit, county } = unitOf(caller);
      const page = await store.tasksOf(county, unit, query.limit, cursor.open(query.cursor));
      return { body: tasksBody(page.tasks, now, await responsible.register(county), cursor.seal(page.after)) };
    },
  };
};

const unitsIn = ({ unit, together, history }: Task): string[] => [
  unit,
  ...together,
  ...history.flatMap((step) => step.unit ?? []),
];

function tasksBody(tasks: readonly Task[], now: string, register: Register, next: string | undefined) {
  const names = namesOf(tasks.flatMap(unitsIn), register);
  return { items: tasks.map((task) => asOf(task, now)), names, ...(next && { next }) };
}
