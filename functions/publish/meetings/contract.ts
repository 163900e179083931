import * as z from 'zod';
import { DivisionCode, Name } from '../../grids/divisions/contract.ts';
import { AgendaItem, MeetingId, MeetingState } from '../../grids/meetings/contract.ts';
import { GridCode } from '../../grids/plans/contract.ts';
import { Task, TaskState } from '../../grids/tasks/contract.ts';

const Place = z.object({ code: DivisionCode, name: Name });
const Progress = z.object({ tasks: z.int(), done: z.int().describe('reported and accepted') });

const MeetingRow = z.object({
  id: MeetingId,
  title: z.string(),
  place: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  state: MeetingState.describe('drafts are not public'),
  progress: Progress,
});

/** /data/divisions/{code}/meetings.json: the joint meetings that a county, street or community called, newest first. */
export const MeetingsSnapshot = z.object({ division: Place, county: Place, meetings: z.array(MeetingRow) });
export type MeetingsSnapshot = z.output<typeof MeetingsSnapshot>;

/** /data/meetings/{id}.json: what a meeting decided and how far it is; the invitation stands beside it as .ics. */
export const MeetingSnapshot = MeetingRow.extend({
  division: Place,
  county: Place,
  attendance: z.object({ invited: z.int(), present: z.int(), needed: z.int(), met: z.boolean() }),
  units: z.array(z.object({ name: Name, present: z.boolean() })).describe('who was invited, and who came'),
  agenda: z.array(
    AgendaItem.omit({ from: true }).extend({
      from: Name.optional().describe('the unit whose proposal it was'),
      tasks: z
        .array(
          z.object({
            grid: GridCode,
            unit: Name,
            deadline: Task.shape.deadline,
            state: TaskState,
            doneOn: z.iso.date().optional().describe('the day on which the community accepted it'),
          }),
        )
        .describe('one a grid; what units wrote is not public'),
    }),
  ),
  minutes: z.string().optional(),
});
export type MeetingSnapshot = z.output<typeof MeetingSnapshot>;
