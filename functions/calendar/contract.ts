import * as z from 'zod';

/** A day of Asia/Shanghai. */
export const Day = z.iso.date();

/** How the year differs from its weeks: the State Council announces it each autumn. */
export const HolidayList = z.strictObject({
  off: z.array(Day).max(200).describe('days off beside weekends'),
  worked: z.array(Day).max(100).describe('weekend days worked 调休'),
});
export type HolidayList = z.output<typeof HolidayList>;
