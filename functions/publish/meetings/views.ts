import { shanghaiDay } from '../../calendar/day.ts';
import type { County } from '../../grids/divisions/contract.ts';
import type { Meeting } from '../../grids/meetings/contract.ts';
import { attendance } from '../../grids/meetings/meeting.ts';
import type { Task } from '../../grids/tasks/contract.ts';
import type { MeetingSnapshot, MeetingsSnapshot } from './contract.ts';

export interface PublicMeeting {
  readonly meeting: Meeting;
  readonly tasks: readonly Task[];
}

/** What the public sees of a meeting: nothing of who did it, and nothing of what units wrote in their reports. */
export function meetingSnapshot(
  county: County,
  { meeting, tasks }: PublicMeeting,
  names: ReadonlyMap<string, { readonly name: string }>,
): MeetingSnapshot {
  const nameOf = (unit: string): string => names.get(unit)?.name ?? unit;
  const { minutes, division } = meeting;
  return {
    ...rowOf({ meeting, tasks }),
    division: placeOf(county, division),
    county: placeOf(county, county.code),
    attendance: attendance(meeting),
    units: meeting.invitations.map(({ unit, presence }) => ({ name: nameOf(unit), present: presence === 'present' })),
    agenda: meeting.agenda.map(({ serial, title, from }) => ({
      serial,
      title,
      ...(from !== undefined && { from: nameOf(from) }),
      tasks: tasks
        .filter(({ item }) => item === serial)
        .map(({ grid, unit, deadline, state, history }) => {
          const at = state === 'accepted' ? history.at(-1)?.at : undefined;
          return { grid, unit: nameOf(unit), deadline, state, ...(at !== undefined && { doneOn: shanghaiDay(at) }) };
        }),
    })),
    ...(minutes !== undefined && { minutes }),
  };
}

/** The list of a division, newest first. */
export const meetingsSnapshot = (
  county: County,
  division: string,
  list: readonly PublicMeeting[],
): MeetingsSnapshot => ({
  division: placeOf(county, division),
  county: placeOf(county, county.code),
  meetings: list.map(rowOf),
});

function rowOf({ meeting, tasks }: PublicMeeting): MeetingsSnapshot['meetings'][number] {
  const { id, title, place, startsAt, endsAt, state } = meeting;
  const done = tasks.filter((task) => task.state === 'accepted').length;
  return { id, title, place, startsAt, endsAt, state, progress: { tasks: tasks.length, done } };
}

function placeOf(county: County, code: string): { code: string; name: string } {
  const street = county.streets.find((each) => code.startsWith(each.code));
  const community = street?.communities.find((each) => each.code === code);
  return { code, name: (code.length === 6 ? county : (community ?? street))?.name ?? code };
}
