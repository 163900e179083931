import { expect, test } from 'vitest';
import { isDue } from '../../infra/local/cron.ts';

const minute = (iso: string): number => Date.parse(iso) / 60_000;
const due = (expression: string, iso: string, zone = 'UTC'): boolean => isDue(expression, zone, minute(iso));

test('03:00 in Shanghai is 19:00 of the day before in UTC', () => {
  expect(due('cron(0 3 * * ? *)', '2026-03-01T19:00:00Z', 'Asia/Shanghai')).toBe(true);
  expect(due('cron(0 3 * * ? *)', '2026-03-01T03:00:00Z', 'Asia/Shanghai')).toBe(false);
});

test('the first of the month comes by the zone’s calendar', () => {
  expect(due('cron(5 0 1 * ? *)', '2026-02-28T16:05:00Z', 'Asia/Shanghai')).toBe(true);
  expect(due('cron(5 0 1 * ? *)', '2026-03-01T00:05:00Z', 'Asia/Shanghai')).toBe(false);
});

test.each([
  ['cron(0/15 8-9 ? * MON-FRI *)', '2026-11-23T09:45:00Z', true],
  ['cron(0/15 8-9 ? * MON-FRI *)', '2026-11-22T09:45:00Z', false],
  ['cron(0/15 8-9 ? * MON-FRI *)', '2026-11-23T09:50:00Z', false],
  ['cron(0 0 L * ? *)', '2028-02-29T00:00:00Z', true],
  ['cron(0 0 L * ? *)', '2028-02-28T00:00:00Z', false],
  ['cron(0 0 ? * 2#1 *)', '2026-11-02T00:00:00Z', true],
  ['cron(0 0 ? * 6L *)', '2026-11-27T00:00:00Z', true],
  ['cron(0 0 ? JAN,JUL * 2027)', '2027-07-09T00:00:00Z', true],
  ['cron(0 0 ? JAN,JUL * 2027)', '2026-07-09T00:00:00Z', false],
  ['rate(5 minutes)', '2026-01-01T00:10:00Z', true],
  ['rate(5 minutes)', '2026-01-01T00:11:00Z', false],
  ['at(2026-11-23T09:45:00)', '2026-11-23T09:45:00Z', true],
])('%s at %s: %s', (expression, iso, expected) => {
  expect(due(expression, iso)).toBe(expected);
});

test('an expression that is none is named', () => {
  expect(() => due('cron(0 3 * *)', '2026-01-01T00:00:00Z')).toThrow('cron(0 3 * *)');
  expect(() => due('rate(0 minutes)', '2026-01-01T00:00:00Z')).toThrow('rate');
});
