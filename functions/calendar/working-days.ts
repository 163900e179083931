import { addDays } from './day.ts';

/**
 * The days that differ from the week: the State Council announces each year's holidays and the weekends worked for them.
 * Data of a fund or county, never a constant.
 */
export interface Holidays {
  /** Days off, and weekend days worked (调休). */
  readonly off: ReadonlySet<string>;
  readonly worked: ReadonlySet<string>;
}

/** Is work done on this day? */
export function isWorkingDay(day: string, { off, worked }: Holidays): boolean {
  if (worked.has(day)) return true;
  const weekday = new Date(day).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !off.has(day);
}

/**
 * The last day of a term of `days` working days. The day it begins is not counted (Civil Code art. 201), so 0 days end
 * on the day they begin.
 */
export function addWorkingDays(from: string, days: number, holidays: Holidays): string {
  let day = from;
  for (let left = days; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, holidays)) left--;
  }
  return day;
}

/** Working days after `from` up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: string, to: string, holidays: Holidays): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day, holidays)) count++;
  return count;
}
