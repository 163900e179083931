import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from '../../../../functions/system/events/contract.ts';
import type { Delivery, Webhook } from '../../../../functions/system/webhooks/contract.ts';
import {
  afterAttempt,
  firstDelivery,
  messageOf,
  replayed,
  wants,
} from '../../../../functions/system/webhooks/delivery.ts';

const now = '2026-11-24T00:00:00.000Z';
const event: Event = {
  type: 'plan.published',
  division: '500229001002',
  subject: { kind: 'plan', id: '01J', version: 2 },
  seq: 7,
  at: now,
};
const webhook: Webhook = {
  id: '01JD3Z8K6Q4V5W7X9Y0ABCDEFG',
  division: '500229',
  name: '热线',
  url: 'https://hotline.example.gov.cn/',
  types: ['plan.published'],
  state: 'active',
  secrets: [],
  createdAt: now,
  version: 1,
};

test('a webhook wants the types it named, of its division and those below, while it is enabled', () => {
  expect(wants(webhook, event)).toBe(true);
  expect(wants({ ...webhook, types: ['*'] }, event)).toBe(true);
  expect(wants({ ...webhook, types: ['plan.draft'] }, event)).toBe(false);
  expect(wants({ ...webhook, division: '500229002' }, event)).toBe(false);
  expect(wants({ ...webhook, state: 'disabled' }, event)).toBe(false);
});

/** Fails until it ends. @returns the waits in seconds */
function failAll(chance: number, status?: number): { waits: number[]; last: Delivery } {
  let delivery = firstDelivery(webhook, event, now);
  const waits: number[] = [];
  while (delivery.state === 'pending') {
    const at = delivery.dueAt;
    delivery = afterAttempt(delivery, { at, status, ms: 1 }, chance);
    if (delivery.state === 'pending') waits.push((Date.parse(delivery.dueAt) - Date.parse(at)) / 1000);
  }
  return { waits, last: delivery };
}

test("ten attempts with the standard's waits between them, then it has failed", () => {
  const { waits, last } = failAll(0);
  expect(waits).toEqual([5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]);
  expect(last.state).toBe('failed');
  expect(last.attempts).toHaveLength(10);
});

test('chance lengthens a wait by a tenth at most', () =>
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (chance) => {
      const [plain, random] = [failAll(0).waits, failAll(chance).waits];
      for (const [i, wait] of random.entries()) {
        expect(wait).toBeGreaterThanOrEqual(plain[i]!);
        expect(wait).toBeLessThanOrEqual(plain[i]! * 1.1 + 0.001);
      }
    }),
  ));

test('any 2xx delivers, a redirect does not, 410 ends it at once', () => {
  const first = firstDelivery(webhook, event, now);
  const after = (status: number) => afterAttempt(first, { at: now, status, ms: 1 }, 0).state;
  expect([200, 204, 299].map(after)).toEqual(['delivered', 'delivered', 'delivered']);
  expect([199, 302, 400, 500].map(after)).toEqual(['pending', 'pending', 'pending', 'pending']);
  expect(after(410)).toBe('failed');
});

test('a replay begins the schedule anew with the same id', () => {
  const { last } = failAll(0);
  const again = replayed(last, now);
  expect(again).toMatchObject({ id: last.id, state: 'pending', attempt: 0, dueAt: now });
});

test('a message holds ids and states, and is short', () => {
  const message = messageOf(event);
  expect(JSON.parse(message)).toEqual({
    type: 'plan.published',
    timestamp: now,
    data: { seq: 7, division: '500229001002', kind: 'plan', id: '01J', version: 2 },
  });
  expect(Buffer.byteLength(message)).toBeLessThan(20_000);
});
