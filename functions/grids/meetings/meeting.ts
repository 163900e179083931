import { refuse } from '../../http/refusal.ts';
import type { Meeting, MeetingState, MeetingTransition, Presence, Proposal } from './contract.ts';

/** What one record can hold, and one meeting can talk about. */
const MOST = { invitations: 1000, items: 99, proposals: 200 } as const;

type Need = 'agenda' | 'invitations' | 'quorum' | 'reason';

/** The life of a joint meeting; several needs are judged in their order. */
export const meetingRows = [
  { from: 'draft', transition: 'call', to: 'called', needs: ['agenda', 'invitations'] },
  { from: 'called', transition: 'open', to: 'open', needs: ['quorum'] },
  { from: 'open', transition: 'close', to: 'closed', needs: [] },
  { from: 'draft', transition: 'cancel', to: 'cancelled', needs: ['reason'] },
  { from: 'called', transition: 'cancel', to: 'cancelled', needs: ['reason'] },
] as const satisfies readonly {
  from: MeetingState;
  transition: MeetingTransition;
  to: MeetingState;
  needs: readonly Need[];
}[];

export interface Act {
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
}

type Drafted = Pick<Meeting, 'id' | 'division' | 'title' | 'place' | 'startsAt' | 'endsAt' | 'quorum'>;

/** The draft of a meeting to which these units are invited. @throws Refusal times-invalid, too-many-invitations */
export function draftMeeting(given: Drafted, agenda: readonly string[], units: readonly string[]): Meeting {
  const empty: Meeting = {
    ...given,
    agenda: [],
    invitations: [],
    proposals: [],
    state: 'draft',
    history: [],
    breakdowns: [],
    version: 1,
  };
  return invite(change(empty, {}, agenda), units);
}

/** @throws Refusal meeting-transition-forbidden, agenda-empty, invitations-empty, quorum-missing, reason-missing */
export function advanceMeeting(meeting: Meeting, transition: MeetingTransition, { at, by, reason }: Act): Meeting {
  const row = meetingRows.find((r) => r.from === meeting.state && r.transition === transition);
  if (!row) return refuse('meeting-transition-forbidden', undefined, { state: meeting.state, transition });
  const needs: readonly Need[] = row.needs;
  if (needs.includes('agenda') && meeting.agenda.length === 0) refuse('agenda-empty', '#/agenda');
  if (needs.includes('invitations') && meeting.invitations.length === 0) refuse('invitations-empty', '#/invitations');
  if (needs.includes('quorum')) {
    const { present, needed, met } = attendance(meeting);
    if (!met) refuse('quorum-missing', undefined, { present, needed });
  }
  if (needs.includes('reason') && !reason?.trim()) refuse('reason-missing', '#/reason');
  const step: Meeting['history'][number] = { transition, at, by, ...(reason !== undefined && { reason }) };
  return { ...meeting, state: row.to, history: [...meeting.history, step] };
}

/** Who is there, and whether that is enough: present x of >= invited x part, in integers. */
export function attendance({ invitations, quorum }: Pick<Meeting, 'invitations' | 'quorum'>) {
  const invited = invitations.length;
  const present = invitations.filter(({ presence }) => presence === 'present').length;
  const needed = Math.ceil((invited * quorum.part) / quorum.of);
  return { invited, present, needed, met: invited > 0 && present * quorum.of >= invited * quorum.part };
}

/** @throws Refusal times-invalid when it does not end after it begins, or lasts more than a day */
function checkTimes({ startsAt, endsAt }: Pick<Meeting, 'startsAt' | 'endsAt'>): void {
  const lasts = Date.parse(endsAt) - Date.parse(startsAt);
  if (!(lasts > 0 && lasts <= 86_400_000)) refuse('times-invalid', '#/endsAt');
}

type Change = { readonly [K in 'title' | 'place' | 'startsAt' | 'endsAt']?: string | undefined };

/**
 * Changes what the invitation says until the meeting opens; a new agenda takes the place of a draft's.
 * @throws Refusal meeting-not-editable, times-invalid
 */
export function change(meeting: Meeting, given: Change, titles?: readonly string[]): Meeting {
  editable(meeting, titles ? ['draft'] : ['draft', 'called']);
  const { title = meeting.title, place = meeting.place, startsAt = meeting.startsAt, endsAt = meeting.endsAt } = given;
  const changed = { ...meeting, title, place, startsAt, endsAt };
  checkTimes(changed);
  return titles ? { ...changed, agenda: titles.map((title, i) => ({ serial: i + 1, title })) } : changed;
}

/** Writes what was said and agreed. @throws Refusal meeting-not-editable */
export function minute(meeting: Meeting, minutes: string): Meeting {
  editable(meeting, ['open', 'closed']);
  return { ...meeting, minutes };
}

/** Invites units that are not yet invited, in the order of their ids. @throws Refusal meeting-not-editable, too-many-invitations */
export function invite(meeting: Meeting, units: readonly string[]): Meeting {
  editable(meeting, ['draft', 'called']);
  const known = new Set(meeting.invitations.map(({ unit }) => unit));
  const fresh = [...new Set(units)].filter((unit) => !known.has(unit));
  const invitations = [...meeting.invitations, ...fresh.map((unit) => ({ unit, presence: 'invited' as const }))];
  if (invitations.length > MOST.invitations) refuse('too-many-invitations', '#/units', { most: MOST.invitations });
  return { ...meeting, invitations: invitations.sort((a, b) => (a.unit < b.unit ? -1 : 1)) };
}

/** Notes who is there; a unit may come late or be corrected until the meeting closes. @throws Refusal meeting-not-editable, unit-not-invited */
export function attend(meeting: Meeting, unit: string, presence: Presence): Meeting {
  editable(meeting, ['called', 'open']);
  if (!meeting.invitations.some((i) => i.unit === unit)) refuse('unit-not-invited', '#/unit', { unit });
  return { ...meeting, invitations: meeting.invitations.map((i) => (i.unit === unit ? { unit, presence } : i)) };
}

/** @throws Refusal meeting-not-editable, too-many-items */
export function addItem(meeting: Meeting, title: string, from?: string): Meeting {
  editable(meeting, ['draft', 'called', 'open']);
  if (meeting.agenda.length >= MOST.items) refuse('too-many-items', undefined, { most: MOST.items });
  const serial = Math.max(0, ...meeting.agenda.map((item) => item.serial)) + 1;
  return { ...meeting, agenda: [...meeting.agenda, { serial, title, ...(from !== undefined && { from }) }] };
}

/** A proposal of an invited unit. @throws Refusal meeting-not-editable, unit-not-invited */
export function propose(meeting: Meeting, unit: string, title: string): Meeting {
  editable(meeting, ['draft', 'called', 'open']);
  if (!meeting.invitations.some((i) => i.unit === unit)) refuse('unit-not-invited', '#/unit', { unit });
  if (meeting.proposals.length >= MOST.proposals) refuse('too-many-proposals', undefined, { most: MOST.proposals });
  const proposal: Proposal = { serial: meeting.proposals.length + 1, unit, title, state: 'raised' };
  return { ...meeting, proposals: [...meeting.proposals, proposal] };
}

/** Adopts a proposal, which puts it on the agenda, or declines it. @throws Refusal meeting-not-editable, no-such-proposal, proposal-decided */
export function decide(meeting: Meeting, serial: number, state: 'adopted' | 'declined'): Meeting {
  editable(meeting, ['draft', 'called', 'open']);
  const proposal = meeting.proposals.find((p) => p.serial === serial) ?? refuse('no-such-proposal', '#/proposal');
  if (proposal.state !== 'raised') refuse('proposal-decided', '#/proposal', { state: proposal.state });
  const proposals = meeting.proposals.map((p) => (p === proposal ? { ...p, state } : p));
  const decided = { ...meeting, proposals };
  return state === 'adopted' ? addItem(decided, proposal.title, proposal.unit) : decided;
}

function editable({ state }: Meeting, states: readonly MeetingState[]): void {
  if (!states.includes(state)) refuse('meeting-not-editable', undefined, { state });
}
