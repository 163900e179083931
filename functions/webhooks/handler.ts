import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { logFault } from '../http/log.ts';
import { variable } from '../http/settings.ts';
import { signed } from '../http/signature.ts';
import { postTo } from '../http/target.ts';
import { eventStore } from '../system/events/store.ts';
import { afterAttempt, messageOf } from '../system/webhooks/delivery.ts';
import { attemptQueue, Waiting, webhookStore, type WebhookRecord } from '../system/webhooks/store.ts';
import { Conflict, openTable } from '../table/table.ts';

const table = openTable(variable('TABLE_SYSTEM'));
const events = eventStore(table);
const webhooks = webhookStore(table);
const send = attemptQueue(variable('QUEUE_ATTEMPTS'));
const trusted = (process.env['TRUSTED_TARGETS'] ?? '').split(',').filter(Boolean);

/** Makes the attempts that are due; what fails for a reason of ours comes back from the queue. */
export async function handler(
  { Records: records }: SQSEvent,
  lambda: { awsRequestId: string },
): Promise<SQSBatchResponse> {
  const outcomes = await Promise.allSettled(records.map(({ body }) => attempt(Waiting.parse(JSON.parse(body)))));
  const batchItemFailures = outcomes.flatMap((outcome, i) => {
    if (outcome.status === 'fulfilled') return [];
    logFault(lambda.awsRequestId, 'webhooks', outcome.reason);
    return [{ itemIdentifier: records[i]!.messageId }];
  });
  return { batchItemFailures };
}

async function attempt(waiting: Waiting): Promise<void> {
  const start = Date.now();
  if (Date.parse(waiting.dueAt) > start + 1_000) return send(waiting, start);
  const { county } = waiting;
  const delivery = await webhooks.delivery(waiting.webhook, waiting.event);
  // A message that came twice, or from before a replay.
  if (delivery.state !== 'pending' || delivery.attempt !== waiting.attempt || delivery.dueAt !== waiting.dueAt) return;
  const webhook = await webhooks.record(county, waiting.webhook);
  const event = await events.event(county, waiting.event);
  const at = new Date(start).toISOString();
  if (webhook.state === 'disabled' || !event) {
    await settle([webhooks.saveDelivery(county, { ...delivery, state: 'dropped', version: delivery.version + 1 }, at)]);
    return;
  }
  const body = messageOf(event);
  const headers = signed(delivery.id, Math.floor(start / 1000), body, secretsAt(webhook, at));
  const posted = await postTo(webhook.url, body, headers, trusted);
  const next = afterAttempt(delivery, { at, ...posted, ms: Date.now() - start }, Math.random());
  await settle([webhooks.saveDelivery(county, next, at)]);
  if ('status' in posted && posted.status === 410) await disable(county, webhook);
}

const secretsAt = ({ secrets }: WebhookRecord, now: string): string[] =>
  secrets.filter(({ until }) => until === undefined || until > now).map(({ secret }) => secret);

/** The address said that it is gone: nothing is sent there until somebody enables the webhook again. */
async function disable(county: string, webhook: WebhookRecord): Promise<void> {
  await settle([
    webhooks.save(county, { ...webhook, state: 'disabled', because: 'gone', version: webhook.version + 1 }),
  ]);
}

/** A record that moved meanwhile was written by whoever attempted the same, or changed by an officer: theirs counts. */
async function settle(writes: Parameters<typeof table.commit>[0]): Promise<void> {
  try {
    await table.commit(writes);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}
