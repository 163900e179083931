import type { Actions, Context } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { ResponsibleStore } from '../responsible/store.ts';
import { breakdown } from './breakdown.ts';
import { invitation } from './calendar.ts';
import type { Meeting, MeetingView, meetings, Task, TaskTransition } from './contract.ts';
import {
  addItem,
  advanceMeeting,
  attend,
  attendance,
  change,
  decide,
  draftMeeting,
  invite,
  minute,
  propose,
} from './meeting.ts';
import type { MeetingStore } from './store.ts';
import { advance, asOf, type TaskAct } from './task.ts';

interface Stores {
  readonly meetings: MeetingStore;
  readonly responsible: ResponsibleStore;
}

type Register = Awaited<ReturnType<ResponsibleStore['register']>>;

export const meetingActions = (stores: Stores): Actions<typeof meetings> => {
  const registerOf = (id: string) => stores.responsible.register(id.slice(0, 6));
  const shown = async (meeting: Meeting) => ({
    body: viewOf(meeting, await registerOf(meeting.id)),
    version: meeting.version,
  });
  const saved = async (meeting: Meeting, before: Meeting) => {
    const next = { ...meeting, version: before.version + 1 };
    return { ...(await shown(next)), writes: [stores.meetings.save(next)] };
  };
  /** Loads, lets a pure function change, saves. */
  const changed = async (id: string, { matches }: Context, decideOn: (meeting: Meeting) => Meeting) => {
    const meeting = await stores.meetings.meeting(id);
    matches(meeting.version);
    return saved(decideOn(meeting), meeting);
  };
  const known = async (id: string, units: readonly string[]): Promise<void> => {
    const register = await registerOf(id);
    const unknown = units.findIndex((unit) => !register.has(unit));
    if (unknown >= 0) refuse('unit-unknown', `#/units/${unknown}`, { unit: units[unknown]! });
  };

  return {
    makeMeeting: async ({ params, body }, { newId }) => {
      const { agenda, units, ...given } = body;
      const { units: byGrid } = await stores.responsible.unitsByGrid(params.division);
      if (units) await known(params.division, units);
      const id = `${params.division}-${newId()}`;
      const meeting = draftMeeting(
        { id, division: params.division, ...given },
        agenda,
        units ?? [...new Set([...byGrid.values()].flat())],
      );
      return { ...(await shown(meeting)), writes: [stores.meetings.save(meeting)] };
    },

    meetings: async ({ params, query }, { cursor }) => {
      await stores.responsible.communities(params.division);
      const { meetings: found, after } = await stores.meetings.list(
        params.division,
        query.limit,
        cursor.open(query.cursor),
      );
      const items = found.map((meeting) => {
        const { id, title, place, startsAt, endsAt, state } = meeting;
        const tasks = meeting.breakdowns.reduce((sum, each) => sum + each.tasks, 0);
        return { id, title, place, startsAt, endsAt, state, attendance: attendance(meeting), tasks };
      });
      const next = cursor.seal(after);
      return { body: { items, ...(next && { next }) } };
    },

    meeting: async ({ params }) => shown(await stores.meetings.meeting(params.meeting)),

    changeMeeting: ({ params, body: { agenda, ...given } }, context) =>
      changed(params.meeting, context, (meeting) => change(meeting, defined(given), agenda)),

    addItem: ({ params, body }, context) => changed(params.meeting, context, (meeting) => addItem(meeting, body.title)),

    inviteUnits: async ({ params, body }, context) => {
      const outcome = await changed(params.meeting, context, (meeting) => invite(meeting, body.units));
      await known(params.meeting, body.units);
      if (outcome.body.state === 'called') await stores.meetings.noteInvitations(outcome.body);
      return outcome;
    },

    invitation: async ({ params }, { now }) => {
      const meeting = await stores.meetings.meeting(params.meeting);
      return { body: invitation(meeting, { host: 'sonata', at: now }), version: meeting.version };
    },

    noteAttendance: ({ params, body }, context) =>
      changed(params.meeting, context, (meeting) =>
        body.presences.reduce((now, { unit, presence }) => attend(now, unit, presence), meeting),
      ),

    recordProposal: ({ params, body }, context) =>
      changed(params.meeting, context, (meeting) => propose(meeting, body.unit, body.title)),

    decideProposal: ({ params, body }, context) =>
      changed(params.meeting, context, (meeting) => decide(meeting, params.serial, body.state)),

    stepMeeting: async ({ params, body: { transition, reason } }, context) => {
      const act = { at: context.now, by: context.caller!.id, ...(reason !== undefined && { reason }) };
      const outcome = await changed(params.meeting, context, (meeting) => advanceMeeting(meeting, transition, act));
      // Notes are believed only when the meeting says the same, so they may come before the commit.
      if (transition === 'call') await stores.meetings.noteInvitations(outcome.body);
      return outcome;
    },

    writeMinutes: ({ params, body }, context) =>
      changed(params.meeting, context, (meeting) => minute(meeting, body.text)),

    meetingGrids: async ({ params }) => {
      const { division } = await stores.meetings.meeting(params.meeting);
      const { units } = await stores.responsible.unitsByGrid(division);
      const grids = [...units].sort(([a], [b]) => (a < b ? -1 : 1)).map(([grid, own]) => ({ grid, units: own }));
      return { body: { grids, names: namesOf([...units.values()].flat(), await registerOf(division)) } };
    },

    breakDown: async ({ params, body }, { now, caller, newId }) => {
      const meeting = await stores.meetings.meeting(params.meeting);
      const { units, version } = await stores.responsible.unitsByGrid(meeting.division);
      const tasks = breakdown(meeting, body.items, units, now);
      const id = newId();
      await stores.meetings.prepareTasks(id, tasks);
      const made = { id, at: now, by: caller!.id, items: body.items.map(({ item }) => item), tasks: tasks.length };
      const { writes, ...outcome } = await saved({ ...meeting, breakdowns: [...meeting.breakdowns, made] }, meeting);
      const unchanged = stores.responsible.unchanged(meeting.id.slice(0, 6), version);
      return { ...outcome, writes: [...writes, unchanged] };
    },

    meetingTasks: async ({ params, query }, { now, cursor }) => {
      const meeting = await stores.meetings.meeting(params.meeting);
      const page = await stores.meetings.tasks(meeting, query.limit, cursor.open(query.cursor));
      return { body: tasksBody(page.tasks, now, await registerOf(meeting.id), cursor.seal(page.after)) };
    },

    ...taskActions(stores),
  };
};

const taskActions = ({ meetings: store, responsible }: Stores) => {
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
    task: async ({ params }, { now }) => shown(asOf((await store.task(params.grid, params.task)).task, now)),

    reportTask: async ({ params, body }, { now, caller, matches }) => {
      const { unit } = unitOf(caller);
      const act = { at: now, by: caller!.id, report: body };
      return advanced(params.grid, params.task, 'report', act, (task) => {
        if (task.unit !== unit) refuse('not-your-task');
        matches(task.version);
      });
    },

    judgeTask: async ({ params, body: { transition, ...given } }, { now, caller, matches }) => {
      const act = { at: now, by: caller!.id, ...defined(given) };
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

    myMeetings: async (_, { caller }) => {
      const { unit, county } = unitOf(caller);
      const found = await store.meetingsOf(county, unit, 20);
      return { body: { items: found.map((meeting) => mineOf(meeting, unit)) } };
    },

    propose: async ({ body }, { caller }) => {
      const { unit, county } = unitOf(caller);
      if (!body.meeting.startsWith(county)) refuse('no-such-meeting', undefined, { meeting: body.meeting });
      const meeting = await store.meeting(body.meeting);
      const next = { ...propose(meeting, unit, body.title), version: meeting.version + 1 };
      return { body: mineOf(next, unit), writes: [store.save(next)] };
    },
  } satisfies Partial<Actions<typeof meetings>>;
};

type Check = (task: Task) => void | Promise<void>;

/** The unit that the caller speaks for, and its county. @throws Refusal 'without-unit' */
function unitOf(caller: Context['caller']): { unit: string; county: string } {
  if (!caller?.unit) return refuse('without-unit');
  return { unit: caller.unit, county: caller.division.slice(0, 6) };
}

const unitsIn = ({ unit, together, history }: Task): string[] => [
  unit,
  ...together,
  ...history.flatMap((step) => step.unit ?? []),
];

const namesOf = (ids: readonly string[], register: Register): Record<string, string> =>
  Object.fromEntries([...new Set(ids)].map((id) => [id, register.get(id)?.name ?? id]));

const viewOf = (meeting: Meeting, register: Register): MeetingView => ({
  ...meeting,
  names: namesOf(
    [...meeting.invitations.map(({ unit }) => unit), ...meeting.proposals.map(({ unit }) => unit)],
    register,
  ),
  attendance: attendance(meeting),
});

/** What a unit sees of a meeting: its own presence, and of the proposals its own and those that were adopted. */
function mineOf({ invitations, proposals, ...meeting }: Meeting, unit: string) {
  const { id, title, place, startsAt, endsAt, state, agenda } = meeting;
  return {
    ...{ id, title, place, startsAt, endsAt, state, agenda },
    proposals: proposals.filter((each) => each.unit === unit || each.state === 'adopted'),
    presence: invitations.find((each) => each.unit === unit)?.presence ?? ('invited' as const),
  };
}

function tasksBody(tasks: readonly Task[], now: string, register: Register, next: string | undefined) {
  const names = namesOf(tasks.flatMap(unitsIn), register);
  return { items: tasks.map((task) => asOf(task, now)), names, ...(next && { next }) };
}

const defined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
