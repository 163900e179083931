import { addDays } from '../../calendar/day.ts';
import type { Holidays } from '../../calendar/working-days.ts';
import { addWorkingDays, workingDaysBetween } from '../../calendar/working-days.ts';
import type { Notice } from './contract.ts';

/** A notice that begins today; its first day is the next working day. */
export const beginNotice = (today: string, days: number): Notice => ({ from: today, days, stopped: false });

/** Its last day; undefined while an objection stops the clock. */
export const noticeEnds = (notice: Notice, holidays: Holidays): string | undefined =>
  notice.stopped ? undefined : addWorkingDays(notice.from, notice.days, holidays);

/** May the decision take effect? Not on the notice's last day, which belongs to the objectors. */
export function noticeOver(notice: Notice, today: string, holidays: Holidays): boolean {
  const end = noticeEnds(notice, holidays);
  return end !== undefined && today > end;
}

/** An objection stops the clock: the day it is raised no longer counts. A stopped notice stays as it is. */
export function stopNotice(notice: Notice, today: string, holidays: Holidays): Notice {
  if (notice.stopped) return notice;
  const passed = workingDaysBetween(notice.from, addDays(today, -1), holidays);
  return { ...notice, days: Math.max(0, notice.days - passed), stopped: true };
}

/** The clock goes on with the days that were left, the first being the next working day. */
export const resumeNotice = (notice: Notice, today: string): Notice => ({
  from: today,
  days: notice.days,
  stopped: false,
});
