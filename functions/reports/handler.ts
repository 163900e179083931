import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logFault } from '../http/log.ts';
import { variable } from '../http/settings.ts';
import { documents, openTable } from '../table/table.ts';
import { reportStore } from './store.ts';

const client = documents();
const reports = reportStore(openTable(variable('TABLE_FUND'), client), openTable(variable('TABLE_LEDGER'), client));

interface Asked {
  readonly period?: string;
  readonly fund?: string;
}

/**
 * By the schedule or by hand it orders the statements that are due (`{ period, fund }` narrows them); from the table's
 * stream it makes the one that each order names.
 */
export async function handler(
  event: Partial<DynamoDBStreamEvent> & Asked,
  lambda: { awsRequestId: string },
): Promise<DynamoDBBatchResponse | { ordered: string[] }> {
  if (event.Records) return consume(event.Records, lambda.awsRequestId);
  const { period, fund } = event;
  const ordered = await reports.ask(new Date().toISOString(), { ...(period && { period }), ...(fund && { fund }) });
  return { ordered };
}

/** A statement that cannot be made fails only its own order. */
async function consume(records: readonly DynamoDBRecord[], requestId: string): Promise<DynamoDBBatchResponse> {
  const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
  for (const record of records) {
    const keys = record.dynamodb?.Keys;
    const order = reports.orderOf({ pk: keys?.['pk']?.S ?? '', sk: keys?.['sk']?.S ?? '' });
    if (!order || record.eventName === 'REMOVE') continue;
    try {
      await reports.produce(order.fund, order.label, new Date().toISOString());
    } catch (error) {
      logFault(requestId, 'reports', error);
      batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' });
    }
  }
  return { batchItemFailures };
}
