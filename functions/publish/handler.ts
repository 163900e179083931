import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { applicationStore } from '../fund/applications/store.ts';
import { fundStore } from '../fund/funds/store.ts';
import { ledgerStore } from '../fund/ledger/store.ts';
import { slipStore } from '../fund/slips/store.ts';
import { statementStore } from '../fund/statements/store.ts';
import { allocationStore } from '../grids/allocation/store.ts';
import { divisionStore } from '../grids/divisions/store.ts';
import { planStore } from '../grids/plans/store.ts';
import { unitStore } from '../grids/units/store.ts';
import { logFault } from '../http/log.ts';
import { variable } from '../http/settings.ts';
import { documents, openTable } from '../table/table.ts';
import { affectedBy } from './affected.ts';
import { openBucket } from './bucket.ts';
import { fundPublisher } from './funds.ts';
import { publisher } from './publisher.ts';
import { publicRecords } from './records.ts';
import { renderer } from './render.ts';

const client = documents();
const table = openTable(variable('TABLE_GRIDS'), client);
const fundTable = openTable(variable('TABLE_FUND'), client);
const s3 = new S3Client({});
const data = openBucket(variable('BUCKET_DATA'), s3);
const pages = openBucket(variable('BUCKET_SITE'), s3);
const render = (path: string, snapshot: (path: string) => Promise<unknown>) => renderer(snapshot)(path);
const publishFunds = fundPublisher(
  {
    funds: fundStore(fundTable),
    ledger: ledgerStore(fundTable, openTable(variable('TABLE_LEDGER'), client)),
    applications: applicationStore(fundTable),
    slips: slipStore(fundTable),
    statements: statementStore(fundTable),
  },
  { data, pages, render },
);
const publish = publisher({
  records: publicRecords({
    divisions: divisionStore(table),
    plans: planStore(table),
    allocations: allocationStore(table),
    units: unitStore(table),
  }),
  data,
  pages,
  site: {
    demo: variable('DEMO') === 'true',
    issuer: variable('ISSUER'),
    clientId: variable('CLIENT_ID'),
    audience: variable('AUDIENCE'),
    footer: JSON.parse(variable('FOOTER')) as string[],
  },
  render,
});

/**
 * Stream records publish what they touch; any other invocation (after a deployment, nightly, by hand) rebuilds
 * everything from the tables.
 */
export async function handler(
  event: Partial<DynamoDBStreamEvent>,
  lambda: { awsRequestId: string },
): Promise<DynamoDBBatchResponse | undefined> {
  if (event.Records) return consume(event.Records, lambda.awsRequestId);
  await publish.rebuild();
  await publishFunds.rebuild();
  return undefined;
}

/** A place that cannot be published fails only its own records: they are delivered again, the others are done. */
async function consume(records: readonly DynamoDBRecord[], requestId: string): Promise<DynamoDBBatchResponse> {
  const failed = new Set<string>();
  const attempt = async (code: string, task: () => Promise<void>) => {
    try {
      await task();
    } catch (error) {
      logFault(requestId, 'publish', error);
      failed.add(code);
    }
  };
  const { counties, communities, funds } = affectedBy(records.map(keysOf));
  for (const code of counties) await attempt(code, () => publish.county(code));
  for (const code of communities) {
    if (!counties.has(code.slice(0, 6))) await attempt(code, () => publish.community(code));
  }
  for (const fund of funds) await attempt(fund, () => publishFunds.fund(fund));
  if (funds.size > 0) {
    await attempt('funds', publishFunds.list);
    if (failed.has('funds')) for (const fund of funds) failed.add(fund);
  }
  const batchItemFailures = records
    .filter((record) => {
      const touched = affectedBy([keysOf(record)]);
      return [...touched.counties, ...touched.communities, ...touched.funds].some(
        (code) => failed.has(code) || failed.has(code.slice(0, 6)),
      );
    })
    .map((record) => ({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }));
  return { batchItemFailures };
}

const keysOf = (record: DynamoDBRecord) => ({
  pk: record.dynamodb?.Keys?.['pk']?.S ?? '',
  sk: record.dynamodb?.Keys?.['sk']?.S ?? '',
});
