import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { ulid } from 'ulid';
import { applicationStore } from '../fund/applications/store.ts';
import { fundStore } from '../fund/funds/store.ts';
import { ledgerStore } from '../fund/ledger/store.ts';
import { pledgeStore } from '../fund/pledges/store.ts';
import { slipStore } from '../fund/slips/store.ts';
import { allocationStore } from '../grids/allocation/store.ts';
import { buildingStore } from '../grids/buildings/store.ts';
import { divisionStore } from '../grids/divisions/store.ts';
import { planStore } from '../grids/plans/store.ts';
import { unitStore } from '../grids/units/store.ts';
import { logFault } from '../http/log.ts';
import { variable } from '../http/settings.ts';
import { demandStore } from '../lists/demands/store.ts';
import { groundOf } from '../lists/ground/store.ts';
import { resourceStore } from '../lists/resources/store.ts';
import { listSettingsStore } from '../lists/settings/store.ts';
import { documents, openTable } from '../table/table.ts';
import { takesOf } from './actions.ts';
import { openFiles } from './files/store.ts';
import { importing } from './store.ts';

const client = documents();
const grids = openTable(variable('TABLE_GRIDS'), client);
const lists = openTable(variable('TABLE_LISTS'), client);
const fund = openTable(variable('TABLE_FUND'), client);
const divisions = divisionStore(grids);
const takes = takesOf({
  divisions,
  units: unitStore(grids),
  buildings: buildingStore(grids),
  resources: resourceStore(lists),
  demands: demandStore(lists),
  settings: listSettingsStore(lists),
  ground: groundOf({ divisions, plans: planStore(grids), allocations: allocationStore(grids) }),
  fund: {
    store: slipStore(fund),
    // Nothing is posted here, so its rows are neither read nor written.
    ledger: ledgerStore(fund, fund),
    funds: fundStore(fund),
    applications: applicationStore(fund),
    pledges: pledgeStore(fund),
    commit: (writes) => fund.commit(writes),
  },
  commit: (writes) => grids.commit(writes),
});
const files = openFiles(variable('BUCKET_UPLOADS'), new S3Client({}));
const imports = importing(openTable(variable('TABLE_SYSTEM'), client), takes, files);

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
