import { expect, test } from 'vitest';
import type { Demand } from '../../../../functions/lists/demands/contract.ts';
import { scoredOf } from '../../../../functions/lists/projects/moves/scored.ts';

const step = (transition: string, day: string) => ({
  transition,
  from: 'submitted' as const,
  to: 'listed' as const,
  role: 'community-secretary',
  at: `${day}T02:00:00.000Z`,
});
const demand = (...history: Demand['history']) => ({ category: 'repair', history }) as Demand;
const contactOf = (of: Demand, today: string) => scoredOf(of, today)[0]?.contact;

test('a resident spoken to within seven days counts as in time; one who waits longer counts as late, spoken to or not', () => {
  const accepted = step('accept', '2026-11-01');
  expect(contactOf(demand(accepted, step('contact', '2026-11-08')), '2026-12-01')).toBe('in-time');
  expect(contactOf(demand(accepted, step('contact', '2026-11-09')), '2026-12-01')).toBe('late');
  expect(contactOf(demand(accepted), '2026-11-08')).toBe('waiting');
  expect(contactOf(demand(accepted), '2026-11-09')).toBe('late');
  expect(scoredOf(demand(), '2026-11-09')).toEqual([]);
});
