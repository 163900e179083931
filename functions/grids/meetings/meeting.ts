import { refuse } from '../../http/refusal.ts';

export interface AgendaItem {
  /** Serial in the meeting, counted from 1; never used again. */
  readonly serial: number;
  readonly title: string;
  /** Unit whose proposal it was. */
  readonly from?: string;
}

export type Presence = 'invited' | 'present' | 'absent';

export interface Invitation {
  readonly unit: string;
  readonly presence: Presence;
}

export interface Proposal {
  readonly serial: number;
  readonly unit: string;
  readonly title: string;
  readonly state: 'raised' | 'adopted' | 'declined';
}

export type MeetingState = 'draft' | 'called' | 'open' | 'closed' | 'cancelled';

export interface Meeting {
  readonly id: string;
  readonly title: string;
  readonly place: string;
  /** UTC instants. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly agenda: readonly AgendaItem[];
  readonly invitations: readonly Invitation[];
  readonly proposals: readonly Proposal[];
  /** Of the invited units, this part must be present: part of of, in integers. */
  readonly quorum: { readonly part: number; readonly of: number };
  readonly state: MeetingState;
  readonly history: readonly Step[];
}

export interface Step {
  readonly transition: MeetingTransition;
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
}

type Need = 'agenda' | 'invitations' | 'quorum' | 'reason';

/** The life of a joint meeting; several needs are judged in their order. */
export const meetingRows = [
  { from: 'draft', transition: 'call', to: 'called', needs: ['agenda', 'invitations'] },
  { from: 'called', transition: 'open', to: 'open', needs: ['quorum'] },
  { from: 'open', transition: 'close', to: 'closed', needs: [] },
  { from: 'draft', transition: 'cancel', to: 'cancelled', needs: ['reason'] },
  { from: 'called', transition: 'cancel', to: 'cancelled', needs: ['reason'] },
] as const satisfies readonly { from: MeetingState; transition: string; to: MeetingState; needs: readonly Need[] }[];

export type MeetingTransition = (typeof meetingRows)[number]['transition'];

export interface Act {
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
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
  const step: Step = { transition, at, by, ...(reason !== undefined && { reason }) };
  return { ...meeting, state: row.to, history: [...meeting.history, step] };
}

/** Who is there, and whether that is enough: present x of >= invited x part, in integers. */
export function attendance({ invitations, quorum }: Pick<Meeting, 'invitations' | 'quorum'>) {
  const invited = invitations.length;
  const present = invitations.filter(({ presence }) => presence === 'present').length;
  const needed = Math.ceil((invited * quorum.part) / quorum.of);
  return { invited, present, needed, met: invited > 0 && present * quorum.of >= invited * quorum.part };
}

/** Invites units that are not yet invited, in the order of their ids. @throws Refusal meeting-not-editable */
export function invite(meeting: Meeting, units: readonly string[]): Meeting {
  editable(meeting, ['draft', 'called']);
  const known = new Set(meeting.invitations.map(({ unit }) => unit));
  const fresh = [...new Set(units)].filter((unit) => !known.has(unit));
  const invitations = [...meeting.invitations, ...fresh.map((unit) => ({ unit, presence: 'invited' as const }))];
  return { ...meeting, invitations: invitations.sort((a, b) => (a.unit < b.unit ? -1 : 1)) };
}

/** Notes who is there; a unit may come late or be corrected until the meeting closes. @throws Refusal meeting-not-editable, unit-not-invited */
export function attend(meeting: Meeting, unit: string, presence: Presence): Meeting {
  editable(meeting, ['called', 'open']);
  if (!meeting.invitations.some((i) => i.unit === unit)) refuse('unit-not-invited', '#/unit', { unit });
  return { ...meeting, invitations: meeting.invitations.map((i) => (i.unit === unit ? { unit, presence } : i)) };
}

/** @throws Refusal meeting-not-editable */
export function addItem(meeting: Meeting, title: string, from?: string): Meeting {
  editable(meeting, ['draft', 'called', 'open']);
  const serial = Math.max(0, ...meeting.agenda.map((item) => item.serial)) + 1;
  return { ...meeting, agenda: [...meeting.agenda, { serial, title, ...(from !== undefined && { from }) }] };
}

/** A proposal of an invited unit. @throws Refusal meeting-not-editable, unit-not-invited */
export function propose(meeting: Meeting, unit: string, title: string): Meeting {
  editable(meeting, ['draft', 'called', 'open']);
  if (!meeting.invitations.some((i) => i.unit === unit)) refuse('unit-not-invited', '#/unit', { unit });
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
