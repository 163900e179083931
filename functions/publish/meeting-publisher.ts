import type { DivisionStore } from '../grids/divisions/store.ts';
import type { County } from '../grids/divisions/contract.ts';
import { invitation } from '../grids/meetings/calendar.ts';
import type { Meeting } from '../grids/meetings/contract.ts';
import type { MeetingStore } from '../grids/meetings/store.ts';
import type { PlanStore } from '../grids/plans/store.ts';
import type { Task } from '../grids/tasks/contract.ts';
import type { TaskStore } from '../grids/tasks/store.ts';
import type { UnitStore } from '../grids/units/store.ts';
import { each } from '../table/each.ts';
import { meetingsAtom } from './meetings/feed.ts';
import { meetingSnapshot, meetingsSnapshot, type PublicMeeting } from './meetings/views.ts';
import { pagePaths, snapshotPaths } from './pages.ts';
import { print, type Publishing } from './publisher.ts';
import { codesOf } from './records.ts';

export interface MeetingStores {
  readonly divisions: DivisionStore;
  readonly plans: PlanStore;
  readonly units: UnitStore;
  readonly meetings: MeetingStore;
  readonly tasks: TaskStore;
}

/** A division's page lists its last meetings. */
const LISTED = 50;

const stampOf = (list: readonly PublicMeeting[]): string =>
  list.map(({ meeting, tasks }) => [meeting.version, ...tasks.map(({ version }) => version)].join('.')).join(' ');

/** Writes the pages of joint meetings from what the tables hold now, and looks again after writing. Drafts are not public. */
export function meetingPublisher(stores: MeetingStores, to: Pick<Publishing, 'data' | 'pages' | 'render'>) {
  const withTasks = async (meeting: Meeting): Promise<PublicMeeting> => {
    const tasks: Task[] = [];
    let after: string | undefined;
    do {
      const page = await stores.tasks.tasks(meeting, 1000, after);
      tasks.push(...page.tasks);
      after = page.after;
    } while (after !== undefined);
    return { meeting, tasks };
  };
  const published = async (division: string): Promise<PublicMeeting[]> => {
    const { meetings } = await stores.meetings.list(division, LISTED, undefined);
    return each(
      meetings.filter(({ state }) => state !== 'draft'),
      withTasks,
    );
  };
  /** A division's list, with the pages of those of its meetings that are chosen. */
  const division = async (county: County, code: string, chosen: (meeting: string) => boolean): Promise<void> => {
    for (;;) {
      const list = await published(code);
      const names = new Map((await stores.units.all(county.code)).records.map((unit) => [unit.id, unit]));
      const listed = meetingsSnapshot(county, code, list);
      const files = new Map<string, unknown>([
        [snapshotPaths.divisionMeetings(code), listed],
        [snapshotPaths.divisionMeetings(code, 'atom'), meetingsAtom(listed, list)],
      ]);
      const shown = list.filter(({ meeting }) => chosen(meeting.id));
      for (const each of shown) files.set(snapshotPaths.meeting(each.meeting.id), meetingSnapshot(county, each, names));
      const pages = [pagePaths.meetings(code), ...shown.map(({ meeting }) => pagePaths.meeting(meeting.id))];
      await each(shown, ({ meeting }) =>
        to.data.put(
          snapshotPaths.invitation(meeting.id),
          invitation(meeting, { host: 'sonata', at: meeting.startsAt }),
        ),
      );
      await print(to, { files, pages });
      if (stampOf(await published(code)) === stampOf(list)) return;
    }
  };
  /** Whose list is linked to before there is a meeting: the county's, and those of communities with grids. */
  const linked = async (county: County): Promise<string[]> => {
    const gridded = await stores.plans.inForceOf(codesOf(county));
    return [county.code, ...gridded.keys()];
  };

  return {
    /** One meeting and the list that shows it. */
    async meeting(id: string): Promise<void> {
      const code = id.slice(0, id.indexOf('-'));
      const county = await stores.divisions.find(code.slice(0, 6));
      if (county) await division(county, code, (other) => other === id);
    },

    /** The lists that are linked to and not there yet. */
    async county(code: string): Promise<void> {
      const county = await stores.divisions.find(code);
      const known = new Set(await to.data.list(`data/divisions/${code}`));
      if (!county) return;
      const missing = (await linked(county)).filter((at) => !known.has(snapshotPaths.divisionMeetings(at)));
      await each(missing, (at) => division(county, at, () => true));
    },

    async rebuild(): Promise<void> {
      for (const county of await stores.divisions.counties()) {
        const all = new Set(await linked(county));
        for (const street of county.streets) {
          for (const { code } of [street, ...street.communities]) {
            if (!all.has(code) && (await published(code)).length > 0) all.add(code);
          }
        }
        await each([...all], (at) => division(county, at, () => true));
      }
    },
  };
}
