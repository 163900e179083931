import { addDays } from '../../calendar/day.ts';
import { refuse } from '../../http/refusal.ts';

/** A month '2026-10', a quarter '2026-Q4' or a year '2026', by days of Asia/Shanghai. */
export interface Period {
  readonly label: string;
  /** First and last day. */
  readonly from: string;
  readonly to: string;
}

const LABEL = /^(\d{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?$/;

/** The period of a label. @throws Refusal 'no-such-period' */
export function periodOf(label: string): Period {
  const found = LABEL.exec(label);
  if (!found) return refuse('no-such-period', '#/period', { period: label });
  const [, year = '', month, quarter] = found;
  const first = month ? Number(month) : quarter ? 3 * Number(quarter) - 2 : 1;
  const months = month ? 1 : quarter ? 3 : 12;
  return { label, from: monthStart(Number(year), first), to: addDays(monthStart(Number(year), first + months), -1) };
}

/** The month, quarter and year that end on a day: one to three labels on a month's last day, else none. */
export function periodsEndingOn(day: string): string[] {
  if (!addDays(day, 1).endsWith('-01')) return [];
  const [year = '', month = ''] = day.split('-');
  const quarter = Number(month) % 3 === 0 ? [`${year}-Q${Number(month) / 3}`] : [];
  return [`${year}-${month}`, ...quarter, ...(month === '12' ? [year] : [])];
}

/**
 * Every period that ended by yesterday and has no statement yet, the oldest first: a missed month is caught up.
 * @param first the day of the fund's first entry
 * @param published labels that have a statement
 */
export function duePeriods(first: string, today: string, published: ReadonlySet<string>): string[] {
  const due: string[] = [];
  let end = addDays(nextMonth(first), -1);
  while (end < today) {
    due.push(...periodsEndingOn(end).filter((label) => !published.has(label)));
    end = addDays(nextMonth(addDays(end, 1)), -1);
  }
  return due;
}

function monthStart(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
}

const nextMonth = (day: string): string => monthStart(Number(day.slice(0, 4)), Number(day.slice(5, 7)) + 1);
