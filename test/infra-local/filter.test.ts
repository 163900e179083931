import { expect, test } from 'vitest';
import { FilterCriteria, passes } from '../../infra/local/filter.ts';

const criteria = FilterCriteria.parse({
  Filters: [{ Pattern: '{"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"due#"}]}}}}' }],
});
const record = (sk: string) => ({ dynamodb: { Keys: { pk: { S: 'fund#x' }, sk: { S: sk } } } });

test('a record passes by the beginning of its key, as the filter says; without a filter every record does', () => {
  expect(passes(criteria, record('due#2026-10'))).toBe(true);
  expect(passes(criteria, record('head'))).toBe(false);
  expect(passes(criteria, {})).toBe(false);
  expect(passes(undefined, record('head'))).toBe(true);
});

test('a rule that the local run does not know is refused at the start', () => {
  const unknown = { Filters: [{ Pattern: '{"dynamodb":{"ApproximateCreationDateTime":[{"numeric":[">",1]}]}}' }] };
  expect(FilterCriteria.safeParse(unknown).success).toBe(false);
});
