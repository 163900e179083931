import type { Actions, Context } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { ResponsibleStore } from '../responsible/store.ts';
import { invitation } from './calendar.ts';
import type { Meeting, meetings } from './contract.ts';
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
import { mineOf, unitOf, viewOf } from './view.ts';

interface Stores {
  readonly meetings: MeetingStore;
  readonly responsible: ResponsibleStore;
}

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

    meeting: async ({ params }) => shown(await stores.meetings.meeting(params.meeting)),

    changeMeeting: ({ params, body: { agenda, ...given } }, context) =>
      changed(params.meeting, context, (meeting) => change(meeting, given, agenda)),

    addItem: ({ params, body }, context) => changed(params.meeting, context, (meeting) => addItem(meeting, body.title)),

    inviteUnits: async ({ params, body }, context) => {
      const outcome = await changed(params.meeting, context, (meeting) => invite(meeting, body.units));
      await known(params.meeting, body.units);
      if (outcome.body.state === 'called') await stores.meetings.noteInvitations(outcome.body);
      return outcome;
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

    ...readingActions(stores),
  };
};

/** Lists and files, and what a unit does by itself. */
const readingActions = (stores: Stores) =>
  ({
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

    invitation: async ({ params }, { now }) => {
      const meeting = await stores.meetings.meeting(params.meeting);
      return { body: invitation(meeting, { host: 'sonata', at: now }), version: meeting.version };
    },

    myMeetings: async (_, { caller }) => {
      const { unit, county } = unitOf(caller);
      const found = await stores.meetings.meetingsOf(county, unit, 20);
      return { body: { items: found.map((meeting) => mineOf(meeting, unit)) } };
    },

    propose: async ({ body }, { caller }) => {
      const { unit, county } = unitOf(caller);
      if (!body.meeting.startsWith(county)) refuse('no-such-meeting', undefined, { meeting: body.meeting });
      const meeting = await stores.meetings.meeting(body.meeting);
      const next = { ...propose(meeting, unit, body.title), version: meeting.version + 1 };
      return { body: mineOf(next, unit), writes: [stores.meetings.save(next)] };
    },
  }) satisfies Partial<Actions<typeof meetings>>;
