import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { ulid } from 'ulid';
import { logFault } from '../http/log.ts';
import { variable } from '../http/settings.ts';
import { documents, openTable } from '../table/table.ts';
import { importing } from './store.ts';

const client = documents();
const imports = importing({
  system: openTable(variable('TABLE_SYSTEM'), client),
  grids: openTable(variable('TABLE_GRIDS'), client),
  lists: openTable(variable('TABLE_LISTS'), client),
});

/** From the table's stream: carries on the import that each order names. One that fails leaves the others alone. */
export async function handler(
  { Records: records }: DynamoDBStreamEvent,
  lambda: { awsRequestId: string; getRemainingTimeInMillis(): number },
): Promise<DynamoDBBatchResponse> {
  const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
  for (const { dynamodb, eventName } of records) {
    const order = imports.orderOf({ pk: dynamodb?.Keys?.['pk']?.S ?? '', sk: dynamodb?.Keys?.['sk']?.S ?? '' });
    if (!order || eventName === 'REMOVE') continue;
    try {
      await imports.produce(order.division, order.id, {
        now: () => new Date().toISOString(),
        newId: ulid,
        left: () => lambda.getRemainingTimeInMillis(),
      });
    } catch (error) {
      logFault(lambda.awsRequestId, 'imports', error);
      batchItemFailures.push({ itemIdentifier: dynamodb?.SequenceNumber ?? '' });
    }
  }
  return { batchItemFailures };
}
