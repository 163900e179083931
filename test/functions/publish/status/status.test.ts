import { expect, test } from 'vitest';
import type { AlarmState } from '../../../../functions/publish/status/contract.ts';
import { statusOf } from '../../../../functions/publish/status/status.ts';

const alarm = (part: AlarmState['part'], name: string, state: AlarmState['state'], minute: number): AlarmState => ({
  part,
  alarm: name,
  state,
  at: `2026-11-30T01:0${minute}:00Z`,
});

test('a part is disturbed since the first of its alarms that still sounds; what is well says so, the rest nothing', () => {
  const { changedAt, parts } = statusOf([
    alarm('reports', 'over', 'OK', 5),
    alarm('reports', 'later', 'ALARM', 4),
    alarm('reports', 'first', 'ALARM', 2),
    alarm('api', 'errors', 'INSUFFICIENT_DATA', 1),
  ]);
  expect(changedAt).toBe('2026-11-30T01:05:00Z');
  expect(Object.fromEntries(parts.map(({ part, ...rest }) => [part, rest]))).toMatchObject({
    reports: { state: 'disturbed', since: '2026-11-30T01:02:00Z' },
    api: { state: 'ok' },
    webhooks: { state: 'unknown' },
  });
  // No alarm's name is told.
  expect(JSON.stringify(parts)).not.toMatch(/over|later|first|errors/);
});
