import { shanghaiDay } from '../../calendar/day.ts';
import { atom } from '../feeds/atom.ts';
import { pagePaths, snapshotPaths } from '../pages.ts';
import type { MeetingsSnapshot } from './contract.ts';
import type { PublicMeeting } from './views.ts';

/** A division's joint meetings as a feed: an entry moves up whenever its meeting or one of its tasks does. */
export const meetingsAtom = ({ division, meetings }: MeetingsSnapshot, list: readonly PublicMeeting[]): string =>
  atom({
    name: `meetings:${division.code}`,
    title: `${division.name}联席会议`,
    home: pagePaths.meetings(division.code),
    self: `/${snapshotPaths.divisionMeetings(division.code, 'atom')}`,
    entries: meetings.map(({ id, title, place, startsAt, progress }, i) => ({
      id: `meeting:${id}`,
      title: `${shanghaiDay(startsAt)} ${title}`,
      link: pagePaths.meeting(id),
      summary: progress.tasks > 0 ? `${place} · 任务 ${progress.done}/${progress.tasks}` : place,
      at: changedAt(list[i]!),
    })),
  });

const changedAt = ({ meeting, tasks }: PublicMeeting): string =>
  [meeting, ...tasks]
    .flatMap(({ history }) => history.slice(-1).map(({ at }) => at))
    .reduce((latest, at) => (at > latest ? at : latest));
