import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, isMonthEnd, shanghaiDay } from '../../../functions/calendar/day.ts';
import { addWorkingDays, isWorkingDay, workingDaysBetween } from '../../../functions/calendar/working-days.ts';

/** National Day 2026 as a table like the State Council's: 1-7 October off, 20 September and 10 October worked. */
const holidays = {
  off: new Set(['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06', '2026-10-07']),
  worked: new Set(['2026-09-20', '2026-10-10']),
};

test('the day is Asia/Shanghai’s, as the machine’s own time zone tables have it', () => {
  const date = fc.date({ min: new Date('1992-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
  fc.assert(
    fc.property(date, (at) => {
      expect(shanghaiDay(at.toISOString())).toBe(format.format(at));
    }),
  );
});

test('days add over months and leap years', () => {
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(daysBetween('2026-09-01', '2026-10-01')).toBe(30);
  expect(['2026-02-28', '2028-02-28', '2026-12-31'].map(isMonthEnd)).toEqual([true, false, true]);
});

test('holidays are off, weekends worked for them are working days', () => {
  expect(isWorkingDay('2026-10-01', holidays)).toBe(false);
  expect(isWorkingDay('2026-10-10', holidays)).toBe(true);
  expect(isWorkingDay('2026-10-11', holidays)).toBe(false);
  expect(addWorkingDays('2026-09-30', 3, holidays)).toBe('2026-10-10');
  expect(addWorkingDays('2026-09-30', 0, holidays)).toBe('2026-09-30');
});

test('a term of n working days has n working days in it and ends on one', () => {
  fc.assert(
    fc.property(fc.nat({ max: 400 }), fc.integer({ min: 1, max: 40 }), (start, days) => {
      const from = addDays('2026-03-01', start);
      const to = addWorkingDays(from, days, holidays);
      expect(workingDaysBetween(from, to, holidays)).toBe(days);
      expect(isWorkingDay(to, holidays)).toBe(true);
    }),
  );
});
