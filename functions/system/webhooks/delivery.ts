import type { Event } from '../events/contract.ts';
import type { Delivery, Webhook } from './contract.ts';

/** Seconds between an attempt that failed and the next: the schedule that the Standard Webhooks specification names. */
const WAITS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
const SHOWN = 20;

/** How an attempt went. */
export interface Attempted {
  readonly at: string;
  readonly status?: number | undefined;
  readonly error?: 'refused-address' | 'unreachable' | 'timeout' | undefined;
  readonly ms: number;
}

/** Whether a webhook wants an event. */
export const wants = ({ state, division, types }: Webhook, event: Event): boolean =>
  state === 'active' && event.division.startsWith(division) && (types.includes('*') || types.includes(event.type));

/** The first delivery of an event to a webhook, due at once. */
export const firstDelivery = (webhook: Webhook, event: Event, now: string): Delivery => ({
  id: `msg_${webhook.id}-${event.seq}`,
  webhook: webhook.id,
  event: event.seq,
  type: event.type,
  state: 'pending',
  attempts: [],
  attempt: 0,
  dueAt: now,
  version: 1,
});

/** A delivery that begins its schedule anew. */
export const replayed = (delivery: Delivery, now: string): Delivery => ({
  ...delivery,
  state: 'pending',
  attempt: 0,
  dueAt: now,
  version: delivery.version + 1,
});

/**
 * What becomes of a delivery after an attempt: delivered by any 2xx; else due again, up to ten attempts in all, each
 * wait up to a tenth longer by `chance`; failed after the last, and at once where the address answers 410.
 * @param chance 0 to 1
 */
export function afterAttempt(delivery: Delivery, attempted: Attempted, chance: number): Delivery {
  const next = {
    ...delivery,
    attempts: [...delivery.attempts, clean(attempted)].slice(-SHOWN),
    attempt: delivery.attempt + 1,
    version: delivery.version + 1,
  };
  const { status = 0 } = attempted;
  if (status >= 200 && status < 300) return { ...next, state: 'delivered' };
  const wait = WAITS[delivery.attempt];
  if (status === 410 || wait === undefined) return { ...next, state: 'failed' };
  const due = Date.parse(attempted.at) + wait * 1000 * (1 + chance / 10);
  return { ...next, dueAt: new Date(due).toISOString() };
}

const clean = ({ at, status, error, ms }: Attempted): Delivery['attempts'][0] => ({
  at,
  ms,
  ...(status !== undefined && { status }),
  ...(error && { error }),
});

/** The body of a message: ids and states, never what anybody wrote. */
export const messageOf = ({ type, at, division, subject, seq }: Event): string =>
  JSON.stringify({ type, timestamp: at, data: { seq, division, ...subject } });
