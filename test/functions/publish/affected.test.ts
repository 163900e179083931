import { expect, test } from 'vitest';
import { affectedBy } from '../../../functions/publish/affected.ts';

test('only divisions and what is in force touch public pages', () => {
  const { counties, communities } = affectedBy([
    { pk: 'counties', sk: '500229' },
    { pk: 'community#500229001002', sk: 'plan-in-force' },
    { pk: 'community#500229001006', sk: 'plan#01J' },
    { pk: 'community#500229001004', sk: 'buildings' },
    { pk: 'county#500777', sk: 'allocation-in-force' },
    { pk: 'county#500888', sk: 'units' },
    { pk: 'idempotency#hotline', sk: '"k"' },
    { pk: 'document#01J', sk: '0000' },
  ]);
  expect([...counties]).toEqual(['500229', '500777']);
  expect([...communities]).toEqual(['500229001002']);
});

test('of a fund everything but its slips, reviews and books', () => {
  const touched = (sk: string) => affectedBy([{ pk: 'fund#fund-500229-001-006', sk }]).funds.size === 1;
  expect(['fund', 'head', 'application#app-a', 'contributor#unit-a', 'statement#2026-10'].filter(touched)).toHaveLength(
    5,
  );
  expect(
    ['slip#entry-a', 'review#app-a', 'posted#entry-a', 'account#assets:available', 'due#2026-10'].filter(touched),
  ).toEqual([]);
});

test("a fund's own record touches the page of its community, a posting does not", () => {
  const touched = (sk: string) => [...affectedBy([{ pk: 'fund#fund-500229-001-006', sk }]).funded];
  expect(touched('fund')).toEqual(['500229001006']);
  expect(touched('head')).toEqual([]);
  expect([...affectedBy([{ pk: 'fund#fund-500229', sk: 'fund' }]).funded]).toEqual([]);
});

test('a compound and each of its renovations touch the page of their community', () => {
  const { compounds, communities } = affectedBy([
    { pk: 'compounds#500229', sk: '500229001004#compound-a' },
    { pk: 'renovations#500229', sk: '500229001006#compound-b#renovation-01j' },
  ]);
  expect([...compounds]).toEqual(['500229001004', '500229001006']);
  expect([...communities]).toEqual([]);
});

test('a meeting and each of its tasks touch the page of that meeting; notes under units touch nothing', () => {
  const { meetings, counties } = affectedBy([
    { pk: 'meetings#500229001002', sk: '01J' },
    { pk: 'tasks#500229001002-01J#01K', sk: '001-500229001002001' },
    { pk: 'tasks#500229-01L#01M', sk: '001-500229001002001' },
    { pk: 'unit#500229#U01', sk: 'task#01K#001-500229001002001' },
    { pk: 'county#500229', sk: 'contacts' },
  ]);
  expect([...meetings]).toEqual(['500229001002-01J', '500229-01L']);
  expect([...counties]).toEqual(['500229']);
});
