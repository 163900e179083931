import { refuse } from '../../http/refusal.ts';

export interface Windows {
  readonly hour: { readonly start: string; readonly count: number };
  readonly day: { readonly start: string; readonly count: number };
}

/**
 * One more from an address, counted in windows of an hour and of a day.
 * @param before what was counted so far; undefined at the first
 * @throws Refusal 'too-many-from-here' with the seconds until the window ends
 */
export function counted(
  before: Windows | undefined,
  now: string,
  most: { readonly hour: number; readonly day: number },
): Windows {
  const next = { hour: count(before?.hour, now.slice(0, 13)), day: count(before?.day, now.slice(0, 10)) };
  const at = Date.parse(now);
  const left = (length: number): number => Math.ceil((length - (at % length)) / 1000);
  if (next.day.count > most.day) refuse('too-many-from-here', undefined, { seconds: left(86_400_000) });
  if (next.hour.count > most.hour) refuse('too-many-from-here', undefined, { seconds: left(3_600_000) });
  return next;
}

const count = (before: Windows['hour'] | undefined, start: string): Windows['hour'] => ({
  start,
  count: before?.start === start ? before.count + 1 : 1,
});
