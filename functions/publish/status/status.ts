import { type AlarmState, StatusPart, type StatusSnapshot } from './contract.ts';

/** What the alarms together say of each part; no alarm's name or figure is told. */
export function statusOf(alarms: readonly AlarmState[]): StatusSnapshot {
  const changedAt = alarms
    .map(({ at }) => at)
    .sort()
    .pop();
  return {
    ...(changedAt && { changedAt }),
    parts: StatusPart.options.map((part) => {
      const own = alarms.filter((alarm) => alarm.part === part);
      const [since] = own.flatMap(({ state, at }) => (state === 'ALARM' ? [at] : [])).sort();
      if (since !== undefined) return { part, state: 'disturbed', since };
      return { part, state: own.length > 0 ? 'ok' : 'unknown' };
    }),
  };
}
