import * as z from 'zod';
import { contract } from '../../http/route.ts';
import {
  Day,
  Instant,
  meetingAt,
  MeetingId,
  MeetingView,
  page,
  Reason,
  Serial,
  UnitId,
  UnitNames,
} from '../meetings/contract.ts';
import { GridCode } from '../plans/contract.ts';

export const TaskState = z.enum(['assigned', 'reported', 'accepted', 'returned', 'overdue']);
export type TaskState = z.output<typeof TaskState>;

export const TaskTransition = z.enum(['report', 'accept', 'return', 'hand-over', 'lapse']);
export type TaskTransition = z.output<typeof TaskTransition>;

export const Report = z.object({
  text: z.string(),
  photos: z.array(z.string()).describe('references of photos, where the unit keeps them'),
});
export type Report = z.output<typeof Report>;

/** A task 任务: one item of a meeting in one grid, with the unit that answers for it. */
export const Task = z.object({
  id: z.string().describe("meeting, item's serial, grid"),
  meeting: MeetingId,
  item: Serial,
  title: z.string(),
  grid: GridCode,
  unit: UnitId.describe('responsible unit'),
  together: z.array(UnitId).describe("the grid's other units"),
  deadline: Day.describe('due until this day ends in Shanghai'),
  state: TaskState,
  report: Report.optional(),
  history: z.array(
    z.object({
      transition: TaskTransition,
      from: TaskState,
      at: Instant,
      by: z.string(),
      reason: z.string().optional(),
      unit: UnitId.optional(),
      deadline: Day.optional(),
      report: Report.optional(),
    }),
  ),
  version: z.int().min(1),
});
export type Task = z.output<typeof Task>;

export const TaskView = Task.extend({ names: UnitNames });
export type TaskView = z.output<typeof TaskView>;

const TaskSerial = z
  .string()
  .regex(/^(\d{6}|\d{9}|\d{12})-[0-9A-HJKMNP-TV-Z]{26}-\d{3}$/)
  .describe("the meeting's id and the item's serial in three digits")
  .meta({ examples: ['500229001002-01JD3Z8K6Q4V5W7X9Y0ABCDEFG-001'] });
const taskAt = z.object({ grid: GridCode, task: TaskSerial });

export const tasks = contract({
  meetingGrids: {
    method: 'GET',
    path: '/meetings/{meeting}/grids',
    summary: "The grids in force in the meeting's division with their units, the responsible one first.",
    who: 'meetings.read',
    params: meetingAt,
    ok: z.object({ grids: z.array(z.object({ grid: GridCode, units: z.array(UnitId) })), names: UnitNames }),
    refusals: ['no-such-meeting'],
  },
  breakDown: {
    method: 'POST',
    path: '/meetings/{meeting}/breakdown',
    summary:
      'Breaks items down into one task a grid, with the deadline and the unit of the allocation in force: all or nothing.',
    who: 'meetings.run',
    params: meetingAt,
    body: z.strictObject({
      items: z
        .array(
          z.strictObject({
            item: Serial,
            deadline: Day,
            grids: z.array(GridCode).max(3000).optional().describe('all grids of the division unless said'),
          }),
        )
        .min(1)
        .max(30),
    }),
    ok: MeetingView,
    creates: true,
    refusals: [
      'no-such-meeting',
      'meeting-not-held',
      'no-grids',
      'no-such-item',
      'item-repeated',
      'item-broken-down',
      'deadline-invalid',
      'no-such-grid',
      'grid-without-unit',
      'too-many-tasks',
    ],
  },
  meetingTasks: {
    method: 'GET',
    path: '/meetings/{meeting}/tasks',
    summary: 'The tasks of a meeting by item, then grid; a task past its deadline shows as overdue.',
    who: 'meetings.read',
    params: meetingAt,
    query: z.strictObject(page),
    ok: z.object({ items: z.array(Task), names: UnitNames, next: z.string().optional() }),
    refusals: ['no-such-meeting', 'cursor-invalid'],
  },
  task: {
    method: 'GET',
    path: '/grids/{grid}/tasks/{task}',
    summary: 'One task with its history.',
    who: 'tasks.read',
    params: taskAt,
    ok: TaskView,
    refusals: ['no-such-task'],
  },
  reportTask: {
    method: 'POST',
    path: '/grids/{grid}/tasks/{task}/report',
    summary: 'The responsible unit says what was done; the community may record what a unit told it.',
    who: 'tasks.report',
    params: taskAt,
    body: z.strictObject({
      text: z.string().trim().normalize().min(2).max(2000),
      photos: z.array(z.string().trim().min(1).max(200)).max(9).default([]),
    }),
    ok: TaskView,
    changes: true,
    refusals: [
      'without-unit',
      'no-such-task',
      'not-your-task',
      'task-transition-forbidden',
      'too-many-steps',
      'report-missing',
    ],
  },
  judgeTask: {
    method: 'POST',
    path: '/grids/{grid}/tasks/{task}/judgement',
    summary: 'Accepts or returns a report, or hands the task over to another unit that is named: no task is nobody’s.',
    who: 'tasks.judge',
    params: taskAt,
    body: z.strictObject({
      transition: z.enum(['accept', 'return', 'hand-over']),
      reason: Reason.optional(),
      unit: UnitId.optional().describe('the next responsible unit of a hand-over'),
      deadline: Day.optional().describe('a new day, for a return or a hand-over'),
    }),
    ok: TaskView,
    changes: true,
    refusals: [
      'no-such-task',
      'unit-unknown',
      'task-transition-forbidden',
      'too-many-steps',
      'reason-missing',
      'next-unit-missing',
      'deadline-invalid',
    ],
  },
  myTasks: {
    method: 'GET',
    path: '/my/tasks',
    summary: "Tasks of the caller's unit in its county, newest first, those together with others too.",
    who: 'tasks.own',
    query: z.strictObject(page),
    ok: z.object({ items: z.array(Task), names: UnitNames, next: z.string().optional() }),
    refusals: ['without-unit', 'cursor-invalid'],
  },
});
