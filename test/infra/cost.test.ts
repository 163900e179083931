import { expect, test } from 'vitest';
import { yearly } from '../../infra/cost/cost.ts';

const units = { measuredAt: '2026-11-24', operations: { 'publish a plan': { reads: 10, writes: 4 } } };

test('each line is its amount times its price', () => {
  const prices = { dynamodbReadPerMillion: 1, dynamodbWritePerMillion: 10, httpApiPerMillion: 2, alarmPerMonth: 0.5 };
  const lines = yearly(1, units, prices, { publishes: 1_000_000, alarms: 2 });
  expect(Object.fromEntries([...lines].filter(([, dollars]) => dollars > 0))).toEqual({
    'DynamoDB reads': 10,
    'DynamoDB writes': 40,
    'HTTP API': 2,
    Alarms: 12,
  });
});

test('counties share the alarms, all else grows with them', () => {
  const prices = { httpApiPerMillion: 1, alarmPerMonth: 1 };
  const year = { reads: 1_000_000, alarms: 1 };
  const [one, hundred] = [1, 100].map((counties) => yearly(counties, units, prices, year));
  expect(hundred!.get('HTTP API')).toBe(100 * one!.get('HTTP API')!);
  expect(hundred!.get('Alarms')).toBe(one!.get('Alarms'));
});
