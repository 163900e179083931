import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { logFault } from '../http/log.ts';
import { variable } from '../http/settings.ts';
import { openTable } from '../table/table.ts';
import { planningStore } from './store.ts';

const planning = planningStore(openTable(variable('TABLE_GRIDS')));

/** From the table's stream: makes the plan that each order names. One that fails leaves the others alone. */
export async function handler(
  { Records }: DynamoDBStreamEvent,
  lambda: { awsRequestId: string },
): Promise<DynamoDBBatchResponse> {
  const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
  for (const { dynamodb, eventName } of Records) {
    const order = planning.orderOf({ pk: dynamodb?.Keys?.['pk']?.S ?? '', sk: dynamodb?.Keys?.['sk']?.S ?? '' });
    if (!order || eventName === 'REMOVE') continue;
    try {
      await planning.produce(order.community, order.job, () => new Date().toISOString());
    } catch (error) {
      logFault(lambda.awsRequestId, 'planning', error);
      batchItemFailures.push({ itemIdentifier: dynamodb?.SequenceNumber ?? '' });
    }
  }
  return { batchItemFailures };
}
