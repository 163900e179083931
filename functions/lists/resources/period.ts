import { addDays } from '../../calendar/day.ts';
import type { Capacity } from './contract.ts';

/**
 * The period of a capacity that a day lies in: '2026-W48' (ISO 8601 week), '2026-11', '2026' or 'once'.
 * @param day YYYY-MM-DD
 */
export function periodOf(period: Capacity['period'], day: string): string {
  if (period === 'month') return day.slice(0, 7);
  if (period === 'year') return day.slice(0, 4);
  if (period === 'once') return 'once';
  const thursday = addDays(day, 4 - isoWeekday(day));
  const year = thursday.slice(0, 4);
  const week = Math.floor((Date.parse(thursday) - Date.parse(`${year}-01-01`)) / (7 * 86_400_000)) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Every period that the days from `from` to `until` touch, in order; `most + 1` of them at most, so that a caller sees too many. */
export function periodsOf(period: Capacity['period'], from: string, until: string, most: number): string[] {
  const periods: string[] = [];
  for (let day = from; day <= until && periods.length <= most; day = nextPeriod(period, day)) {
    periods.push(periodOf(period, day));
    if (period === 'once') break;
  }
  return periods;
}

/** 1 for Monday to 7 for Sunday. */
export const isoWeekday = (day: string): number => new Date(day).getUTCDay() || 7;

/** The first day of the period after the one that `day` lies in. */
function nextPeriod(period: Capacity['period'], day: string): string {
  if (period === 'week') return addDays(day, 8 - isoWeekday(day));
  const year = Number(day.slice(0, 4));
  if (period !== 'month') return `${String(year + 1).padStart(4, '0')}-01-01`;
  const month = Number(day.slice(5, 7));
  return month === 12
    ? `${String(year + 1).padStart(4, '0')}-01-01`
    : `${day.slice(0, 4)}-${String(month + 1).padStart(2, '0')}-01`;
}
