import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { DivisionCode } from '../divisions/contract.ts';

/** Who calls it (a county, street or community) and a ULID: the division stands in the id. */
export const MeetingId = z
  .string()
  .regex(/^(\d{6}|\d{9}|\d{12})-[0-9A-HJKMNP-TV-Z]{26}$/)
  .meta({ examples: ['500229001002-01JD3Z8K6Q4V5W7X9Y0ABCDEFG'] });

export const UnitId = z.string().min(1).max(32).describe('id in the register of units');
const Title = z.string().trim().normalize().min(2).max(120);
export const Reason = z.string().trim().normalize().min(2).max(500);
export const Day = z.iso.date().describe('day in Asia/Shanghai');
export const Instant = z.iso.datetime().describe('UTC');
export const Serial = z.int().min(1).max(999);

export const AgendaItem = z.object({
  serial: Serial.describe('counted from 1; never used again'),
  title: z.string(),
  from: UnitId.optional().describe('the unit whose proposal it was'),
});
export type AgendaItem = z.output<typeof AgendaItem>;

export const Presence = z.enum(['invited', 'present', 'absent']);
export type Presence = z.output<typeof Presence>;

export const Invitation = z.object({ unit: UnitId, presence: Presence });
export type Invitation = z.output<typeof Invitation>;

export const Proposal = z.object({
  serial: Serial,
  unit: UnitId,
  title: z.string(),
  state: z.enum(['raised', 'adopted', 'declined']),
});
export type Proposal = z.output<typeof Proposal>;

export const MeetingState = z.enum(['draft', 'called', 'open', 'closed', 'cancelled']);
export type MeetingState = z.output<typeof MeetingState>;

export const MeetingTransition = z.enum(['call', 'open', 'close', 'cancel']);
export type MeetingTransition = z.output<typeof MeetingTransition>;

const Breakdown = z.object({
  id: z.string().describe('names the batch of its tasks'),
  at: Instant,
  by: z.string(),
  items: z.array(Serial),
  tasks: z.int(),
});

/** A joint meeting 联席会议: what is discussed there becomes tasks of all grid units at once. */
export const Meeting = z.object({
  id: MeetingId,
  division: DivisionCode,
  title: z.string(),
  place: z.string(),
  startsAt: Instant,
  endsAt: Instant,
  agenda: z.array(AgendaItem),
  invitations: z.array(Invitation),
  proposals: z.array(Proposal),
  quorum: z.object({ part: z.int(), of: z.int() }).describe('of the invited units this part must be there'),
  state: MeetingState,
  history: z.array(
    z.object({ transition: MeetingTransition, at: Instant, by: z.string(), reason: z.string().optional() }),
  ),
  minutes: z.string().optional().describe('what was said and agreed; names no private person'),
  breakdowns: z.array(Breakdown),
  version: z.int().min(1),
});
export type Meeting = z.output<typeof Meeting>;

export const UnitNames = z.record(z.string(), z.string()).describe('names of the units, by id');
const Attendance = z.object({ invited: z.int(), present: z.int(), needed: z.int(), met: z.boolean() });
export const MeetingView = Meeting.extend({ names: UnitNames, attendance: Attendance });
export type MeetingView = z.output<typeof MeetingView>;

/** A meeting as a unit that is invited sees it. */
export const MyMeeting = Meeting.pick({
  id: true,
  title: true,
  place: true,
  startsAt: true,
  endsAt: true,
  state: true,
  agenda: true,
  proposals: true,
}).extend({ presence: Presence });
export type MyMeeting = z.output<typeof MyMeeting>;

export const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(1000).optional(),
};
export const meetingAt = z.object({ meeting: MeetingId });
const Titles = z.array(Title).max(30);
const UnitIds = z.array(UnitId).max(1000);

const Times = z.strictObject({
  title: Title,
  place: z.string().trim().normalize().min(1).max(120),
  startsAt: Instant,
  endsAt: Instant,
});

export const meetings = contract({
  makeMeeting: {
    method: 'POST',
    path: '/divisions/{division}/meetings',
    summary:
      "Makes the draft of a joint meeting; unless units are named, all units of the division's grids are invited.",
    who: 'meetings.run',
    params: z.object({ division: DivisionCode }),
    body: Times.extend({
      agenda: Titles.default([]),
      units: UnitIds.optional(),
      quorum: z
        .strictObject({ part: z.int().min(1).max(100), of: z.int().min(1).max(100) })
        .default({ part: 2, of: 3 })
        .refine(({ part, of }) => part <= of),
    }),
    ok: MeetingView,
    status: 201,
    creates: true,
    refusals: ['no-such-division', 'times-invalid', 'unit-unknown', 'too-many-invitations'],
  },
  meetings: {
    method: 'GET',
    path: '/divisions/{division}/meetings',
    summary: 'The joint meetings that the division called, newest first.',
    who: 'meetings.read',
    params: z.object({ division: DivisionCode }),
    query: z.strictObject({ ...page, limit: z.coerce.number().int().min(1).max(100).default(20) }),
    ok: z.object({
      items: z.array(
        Meeting.pick({ id: true, title: true, place: true, startsAt: true, endsAt: true, state: true }).extend({
          attendance: Attendance,
          tasks: z.int(),
        }),
      ),
      next: z.string().optional(),
    }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
  meeting: {
    method: 'GET',
    path: '/meetings/{meeting}',
    summary: 'One joint meeting with its agenda, proposals, attendance and minutes.',
    who: 'meetings.read',
    params: meetingAt,
    ok: MeetingView,
    refusals: ['no-such-meeting'],
  },
  changeMeeting: {
    method: 'PATCH',
    path: '/meetings/{meeting}',
    summary: 'Changes title, place or times until the meeting opens; a new agenda replaces that of a draft.',
    who: 'meetings.run',
    params: meetingAt,
    body: Times.partial().extend({ agenda: Titles.optional() }),
    ok: MeetingView,
    changes: true,
    refusals: ['no-such-meeting', 'meeting-not-editable', 'times-invalid'],
  },
  addItem: {
    method: 'POST',
    path: '/meetings/{meeting}/agenda',
    summary: 'Puts another item on the agenda.',
    who: 'meetings.run',
    params: meetingAt,
    body: z.strictObject({ title: Title }),
    ok: MeetingView,
    changes: true,
    refusals: ['no-such-meeting', 'meeting-not-editable', 'too-many-items'],
  },
  inviteUnits: {
    method: 'POST',
    path: '/meetings/{meeting}/invitations',
    summary: 'Invites more units.',
    who: 'meetings.run',
    params: meetingAt,
    body: z.strictObject({ units: UnitIds.min(1) }),
    ok: MeetingView,
    changes: true,
    refusals: ['no-such-meeting', 'meeting-not-editable', 'unit-unknown', 'too-many-invitations'],
  },
  invitation: {
    method: 'GET',
    path: '/meetings/{meeting}/invitation.ics',
    summary: 'The invitation as an iCalendar file (RFC 5545); it names no person.',
    who: 'meetings.read',
    params: meetingAt,
    ok: z.string(),
    answers: 'text/calendar',
    refusals: ['no-such-meeting'],
  },
  noteAttendance: {
    method: 'POST',
    path: '/meetings/{meeting}/attendance',
    summary: 'Notes which units are there; may be corrected until the meeting closes.',
    who: 'meetings.run',
    params: meetingAt,
    body: z.strictObject({
      presences: z
        .array(z.strictObject({ unit: UnitId, presence: Presence }))
        .min(1)
        .max(1000),
    }),
    ok: MeetingView,
    changes: true,
    refusals: ['no-such-meeting', 'meeting-not-editable', 'unit-not-invited'],
  },
  recordProposal: {
    method: 'POST',
    path: '/meetings/{meeting}/proposals',
    summary: 'Records what an invited unit proposed by word of mouth.',
    who: 'meetings.run',
    params: meetingAt,
    body: z.strictObject({ unit: UnitId, title: Title }),
    ok: MeetingView,
    changes: true,
    refusals: ['no-such-meeting', 'meeting-not-editable', 'unit-not-invited', 'too-many-proposals'],
  },
  decideProposal: {
    method: 'POST',
    path: '/meetings/{meeting}/proposals/{serial}',
    summary: 'Adopts a proposal, which puts it on the agenda, or declines it.',
    who: 'meetings.run',
    params: meetingAt.extend({ serial: z.coerce.number().int().min(1).max(999) }),
    body: z.strictObject({ state: z.enum(['adopted', 'declined']) }),
    ok: MeetingView,
    changes: true,
    refusals: ['no-such-meeting', 'meeting-not-editable', 'no-such-proposal', 'proposal-decided', 'too-many-items'],
  },
  stepMeeting: {
    method: 'POST',
    path: '/meetings/{meeting}/steps',
    summary: 'Calls, opens (with its quorum), closes or cancels the meeting.',
    who: 'meetings.run',
    params: meetingAt,
    body: z.strictObject({ transition: MeetingTransition, reason: Reason.optional() }),
    ok: MeetingView,
    changes: true,
    refusals: [
      'no-such-meeting',
      'meeting-transition-forbidden',
      'agenda-empty',
      'invitations-empty',
      'quorum-missing',
      'reason-missing',
    ],
  },
  writeMinutes: {
    method: 'PUT',
    path: '/meetings/{meeting}/minutes',
    summary: 'Writes the minutes of an open or closed meeting; they are public.',
    who: 'meetings.run',
    params: meetingAt,
    body: z.strictObject({ text: z.string().trim().normalize().min(1).max(20_000) }),
    ok: MeetingView,
    changes: true,
    refusals: ['no-such-meeting', 'meeting-not-editable'],
  },
  myMeetings: {
    method: 'GET',
    path: '/my/meetings',
    summary: "The last joint meetings that the caller's unit is invited to, newest first.",
    who: 'tasks.own',
    ok: z.object({ items: z.array(MyMeeting) }),
    refusals: ['without-unit'],
  },
  propose: {
    method: 'POST',
    path: '/my/proposals',
    summary: "Proposes an item for a meeting that the caller's unit is invited to.",
    who: 'tasks.own',
    body: z.strictObject({ meeting: MeetingId, title: Title }),
    ok: MyMeeting,
    status: 201,
    creates: true,
    refusals: ['without-unit', 'no-such-meeting', 'meeting-not-editable', 'unit-not-invited', 'too-many-proposals'],
  },
});
