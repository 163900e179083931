import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { applicationStore } from '../fund/applications/store.ts';
import { fundStore } from '../fund/funds/store.ts';
import { findingStore } from '../fund/findings/store.ts';
import { ledgerStore } from '../fund/ledger/store.ts';
import { pledgeStore } from '../fund/pledges/store.ts';
import { slipStore } from '../fund/slips/store.ts';
import { statementStore } from '../fund/statements/store.ts';
import { shanghaiDay } from '../calendar/day.ts';
import { allocationStore } from '../grids/allocation/store.ts';
import { compoundStore } from '../grids/compounds/store.ts';
import { contactStore } from '../grids/contacts/store.ts';
import { divisionStore } from '../grids/divisions/store.ts';
import { meetingStore } from '../grids/meetings/store.ts';
import { planStore } from '../grids/plans/store.ts';
import { taskStore } from '../grids/tasks/store.ts';
import { unitStore } from '../grids/units/store.ts';
import { logFault } from '../http/log.ts';
import { variable } from '../http/settings.ts';
import { demandStore } from '../lists/demands/store.ts';
import { demandMoves } from '../lists/projects/moves/store.ts';
import { projectStore } from '../lists/projects/store.ts';
import { resourceStore } from '../lists/resources/store.ts';
import { listSettingsStore } from '../lists/settings/store.ts';
import { venueStore } from '../lists/venues/store.ts';
import { documents, openTable } from '../table/table.ts';
import { openBucket } from './bucket.ts';
import { demandPublisher } from './demands.ts';
import { dump } from './dump.ts';
import { fundPublisher } from './funds.ts';
import { meetingPublisher } from './meeting-publisher.ts';
import { publisher } from './publisher.ts';
import type { Press } from './press.ts';
import { publicRecords } from './records.ts';
import { renderer } from './render.ts';
import { resourcesPublisher } from './resources.ts';
import { type Publishers, workFor } from './work.ts';

const client = documents();
const grids = openTable(variable('TABLE_GRIDS'), client);
const lists = openTable(variable('TABLE_LISTS'), client);
const fund = openTable(variable('TABLE_FUND'), client);
// TLS keeps what is sent whole; a checksum beside it would be work for nothing.
const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' });
const press: Press = {
  data: openBucket(variable('BUCKET_DATA'), s3),
  pages: openBucket(variable('BUCKET_SITE'), s3),
  site: {
    demo: variable('DEMO') === 'true',
    issuer: variable('ISSUER'),
    clientId: variable('CLIENT_ID'),
    audience: variable('AUDIENCE'),
    footer: JSON.parse(variable('FOOTER')) as string[],
  },
  render: (path, snapshot) => renderer(snapshot)(path),
};

const divisions = divisionStore(grids);
const units = unitStore(grids);
const plans = planStore(grids);
const compounds = compoundStore(grids);
const meetings = meetingStore(grids);

const publishers: Publishers = {
  grids: publisher(
    publicRecords({
      divisions,
      plans,
      units,
      allocations: allocationStore(grids),
      contacts: contactStore(grids),
      compounds,
    }),
    press,
  ),
  meetings: meetingPublisher({ divisions, plans, units, meetings, tasks: taskStore(grids, meetings) }, press),
  demands: demandPublisher(
    { divisions, plans, units, demands: demandStore(lists), settings: listSettingsStore(lists) },
    press,
  ),
  funds: fundPublisher(
    {
      funds: fundStore(fund),
      ledger: ledgerStore(fund, openTable(variable('TABLE_LEDGER'), client)),
      applications: applicationStore(fund),
      slips: slipStore(fund),
      statements: statementStore(fund),
      pledges: pledgeStore(fund),
      findings: findingStore(fund),
      compounds,
      units,
    },
    press,
    variable('ADDRESS'),
  ),
  resources: resourcesPublisher(
    {
      divisions,
      resources: resourceStore(lists),
      venues: venueStore(lists),
      projects: projectStore(lists),
      demands: demandStore(lists),
      scored: async (county) => {
        const today = shanghaiDay(new Date().toISOString());
        const scored = await demandMoves(demandStore(lists), listSettingsStore(lists), divisions).scored(county, today);
        const names = new Map((await units.all(county)).records.map(({ id, name }) => [id, name]));
        return scored.map(({ unit, ...demand }) => ({ ...demand, unit: unit && (names.get(unit) ?? unit) }));
      },
    },
    press,
    () => new Date().toISOString(),
  ),
};

/**
 * Stream records publish what they touch; any other invocation (after a deployment, nightly, by hand) rebuilds
 * everything from the tables; the nightly one then dumps all that is published.
 */
export async function handler(
  event: Partial<DynamoDBStreamEvent> & { readonly dump?: boolean },
  lambda: { awsRequestId: string },
): Promise<DynamoDBBatchResponse | undefined> {
  if (event.Records) return consume(event.Records, lambda.awsRequestId);
  const { grids, meetings, demands, funds, resources } = publishers;
  // A community's page names its fund.
  for (const each of [funds, grids, meetings, demands, resources]) await each.rebuild();
  if (event.dump) await dump(press.data, new Date().toISOString());
  return undefined;
}

/** What cannot be published fails only the records that ask for it: they are delivered again, the others are done. */
async function consume(records: readonly DynamoDBRecord[], requestId: string): Promise<DynamoDBBatchResponse> {
  const failed = new Set<string>();
  for (const [name, publish] of workFor(publishers, records.map(keysOf))) {
    try {
      await publish();
    } catch (error) {
      logFault(requestId, 'publish', error);
      failed.add(name);
    }
  }
  const batchItemFailures = records
    .filter((record) => [...workFor(publishers, [keysOf(record)]).keys()].some((name) => failed.has(name)))
    .map((record) => ({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }));
  return { batchItemFailures };
}

const keysOf = (record: DynamoDBRecord) => ({
  pk: record.dynamodb?.Keys?.['pk']?.S ?? '',
  sk: record.dynamodb?.Keys?.['sk']?.S ?? '',
});
