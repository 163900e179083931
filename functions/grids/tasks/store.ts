import { refuse } from '../../http/refusal.ts';
import type { Item, Table, Write } from '../../table/table.ts';
import type { Meeting } from '../meetings/contract.ts';
import { type MeetingStore, unitPk } from '../meetings/store.ts';
import { Task } from './contract.ts';

const tasksPk = (meeting: string, breakdown: string) => `tasks#${meeting}#${breakdown}`;
const taskSk = ({ item, grid }: Pick<Task, 'item' | 'grid'>) => `${String(item).padStart(3, '0')}-${grid}`;

const noted = (unit: string, breakdown: string, { meeting, item, grid }: Task): Item => ({
  pk: unitPk(meeting.slice(0, 6), unit),
  sk: `task#${breakdown}#${taskSk({ item, grid })}`,
  meeting,
  item,
  grid,
});

const breakdownOf = (meeting: Meeting | undefined, item: number) =>
  meeting?.breakdowns.find(({ items }) => items.includes(item))?.id;

export interface TaskPage {
  readonly tasks: Task[];
  readonly after: string | undefined;
}

export type TaskStore = ReturnType<typeof taskStore>;

/**
 * The tasks of a breakdown stand in a partition of their own, which nothing refers to until one commit adds the breakdown
 * to its meeting: so 300 tasks come into being with one write.
 */
export const taskStore = (table: Table, meetings: MeetingStore) => {
  const read = async (meeting: string, breakdown: string, item: number, grid: string): Promise<Task | undefined> => {
    const stored = await table.get({ pk: tasksPk(meeting, breakdown), sk: taskSk({ item, grid }) });
    return stored && Task.parse(stored);
  };
  return {
    /** Stores the tasks of a breakdown that no meeting refers to yet, and the units' notes of them. */
    async prepareTasks(breakdown: string, tasks: readonly Task[]): Promise<void> {
      await table.prepare(tasks.map((task) => ({ pk: tasksPk(task.meeting, breakdown), sk: taskSk(task), ...task })));
      await table.prepare(
        tasks.flatMap((task) => [task.unit, ...task.together].map((unit) => noted(unit, breakdown, task))),
      );
    },

    /** One page of a meeting's tasks, breakdown by breakdown, by item and grid. */
    async tasks(meeting: Meeting, limit: number, after?: string): Promise<TaskPage> {
      const [from = '', sk] = after?.split('#') ?? [];
      const ids = meeting.breakdowns.map(({ id }) => id);
      const first = Math.max(0, ids.indexOf(from));
      const tasks: Task[] = [];
      for (let at = first; at < ids.length; at++) {
        let position = at === first ? sk : undefined;
        do {
          const page = await table.list(tasksPk(meeting.id, ids[at]!), {
            limit: limit - tasks.length,
            after: position,
          });
          tasks.push(...page.items.map((item) => Task.parse(item)));
          position = page.after;
          if (tasks.length >= limit) return { tasks, after: `${ids[at]!}#${taskSk(tasks.at(-1)!)}` };
        } while (position !== undefined);
      }
      return { tasks, after: undefined };
    },

    /**
     * A task by its grid and its name there, with the breakdown that it came from.
     * @throws Refusal 'no-such-task'
     */
    async task(grid: string, name: string): Promise<{ task: Task; breakdown: string }> {
      const cut = name.lastIndexOf('-');
      const [meeting, item] = [name.slice(0, cut), Number(name.slice(cut + 1))];
      const breakdown = breakdownOf(await meetings.find(meeting), item);
      const task = breakdown === undefined ? undefined : await read(meeting, breakdown, item, grid);
      return breakdown !== undefined && task ? { task, breakdown } : refuse('no-such-task');
    },

    /** The writes that store a task in place of the version before it, and note it under its unit. */
    saveTask(task: Task, breakdown: string): Write[] {
      return [
        { put: { pk: tasksPk(task.meeting, breakdown), sk: taskSk(task), ...task }, expect: task.version - 1 },
        { put: noted(task.unit, breakdown, task), expect: 'anything' },
      ];
    },

    /** One page of the tasks that a unit has, alone or together with others, newest first. */
    async tasksOf(county: string, unit: string, limit: number, after: string | undefined): Promise<TaskPage> {
      const page = await table.list(unitPk(county, unit), { prefix: 'task#', limit, backwards: true, after });
      const ids = [...new Set(page.items.map(({ meeting }) => String(meeting)))];
      const found = new Map(await Promise.all(ids.map(async (id) => [id, await meetings.find(id)] as const)));
      const tasks = await Promise.all(
        page.items.map(async ({ sk, ...note }) => {
          const [meeting, item] = [String(note['meeting']), Number(note['item'])];
          const breakdown = breakdownOf(found.get(meeting), item);
          if (breakdown === undefined || !sk.startsWith(`task#${breakdown}#`)) return undefined;
          return read(meeting, breakdown, item, String(note['grid']));
        }),
      );
      return {
        tasks: tasks.flatMap((task) => (task && [task.unit, ...task.together].includes(unit) ? task : [])),
        after: page.after,
      };
    },
  };
};
