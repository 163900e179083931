import type { Caller } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import type { Unit } from '../units/contract.ts';
import type { Meeting, MeetingView } from './contract.ts';
import { attendance } from './meeting.ts';

type Register = ReadonlyMap<string, Pick<Unit, 'name'>>;

/** The unit that the caller speaks for, and its county. @throws Refusal 'without-unit' */
export function unitOf(caller: Caller | undefined): { unit: string; county: string } {
  if (!caller?.unit) return refuse('without-unit');
  return { unit: caller.unit, county: caller.division.slice(0, 6) };
}

/** Names of units by id; one that left the register keeps its id. */
export const namesOf = (ids: readonly string[], register: Register): Record<string, string> =>
  Object.fromEntries([...new Set(ids)].map((id) => [id, register.get(id)?.name ?? id]));

/** A meeting as its answers show it. */
export const viewOf = (meeting: Meeting, register: Register): MeetingView => ({
  ...meeting,
  names: namesOf(
    [...meeting.invitations.map(({ unit }) => unit), ...meeting.proposals.map(({ unit }) => unit)],
    register,
  ),
  attendance: attendance(meeting),
});

/** What a unit sees of a meeting: its own presence, and of the proposals its own and those that were adopted. */
export function mineOf({ invitations, proposals, ...meeting }: Meeting, unit: string) {
  const { id, title, place, startsAt, endsAt, state, agenda } = meeting;
  return {
    ...{ id, title, place, startsAt, endsAt, state, agenda },
    proposals: proposals.filter((each) => each.unit === unit || each.state === 'adopted'),
    presence: invitations.find((each) => each.unit === unit)?.presence ?? ('invited' as const),
  };
}
