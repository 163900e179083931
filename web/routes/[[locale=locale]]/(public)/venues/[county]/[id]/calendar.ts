import { addDays } from '../../../../../../../functions/calendar/day.ts';
import { isoWeekday } from '../../../../../../../functions/lists/resources/period.ts';
import type { VenueSnapshot } from '../../../../../../../functions/publish/resources/contract.ts';

/** Days that the page's calendar shows. */
const SHOWN_DAYS = 14;

export interface CalendarDay {
  readonly day: string;
  readonly weekday: number;
  /** Opening hours of that day; none where it is closed, undefined where the venue names no hours. */
  readonly open: readonly { readonly from: string; readonly until: string }[] | undefined;
  readonly taken: VenueSnapshot['days'][number]['taken'];
}

/** Two weeks of a venue from its snapshot's first day on. */
export function calendarOf({ from, days, resource }: VenueSnapshot): CalendarDay[] {
  const taken = new Map(days.map((each) => [each.day, each.taken]));
  return Array.from({ length: SHOWN_DAYS }, (_, n) => {
    const day = addDays(from, n);
    const weekday = isoWeekday(day);
    const open = resource.hours?.filter((hours) => hours.days.includes(weekday));
    return { day, weekday, open, taken: taken.get(day) ?? [] };
  });
}
