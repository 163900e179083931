import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../../functions/calendar/day.ts';
import { isoWeekday, periodOf, periodsOf } from '../../../../functions/lists/resources/period.ts';
import { leftOf, release, reserve } from '../../../../functions/lists/resources/reserve.ts';

test.each([
  ['week', '2026-01-01', '2026-W01'],
  ['week', '2027-01-01', '2026-W53'],
  ['week', '2024-12-30', '2025-W01'],
  ['month', '2026-11-24', '2026-11'],
  ['year', '2026-11-24', '2026'],
  ['once', '2026-11-24', 'once'],
] as const)('a %s of %s is %s (ISO 8601)', (period, day, expected) => {
  expect(periodOf(period, day)).toBe(expected);
});

const days = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('2000-01-01', n));

test('the periods of a time are those of its days, each once and in order', () =>
  fc.assert(
    fc.property(
      fc.constantFrom('week', 'month', 'year', 'once' as const),
      days,
      fc.integer({ min: 0, max: 400 }),
      (period, from, length) => {
        const all = Array.from({ length: length + 1 }, (_, n) => periodOf(period, addDays(from, n)));
        expect(periodsOf(period, from, addDays(from, length), 1000)).toEqual([...new Set(all)]);
      },
    ),
  ));

test('a time that touches too many periods says so by one more than asked for', () => {
  expect(periodsOf('week', '2026-01-01', '2030-01-01', 24)).toHaveLength(25);
});

test('Monday is 1 and Sunday 7', () => {
  expect([isoWeekday('2026-11-23'), isoWeekday('2026-11-29')]).toEqual([1, 7]);
});

const capacity = { amount: 10, period: 'month' } as const;

test('what is promised never exceeds the capacity, whatever is taken and given back', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 6 }))), (commands) => {
      let usage = { reserved: 0, version: 0 };
      const held: number[] = [];
      for (const [take, amount] of commands) {
        try {
          if (take) {
            usage = reserve(usage, capacity, amount, { resource: 'R', period: '2026-11' });
            held.push(amount);
          } else if (held.length > 0) usage = release(usage, held.pop()!);
        } catch (error) {
          expect(error).toMatchObject({ refusal: 'capacity-taken' });
        }
        expect(usage.reserved).toBe(held.reduce((a, b) => a + b, 0));
        expect(usage.reserved).toBeLessThanOrEqual(capacity.amount);
      }
    }),
  ));

test('a capacity that was lowered below what is promised has nothing left, not less', () => {
  expect(leftOf({ amount: 3, period: 'month' }, 8)).toBe(0);
});
