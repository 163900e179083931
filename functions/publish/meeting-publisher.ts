import type { DivisionStore } from '../grids/divisions/store.ts';
import type { County } from '../grids/divisions/contract.ts';
import { invitation } from '../grids/meetings/calendar.ts';
import type { Meeting } from '../grids/meetings/contract.ts';
import type { MeetingStore } from '../grids/meetings/store.ts';
import type { PlanStore } from '../grids/plans/store.ts';
import type { Task } from '../grids/tasks/contract.ts';
import type { TaskStore } from '../grids/tasks/store.ts';
import type { Unit } from '../grids/units/contract.ts';
import type { UnitStore } from '../grids/units/store.ts';
import { each } from '../table/each.ts';
import { meetingsAtom } from './meetings/feed.ts';
import { meetingSnapshot, meetingsSnapshot, type PublicMeeting } from './meetings/views.ts';
import { pagePaths, snapshotPaths } from './pages.ts';
import { type Edition, type Press, print, type Rounds } from './press.ts';
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

async function tasksOf(store: TaskStore, meeting: Meeting): Promise<Task[]> {
  const tasks: Task[] = [];
  let after: string | undefined;
  do {
    const page = await store.tasks(meeting, 1000, after);
    tasks.push(...page.tasks);
    after = page.after;
  } while (after !== undefined);
  return tasks;
}

const meetingEdition = (county: County, shown: PublicMeeting, units: ReadonlyMap<string, Unit>): Edition => {
  const { meeting } = shown;
  const { id, startsAt } = meeting;
  const files = new Map<string, unknown>([
    [snapshotPaths.meeting(id), meetingSnapshot(county, shown, units)],
    [snapshotPaths.invitation(id), invitation(meeting, { host: 'sonata', at: startsAt })],
  ]);
  return { id: `meetings/${id}`, files, pages: [pagePaths.meeting(id)] };
};

/** Writes the pages of joint meetings from what the tables hold now, and looks again after writing. Drafts are not public. */
export function meetingPublisher(stores: MeetingStores, press: Press) {
  const published = async (division: string): Promise<PublicMeeting[]> => {
    const { meetings } = await stores.meetings.list(division, LISTED, undefined);
    return each(
      meetings.filter(({ state }) => state !== 'draft'),
      async (meeting) => ({ meeting, tasks: await tasksOf(stores.tasks, meeting) }),
    );
  };
  /** A division's list, with the pages of those of its meetings that are chosen. */
  const division = async (
    county: County,
    code: string,
    chosen: (meeting: string) => boolean,
    all = false,
  ): Promise<void> => {
    const rounds: Rounds = new Map();
    for (;;) {
      const list = await published(code);
      const names = new Map((await stores.units.all(county.code)).records.map((unit) => [unit.id, unit]));
      const listed = meetingsSnapshot(county, code, list);
      const files = new Map<string, unknown>([
        [snapshotPaths.divisionMeetings(code), listed],
        [snapshotPaths.divisionMeetings(code, 'atom'), meetingsAtom(listed, list)],
      ]);
      await each(
        list.filter(({ meeting }) => chosen(meeting.id)),
        (shown) => print(press, meetingEdition(county, shown, names), rounds, all),
      );
      await print(press, { id: `divisions/${code}/meetings`, files, pages: [pagePaths.meetings(code)] }, rounds, all);
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
      const known = new Set(await press.data.list(`data/divisions/${code}`));
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
        await each([...all], (at) => division(county, at, () => true, true));
      }
    },
  };
}
