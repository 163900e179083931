import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { Delivery, Webhook } from './contract.ts';

const webhookKey = (county: string, id: string) => ({ pk: `county#${county}`, sk: `webhook#${id}` });
const deliveryKey = (webhook: string, event: number) => ({
  pk: `webhook#${webhook}`,
  sk: `delivery#${String(event).padStart(12, '0')}`,
});

const Record = Webhook.extend({
  secrets: z.array(Webhook.shape.secrets.element.extend({ secret: z.string() })),
});
/** A webhook with the secrets that its messages are signed with. */
export type WebhookRecord = z.output<typeof Record>;

/** Deliveries are kept a month after their last change. */
const KEPT_DAYS = 30;

export type WebhookStore = ReturnType<typeof webhookStore>;

export const webhookStore = (table: Table) => ({
  async list(county: string): Promise<WebhookRecord[]> {
    const { items } = await table.list(`county#${county}`, { prefix: 'webhook#' });
    return items.map((item) => Record.parse(item));
  },

  /** @throws Refusal 'no-such-webhook' */
  async record(county: string, id: string): Promise<WebhookRecord> {
    const item = await table.get(webhookKey(county, id));
    return item ? Record.parse(item) : refuse('no-such-webhook');
  },

  save(county: string, next: WebhookRecord): Write {
    return {
      put: { ...webhookKey(county, next.id), ...next },
      expect: next.version === 1 ? 'absent' : next.version - 1,
    };
  },

  /** @throws Refusal 'no-such-delivery' */
  async delivery(webhook: string, event: number): Promise<Delivery> {
    const item = await table.get(deliveryKey(webhook, event));
    return item ? Delivery.parse(item) : refuse('no-such-delivery');
  },

  saveDelivery(county: string, next: Delivery, now: string): Write {
    const expires = Math.floor(Date.parse(now) / 1000) + KEPT_DAYS * 86_400;
    return {
      put: { ...deliveryKey(next.webhook, next.event), ...next, county, expires },
      expect: next.version === 1 ? 'absent' : next.version - 1,
    };
  },

  /** One page of a webhook's deliveries, newest first. */
  async deliveries(webhook: string, limit: number, after: string | undefined) {
    const page = await table.list(`webhook#${webhook}`, { prefix: 'delivery#', limit, after, backwards: true });
    return { deliveries: page.items.map((item) => Delivery.parse(item)), after: page.after };
  },
});

/** What waits in the queue: which attempt of which delivery, and when it is due. */
export const Waiting = z.object({
  county: z.string(),
  webhook: z.string(),
  event: z.int(),
  attempt: z.int(),
  dueAt: z.iso.datetime(),
});
export type Waiting = z.output<typeof Waiting>;

/** The longest that SQS keeps a message back, in seconds. */
const LONGEST_DELAY = 900;

/** The queue of attempts. One that is due later than SQS can wait goes through it again. */
export function attemptQueue(url: string, sqs: SQSClient = new SQSClient({ useQueueUrlAsEndpoint: false })) {
  return async (waiting: Waiting, now: number): Promise<void> => {
    const delay = Math.ceil((Date.parse(waiting.dueAt) - now) / 1000);
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: JSON.stringify(waiting),
        DelaySeconds: Math.min(LONGEST_DELAY, Math.max(0, delay)),
      }),
    );
  };
}
