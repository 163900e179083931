import { refuse } from '../../http/refusal.ts';
import type { Item, Table, Write } from '../../table/table.ts';
import { Meeting, Task } from './contract.ts';

const divisionOf = (meeting: string): string => meeting.slice(0, meeting.indexOf('-'));
const serialOf = (meeting: string): string => meeting.slice(meeting.indexOf('-') + 1);
const countyOf = (meeting: string): string => meeting.slice(0, 6);

const meetingsPk = (division: string) => `meetings#${division}`;
const meetingKey = (id: string) => ({ pk: meetingsPk(divisionOf(id)), sk: serialOf(id) });
const tasksPk = (meeting: string, breakdown: string) => `tasks#${meeting}#${breakdown}`;
const taskSk = ({ item, grid }: Pick<Task, 'item' | 'grid'>) => `${String(item).padStart(3, '0')}-${grid}`;
const unitPk = (county: string, unit: string) => `unit#${county}#${unit}`;

const readTask = (item: Item | undefined): Task | undefined => (item ? Task.parse(item) : undefined);

export interface TaskPage {
  readonly tasks: Task[];
  readonly after: string | undefined;
}

export type MeetingStore = ReturnType<typeof meetingStore>;

/**
 * Meetings of a division stand under it, newest last. The tasks of a breakdown are stored in a partition of their own, which
 * nothing refers to until one commit adds the breakdown to its meeting: so 300 tasks come into being with one write.
 * Under each unit stand notes of where it is invited and which tasks it has; a note is believed only when the meeting and
 * the task say the same.
 */
export const meetingStore = (table: Table) => {
  const find = async (id: string): Promise<Meeting | undefined> => {
    const item = await table.get(meetingKey(id));
    return item && Meeting.parse(item);
  };
  const breakdownOf = (meeting: Meeting | undefined, item: number) =>
    meeting?.breakdowns.find(({ items }) => items.includes(item));
  const noted = (unit: string, breakdown: string, task: Task): Item => ({
    pk: unitPk(countyOf(task.meeting), unit),
    sk: `task#${breakdown}#${taskSk(task)}`,
    meeting: task.meeting,
    item: task.item,
    grid: task.grid,
  });

  return {
    find,

    /** @throws Refusal 'no-such-meeting' */
    async meeting(id: string): Promise<Meeting> {
      return (await find(id)) ?? refuse('no-such-meeting', undefined, { meeting: id });
    },

    /** One page of the meetings that a division called, newest first. */
    async list(division: string, limit: number, after: string | undefined) {
      const page = await table.list(meetingsPk(division), { limit, backwards: true, after });
      return { meetings: page.items.map((item) => Meeting.parse(item)), after: page.after };
    },

    /** The write that stores a meeting in place of the version before it. */
    save(meeting: Meeting): Write {
      return {
        put: { ...meetingKey(meeting.id), ...meeting },
        expect: meeting.version === 1 ? 'absent' : meeting.version - 1,
      };
    },

    /** Notes under each unit that it is invited. */
    async noteInvitations({ id, invitations }: Meeting): Promise<void> {
      await table.prepare(
        invitations.map(({ unit }) => ({
          pk: unitPk(countyOf(id), unit),
          sk: `meeting#${serialOf(id)}`,
          meeting: id,
        })),
      );
    },

    /** The last meetings that a unit is invited to, newest first; drafts are not told. */
    async meetingsOf(county: string, unit: string, limit: number): Promise<Meeting[]> {
      const { items } = await table.list(unitPk(county, unit), { prefix: 'meeting#', limit, backwards: true });
      const found = await Promise.all(items.map(({ meeting }) => find(String(meeting))));
      return found.flatMap((meeting) =>
        meeting && meeting.state !== 'draft' && meeting.invitations.some((each) => each.unit === unit) ? meeting : [],
      );
    },

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
      const breakdown = breakdownOf(await find(meeting), item)?.id;
      const task =
        breakdown === undefined
          ? undefined
          : readTask(await table.get({ pk: tasksPk(meeting, breakdown), sk: taskSk({ item, grid }) }));
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
      const meetings = new Map<string, Promise<Meeting | undefined>>();
      const read = async (note: Item): Promise<Task | undefined> => {
        const [meeting, item, grid] = [String(note['meeting']), Number(note['item']), String(note['grid'])];
        if (!meetings.has(meeting)) meetings.set(meeting, find(meeting));
        const breakdown = breakdownOf(await meetings.get(meeting), item)?.id;
        if (breakdown === undefined || !note.sk.startsWith(`task#${breakdown}#`)) return undefined;
        return readTask(await table.get({ pk: tasksPk(meeting, breakdown), sk: taskSk({ item, grid }) }));
      };
      const found = await Promise.all(page.items.map(read));
      return {
        tasks: found.flatMap((task) => (task && [task.unit, ...task.together].includes(unit) ? task : [])),
        after: page.after,
      };
    },
  };
};
