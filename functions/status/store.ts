import { AlarmState } from '../publish/status/contract.ts';
import { Conflict, pause, type Table } from '../table/table.ts';

const PARTITION = 'alarms';
const TRIES = 8;

/** How each alarm last was. */
export const alarmStore = (table: Table) => ({
  /** Keeps what an alarm became; what is told late, or again, changes nothing. */
  async note(alarm: AlarmState): Promise<void> {
    const key = { pk: PARTITION, sk: alarm.alarm };
    for (let tries = 1; ; tries++) {
      const item = await table.get(key);
      if (item && AlarmState.parse(item).at > alarm.at) return;
      const before = Number(item?.['version'] ?? 0);
      try {
        const put = { ...key, ...alarm, version: before + 1 };
        await table.commit([{ put, expect: before === 0 ? 'absent' : before }]);
        return;
      } catch (error) {
        if (!(error instanceof Conflict) || tries === TRIES) throw error;
        await pause(tries);
      }
    }
  },

  async all(): Promise<AlarmState[]> {
    return (await table.all(PARTITION)).map((item) => AlarmState.parse(item));
  },
});
