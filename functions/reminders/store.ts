import { shanghaiDay } from '../calendar/day.ts';
import type { DivisionStore } from '../grids/divisions/store.ts';
import type { Task } from '../grids/tasks/contract.ts';
import type { TaskStore } from '../grids/tasks/store.ts';
import type { MeetingStore } from '../grids/meetings/store.ts';
import { advance, asOf, toRemind } from '../grids/tasks/task.ts';
import { Conflict, type Table } from '../table/table.ts';

/** Days ahead of a deadline on which a unit is reminded. */
const AHEAD = 2;
const KEPT_SECONDS = 30 * 86_400;

export interface Reminded {
  readonly lapsed: number;
  readonly reminded: number;
}

/**
 * Goes through the tasks of all meetings: notes those whose deadline passed, and records a reminder of each that is due
 * soon or overdue, one a task and day. However often it runs on a day, the outcome is the same.
 */
export const reminderStore = (
  table: Table,
  { divisions, meetings, tasks }: { divisions: DivisionStore; meetings: MeetingStore; tasks: TaskStore },
) => {
  const lapse = async (task: Task, now: string): Promise<boolean> => {
    if (task.state === 'overdue' || asOf(task, now).state !== 'overdue') return false;
    const { breakdown } = await tasks.task(task.grid, task.id.slice(0, -task.grid.length - 1));
    const next = { ...advance(task, 'lapse', { at: now, by: 'system-reminders' }), version: task.version + 1 };
    try {
      await table.commit(tasks.saveTask(next, breakdown));
      return true;
    } catch (error) {
      // Somebody reported in this very moment: nothing is overdue, or tomorrow's run notes it.
      if (error instanceof Conflict) return false;
      throw error;
    }
  };
  const remind = (task: Task, now: string): Promise<void> =>
    table.prepare([
      {
        pk: `reminder#${task.meeting.slice(0, task.meeting.indexOf('-'))}`,
        sk: `${shanghaiDay(now)}#${task.id}`,
        state: asOf(task, now).state === 'overdue' ? 'overdue' : 'due',
        unit: task.unit,
        deadline: task.deadline,
        version: 1,
        expires: Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS,
      },
    ]);

  /** Every task that is not accepted, of the meetings that a division called. */
  async function* openTasks(division: string): AsyncGenerator<Task> {
    let after: string | undefined;
    do {
      const page = await meetings.list(division, 100, after);
      for (const meeting of page.meetings) {
        let from: string | undefined;
        do {
          const found = await tasks.tasks(meeting, 1000, from);
          yield* found.tasks.filter(({ state }) => state !== 'accepted');
          from = found.after;
        } while (from !== undefined);
      }
      after = page.after;
    } while (after !== undefined);
  }

  return {
    async run(now: string): Promise<Reminded> {
      let [lapsed, reminded] = [0, 0];
      for (const { code, streets } of await divisions.counties()) {
        const under = streets.flatMap((street) => [street.code, ...street.communities.map((each) => each.code)]);
        for (const division of [code, ...under]) {
          for await (const task of openTasks(division)) {
            if (await lapse(task, now)) lapsed++;
            for (const due of toRemind([asOf(task, now)], now, AHEAD)) {
              await remind(due, now);
              reminded++;
            }
          }
        }
      }
      return { lapsed, reminded };
    },

    /** The reminders of a division on a day, by task. */
    async of(division: string, day: string): Promise<{ task: string; state: string }[]> {
      const { items } = await table.list(`reminder#${division}`, { prefix: `${day}#` });
      return items.map(({ sk, state }) => ({ task: sk.slice(day.length + 1), state: String(state) }));
    },
  };
};
