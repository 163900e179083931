import { addDays, shanghaiDay } from '../../calendar/day.ts';
import type * as z from 'zod';
import type { Reminder, Resource } from './contract.ts';

/** Days before a resource expires, and after it was last verified, that call for a look. */
const BEFORE_EXPIRY = 30;
const VERIFIED_FOR = 182;
/** An offer of a unit is answered within a week. */
const OFFER_WAITS = 7;

type Due = z.output<typeof Reminder>;

/** What to see to, the most urgent first: at most one reminder a resource. */
export function remindersOf(resources: readonly Resource[], today: string): Due[] {
  return resources
    .flatMap((resource) => {
      const due = dueOf(resource, today);
      return due ? [due] : [];
    })
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.resource < b.resource ? -1 : 1));
}

function dueOf(resource: Resource, today: string): Due | undefined {
  const { state, validUntil, verifiedAt, addedAt } = resource;
  const told = (kind: Due['kind'], due: string): Due => {
    const { id, division, title, unit } = resource;
    return { resource: id, division, title, unit: unit.name, kind, due };
  };
  if (state === 'withdrawn') return undefined;
  if (state === 'offered') return told('offered', addDays(shanghaiDay(addedAt), OFFER_WAITS));
  if (validUntil && validUntil < today) return told('expired', validUntil);
  if (validUntil && validUntil <= addDays(today, BEFORE_EXPIRY)) return told('expires', validUntil);
  const verify = addDays(shanghaiDay(verifiedAt ?? addedAt), VERIFIED_FOR);
  return verify <= today ? told('verify', verify) : undefined;
}
