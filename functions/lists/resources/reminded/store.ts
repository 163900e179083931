import { Conflict, type Table } from '../../../table/table.ts';
import type { Reminder } from '../contract.ts';

const KEPT_SECONDS = 400 * 86_400;

/** Reminders of resources that expire, have expired or should be verified: other systems are told of each once. */
export const resourceReminderStore = (table: Table) => ({
  /** @returns false where it was recorded before */
  async remind(county: string, { resource, division, kind, due }: Reminder, now: string): Promise<boolean> {
    const put = {
      pk: `resource-reminders#${county}`,
      sk: `${resource}#${kind}-${due}`,
      state: kind,
      division,
      due,
      version: 1,
      expires: Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS,
    };
    try {
      await table.commit([{ put, expect: 'absent' }]);
      return true;
    } catch (error) {
      if (error instanceof Conflict) return false;
      throw error;
    }
  },
});
