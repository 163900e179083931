import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { Meeting } from './contract.ts';

const divisionOf = (meeting: string): string => meeting.slice(0, meeting.indexOf('-'));
const serialOf = (meeting: string): string => meeting.slice(meeting.indexOf('-') + 1);

const meetingsPk = (division: string) => `meetings#${division}`;
const meetingKey = (id: string) => ({ pk: meetingsPk(divisionOf(id)), sk: serialOf(id) });

/** Under each unit of a county stand notes of what concerns it; a note is believed only when the record says the same. */
export const unitPk = (county: string, unit: string) => `unit#${county}#${unit}`;

export type MeetingStore = ReturnType<typeof meetingStore>;

/** Meetings of a division stand under it, newest last. */
export const meetingStore = (table: Table) => {
  const find = async (id: string): Promise<Meeting | undefined> => {
    const item = await table.get(meetingKey(id));
    return item && Meeting.parse(item);
  };

  return {
    find,

    /** @throws Refusal 'no-such-meeting' */
    async meeting(id: string): Promise<Meeting> {
      return (await find(id)) ?? refuse('no-such-meeting', undefined, { meeting: id });
    },

    /** One page of the meetings that a division called, newest first. */
    async list(division: string, limit: number, after: string | undefined) {
      const page = await table.list(meetingsPk(division), { limit, backwards: true, after });
      return { meetings: page.items.map((item) => Meeting.parse(item)), after: page.after };
    },

    /** Where a meeting stands among the pages. */
    placeOf: ({ id }: Meeting): string => meetingKey(id).sk,

    /** The write that stores a meeting in place of the version before it. */
    save(meeting: Meeting): Write {
      return {
        put: { ...meetingKey(meeting.id), ...meeting },
        expect: meeting.version === 1 ? 'absent' : meeting.version - 1,
      };
    },

    /** Notes under each unit that it is invited. */
    async noteInvitations({ id, invitations }: Meeting): Promise<void> {
      await table.prepare(
        invitations.map(({ unit }) => ({
          pk: unitPk(id.slice(0, 6), unit),
          sk: `meeting#${serialOf(id)}`,
          meeting: id,
        })),
      );
    },

    /** The last meetings that a unit is invited to, newest first; drafts are not told. */
    async meetingsOf(county: string, unit: string, limit: number): Promise<Meeting[]> {
      const { items } = await table.list(unitPk(county, unit), { prefix: 'meeting#', limit, backwards: true });
      const found = await Promise.all(items.map(({ meeting }) => find(String(meeting))));
      return found.flatMap((meeting) =>
        meeting && meeting.state !== 'draft' && meeting.invitations.some((each) => each.unit === unit) ? meeting : [],
      );
    },
  };
};
