import { daysBetween, shanghaiDay } from '../../../calendar/day.ts';
import type { Demand } from '../../demands/contract.ts';
import type { ScoredDemand } from '../../scorecards/score.ts';

/** Calendar days within which a resident is spoken to: seven, the limit seen in practice for the ordinary case. */
const CONTACT_DAYS = 7;

/** What a demand counts for on a day; one that was never accepted counts for nothing. */
export function scoredOf(demand: Demand, today: string): ScoredDemand[] {
  const { category, lead, grid, history, rating } = demand;
  const accepted = history.find(({ transition }) => transition === 'accept');
  if (!accepted || category === undefined) return [];
  const contacted = history.find(({ transition }) => transition === 'contact');
  // Whoever waits longer than that without a word counts as late, not as not yet due.
  const days = daysBetween(shanghaiDay(accepted.at), contacted ? shanghaiDay(contacted.at) : today);
  const end = history.findLast(({ transition }) => ['solved', 'visit', 'reopen'].includes(transition));
  return [
    {
      ...(lead !== undefined && { unit: lead }),
      ...(grid !== undefined && { grid }),
      category,
      contact: days > CONTACT_DAYS ? 'late' : contacted ? 'in-time' : 'waiting',
      ...(end && { answer: { solved: end.transition !== 'reopen', ...(rating !== undefined && { rating }) } }),
    },
  ];
}
