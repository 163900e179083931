import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { logFault } from '../http/log.ts';
import { variable } from '../http/settings.ts';
import { eventOf } from '../system/events/event-of.ts';
import { eventStore, type News } from '../system/events/store.ts';
import { firstDelivery, wants } from '../system/webhooks/delivery.ts';
import { attemptQueue, Waiting, webhookStore } from '../system/webhooks/store.ts';
import { changeOf, type StreamChange } from '../table/stream.ts';
import { Conflict, openTable } from '../table/table.ts';

const table = openTable(variable('TABLE_SYSTEM'));
const events = eventStore(table);
const webhooks = webhookStore(table);
const send = attemptQueue(variable('QUEUE_ATTEMPTS'));

/**
 * Tells what changed: records of the pillars' tables become events and deliveries, deliveries that are due become
 * messages of the queue. Delivered again, records make nothing twice.
 */
export async function handler(
  { Records: records }: DynamoDBStreamEvent,
  lambda: { awsRequestId: string },
): Promise<DynamoDBBatchResponse> {
  try {
    const changes = records.map(changeOf);
    await Promise.all(changes.map(enqueue));
    const byCounty = Map.groupBy(changes.flatMap(newsOf), ({ draft }) => draft.division.slice(0, 6));
    for (const [county, news] of byCounty) await tell(county, news);
    return { batchItemFailures: [] };
  } catch (error) {
    logFault(lambda.awsRequestId, 'events', error);
    // In order or not at all: the batch is delivered again as a whole.
    return { batchItemFailures: [{ itemIdentifier: records[0]?.dynamodb?.SequenceNumber ?? '' }] };
  }
}

function newsOf(change: StreamChange): News[] {
  const draft = eventOf(change);
  return draft ? [{ record: change.name, draft }] : [];
}

/** Appends the events, and for each webhook that wants one its delivery: the table's own stream then brings it here. */
async function tell(county: string, news: readonly News[]): Promise<void> {
  const now = new Date().toISOString();
  const told = await events.append(county, news, now);
  const subscribed = await webhooks.list(county);
  const wanted = told.flatMap((event) =>
    subscribed.filter((webhook) => wants(webhook, event)).map((webhook) => firstDelivery(webhook, event, now)),
  );
  for (const delivery of wanted) {
    try {
      await table.commit([webhooks.saveDelivery(county, delivery, now)]);
    } catch (error) {
      // It stands already: this record came before.
      if (!(error instanceof Conflict)) throw error;
    }
  }
}

/** A delivery that is pending waits in the queue for its attempt. */
async function enqueue({ sk, image }: StreamChange): Promise<void> {
  if (!sk.startsWith('delivery#') || image?.['state'] !== 'pending') return;
  await send(Waiting.parse(image), Date.now());
}
