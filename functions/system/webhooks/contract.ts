import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { Event, EventType } from '../events/contract.ts';

const Division = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
  .meta({ examples: ['500229'] });
const Instant = z.iso.datetime();
const WebhookId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  .meta({ examples: ['01JD3Z8K6Q4V5W7X9Y0ABCDEFG'] });

const Url = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .describe('https, and no address of a private network')
  .meta({ examples: ['https://hotline.example.gov.cn/sonata'] });
const Types = z
  .array(z.union([EventType, z.literal('*')]))
  .min(1)
  .max(40)
  .describe("event types, or '*' for all");
const Name = z.string().trim().min(1).max(60).normalize('NFC');

export const Webhook = z.object({
  id: WebhookId,
  division: Division.describe('events of this division and those below'),
  name: z.string(),
  url: z.string(),
  types: z.array(z.string()),
  state: z.enum(['active', 'disabled']),
  because: z.enum(['asked', 'gone']).optional().describe('gone: the address answered 410'),
  secrets: z.array(z.object({ since: Instant, until: Instant.optional() })).describe('without the secrets themselves'),
  createdAt: Instant,
  version: z.int().min(1),
});
export type Webhook = z.output<typeof Webhook>;

const Attempt = z.object({
  at: Instant,
  status: z.int().optional().describe('what the address answered'),
  error: z.enum(['refused-address', 'unreachable', 'timeout']).optional(),
  ms: z.int(),
});

export const Delivery = z.object({
  id: z.string().describe('the webhook-id of every attempt'),
  webhook: WebhookId,
  event: Event.shape.seq,
  type: z.string(),
  state: z.enum(['pending', 'delivered', 'failed', 'dropped']).describe('dropped: the webhook was disabled meanwhile'),
  attempts: z.array(Attempt).describe('the last twenty'),
  /** Counts from 0 in each round; a replay begins a new round. */
  attempt: z.int(),
  dueAt: Instant.describe('of the next attempt'),
  version: z.int(),
});
export type Delivery = z.output<typeof Delivery>;

const told = {
  secret: z.string().optional().describe('whsec_…, told once; a repeated request does not tell it again'),
};
const params = z.object({ division: Division, webhook: WebhookId });

export const webhooks = contract({
  addWebhook: {
    method: 'POST',
    path: '/divisions/{division}/webhooks',
    summary:
      'Has the events of a division sent to an address, signed as Standard Webhooks say. The secret is told once.',
    who: 'webhooks.manage',
    params: z.object({ division: Division }),
    body: z
      .strictObject({ name: Name, url: Url, types: Types })
      .meta({ examples: [{ name: '热线', url: 'https://hotline.example.gov.cn/sonata', types: ['plan.published'] }] }),
    ok: z.object({ webhook: Webhook, ...told }),
    status: 201,
    creates: true,
    refusals: ['target-refused', 'too-many-webhooks'],
  },
  webhooks: {
    method: 'GET',
    path: '/divisions/{division}/webhooks',
    summary: 'The webhooks of a division and those below.',
    who: 'webhooks.manage',
    params: z.object({ division: Division }),
    ok: z.object({ items: z.array(Webhook) }),
    refusals: [],
  },
  changeWebhook: {
    method: 'PUT',
    path: '/divisions/{division}/webhooks/{webhook}',
    summary: "Changes a webhook's name, address or types, disables it or enables it again.",
    who: 'webhooks.manage',
    params,
    body: z.strictObject({ name: Name, url: Url, types: Types, state: Webhook.shape.state }),
    ok: Webhook,
    changes: true,
    refusals: ['no-such-webhook', 'target-refused'],
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/divisions/{division}/webhooks/{webhook}/rotate',
    summary: 'Gives a webhook a new secret; for some hours each message carries the signatures of both.',
    who: 'webhooks.manage',
    params,
    body: z
      .strictObject({ hours: z.int().min(0).max(720).default(24).describe('how long the old secret signs too') })
      .meta({ examples: [{ hours: 24 }] }),
    ok: z.object({ webhook: Webhook, ...told }),
    status: 201,
    creates: true,
    refusals: ['no-such-webhook'],
  },
  deliveries: {
    method: 'GET',
    path: '/divisions/{division}/webhooks/{webhook}/deliveries',
    summary: "A webhook's deliveries, newest first, with their attempts. Kept for 30 days.",
    who: 'webhooks.manage',
    params,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Delivery), next: z.string().optional() }),
    refusals: ['no-such-webhook', 'cursor-invalid'],
  },
  replayDelivery: {
    method: 'POST',
    path: '/divisions/{division}/webhooks/{webhook}/deliveries/{event}/replay',
    summary: 'Sends an event again, with the same webhook-id, beginning the schedule of attempts anew.',
    who: 'webhooks.manage',
    params: params.extend({
      event: z
        .string()
        .regex(/^[1-9]\d{0,11}$/)
        .meta({ examples: ['1'] }),
    }),
    ok: Delivery,
    status: 202,
    creates: true,
    refusals: ['no-such-webhook', 'no-such-delivery'],
  },
});
