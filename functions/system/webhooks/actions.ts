import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import { newSecret } from '../../http/signature.ts';
import { isTarget } from '../../http/target.ts';
import type { Webhook, webhooks } from './contract.ts';
import { replayed } from './delivery.ts';
import type { WebhookRecord, WebhookStore } from './store.ts';

/** More would only be one system asking again and again. */
const MOST = 100;

const countyOf = (division: string): string => division.slice(0, 6);

/** Without the secrets. */
const shown = ({ secrets, ...webhook }: WebhookRecord): Webhook => ({
  ...webhook,
  secrets: secrets.map(({ since, until }) => ({ since, ...(until !== undefined && { until }) })),
});

/** @param trusted hosts that messages may go to wherever they are */
export const webhookActions = (store: WebhookStore, trusted: readonly string[]): Actions<typeof webhooks> => {
  /** A webhook of the division or one below it. */
  const find = async ({ division, webhook }: { division: string; webhook: string }) => {
    const record = await store.record(countyOf(division), webhook);
    return record.division.startsWith(division) ? record : refuse('no-such-webhook');
  };
  return {
    addWebhook: async ({ params: { division }, body }, { now, newId }) => {
      if (!isTarget(body.url, trusted)) refuse('target-refused', '#/url');
      const county = countyOf(division);
      if ((await store.list(county)).length >= MOST) refuse('too-many-webhooks', undefined, { limit: MOST });
      const secret = newSecret();
      const secrets = [{ secret, since: now }];
      const webhook = { ...body, id: newId(), division, state: 'active' as const, secrets, createdAt: now, version: 1 };
      return {
        body: { webhook: shown(webhook) },
        once: { secret },
        version: 1,
        writes: [store.save(county, webhook)],
      };
    },

    webhooks: async ({ params: { division } }) => {
      const all = await store.list(countyOf(division));
      return { body: { items: all.filter((webhook) => webhook.division.startsWith(division)).map(shown) } };
    },

    changeWebhook: async ({ params, body }, { matches }) => {
      const { because: _, ...webhook } = await find(params);
      matches(webhook.version);
      if (!isTarget(body.url, trusted)) refuse('target-refused', '#/url');
      const because = body.state === 'disabled' ? { because: 'asked' as const } : {};
      const next = { ...webhook, ...body, ...because, version: webhook.version + 1 };
      return { body: shown(next), version: next.version, writes: [store.save(countyOf(params.division), next)] };
    },

    rotateWebhookSecret: async ({ params, body }, { now }) => {
      const webhook = await find(params);
      const secret = newSecret();
      const until = new Date(Date.parse(now) + body.hours * 3_600_000).toISOString();
      const before = webhook.secrets
        .map((each) => ({ ...each, until: each.until !== undefined && each.until < until ? each.until : until }))
        .filter((each) => each.until > now);
      const next = { ...webhook, secrets: [...before, { secret, since: now }], version: webhook.version + 1 };
      return {
        body: { webhook: shown(next) },
        once: { secret },
        version: next.version,
        writes: [store.save(countyOf(params.division), next)],
      };
    },

    deliveries: async ({ params, query }, { cursor }) => {
      const { id } = await find(params);
      const { deliveries: items, after } = await store.deliveries(id, query.limit, cursor.open(query.cursor));
      const next = cursor.seal(after);
      return { body: { items, ...(next && { next }) } };
    },

    replayDelivery: async ({ params }, { now }) => {
      const { id } = await find(params);
      const next = replayed(await store.delivery(id, Number(params.event)), now);
      return { body: next, writes: [store.saveDelivery(countyOf(params.division), next, now)] };
    },
  };
};
