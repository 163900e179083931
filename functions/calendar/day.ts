/**
 * Days of Asia/Shanghai as 'YYYY-MM-DD' strings, which compare in order as they are.
 * China has kept UTC+8 without summer time since 1992 (IANA tz database, Asia/Shanghai), so a fixed offset is exact.
 */
const OFFSET_MS = 8 * 3600_000;
const DAY_MS = 24 * 3600_000;

/** The Asia/Shanghai day of a UTC instant ('2026-10-31T16:00:00.000Z' is '2026-11-01'). */
export function shanghaiDay(at: string): string {
  return new Date(Date.parse(at) + OFFSET_MS).toISOString().slice(0, 10);
}

/** The day that lies `days` calendar days after `day` (before it, when negative). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Calendar days from one day to another; 0 for the same day. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** Is this the last day of its month? */
export const isMonthEnd = (day: string): boolean => addDays(day, 1).endsWith('-01');
