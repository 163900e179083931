import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { applicationStore } from '../fund/applications/store.ts';
import { fundStore } from '../fund/funds/store.ts';
import { ledgerStore } from '../fund/ledger/store.ts';
import { slipStore } from '../fund/slips/store.ts';
import { statementStore } from '../fund/statements/store.ts';
import { allocationStore } from '../grids/allocation/store.ts';
import { contactStore } from '../grids/contacts/store.ts';
import { divisionStore } from '../grids/divisions/store.ts';
import { meetingStore } from '../grids/meetings/store.ts';
import { planStore } from '../grids/plans/store.ts';
import { taskStore } from '../grids/tasks/store.ts';
import { unitStore } from '../grids/units/store.ts';
import { demandStore } from '../lists/demands/store.ts';
import { listSettingsStore } from '../lists/settings/store.ts';
import { logFault } from '../http/log.ts';
import { projectStore } from '../lists/projects/store.ts';
import { resourceStore } from '../lists/resources/store.ts';
import { venueStore } from '../lists/venues/store.ts';
import { variable } from '../http/settings.ts';
import { documents, openTable } from '../table/table.ts';
import { affectedBy } from './affected.ts';
import { openBucket } from './bucket.ts';
import { demandPublisher } from './demands.ts';
import { fundPublisher } from './funds.ts';
import { meetingPublisher } from './meeting-publisher.ts';
import { publisher } from './publisher.ts';
import { publicRecords } from './records.ts';
import { renderer } from './render.ts';
import { type Press, resourcesPublisher } from './resources.ts';
import { type ResourcesAffected, resourcesAffectedBy } from './resources/affected.ts';

const client = documents();
const table = openTable(variable('TABLE_GRIDS'), client);
const fundTable = openTable(variable('TABLE_FUND'), client);
const s3 = new S3Client({});
const data = openBucket(variable('BUCKET_DATA'), s3);
const press: Press = {
  data,
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
const publishFunds = fundPublisher(
  {
    funds: fundStore(fundTable),
    ledger: ledgerStore(fundTable, openTable(variable('TABLE_LEDGER'), client)),
    applications: applicationStore(fundTable),
    slips: slipStore(fundTable),
    statements: statementStore(fundTable),
  },
  data,
);
const grids = {
  divisions: divisionStore(table),
  plans: planStore(table),
  allocations: allocationStore(table),
  units: unitStore(table),
  contacts: contactStore(table),
};
const publish = publisher({ records: publicRecords(grids), ...press });
const listsTable = openTable(variable('TABLE_LISTS'), client);
const publishDemands = demandPublisher(
  { ...grids, demands: demandStore(listsTable), settings: listSettingsStore(listsTable) },
  press,
);
const publishResources = resourcesPublisher(
  {
    divisions: grids.divisions,
    resources: resourceStore(listsTable),
    venues: venueStore(listsTable),
    projects: projectStore(listsTable),
    scored: () => Promise.resolve([]),
  },
  press,
  () => new Date().toISOString(),
);

const meetingRecords = meetingStore(table);
const publishMeetings = meetingPublisher(
  {
    divisions: divisionStore(table),
    units: unitStore(table),
    meetings: meetingRecords,
    tasks: taskStore(table, meetingRecords),
  },
  press,
);

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
  await publishDemands.rebuild();
  await publishMeetings.rebuild();
  await publishFunds.rebuild();
  await publishResources.rebuild();
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
  const { counties, communities, funds, demands, meetings } = affectedBy(records.map(keysOf));
  for (const code of counties) {
    await attempt(code, () => publish.county(code));
    await attempt(code, () => publishDemands.all(code));
  }
  for (const code of communities) {
    if (!counties.has(code.slice(0, 6))) await attempt(code, () => publish.community(code));
  }
  const listed = [...new Set([...demands, ...communities])].filter((code) => !counties.has(code.slice(0, 6)));
  for (const code of listed) await attempt(code, () => publishDemands.community(code));
  for (const code of new Set(listed.map((community) => community.slice(0, 6))))
    await attempt(code, () => publishDemands.county(code));
  for (const meeting of meetings) await attempt(meeting, () => publishMeetings.meeting(meeting));
  for (const code of [...counties, ...communities]) await attempt(code, () => publishMeetings.county(code.slice(0, 6)));
  for (const fund of funds) await attempt(fund, () => publishFunds.fund(fund));
  if (funds.size > 0) {
    await attempt('funds', publishFunds.list);
    if (failed.has('funds')) for (const fund of funds) failed.add(fund);
  }
  const lists = resourcesAffectedBy(records.map(keysOf));
  // A county that is new gets its empty lists, too.
  for (const code of new Set([...lists.lists, ...counties]))
    await attempt(`lists ${code}`, () => publishResources.list(code));
  for (const place of lists.venues) await attempt(`venue ${place}`, () => publishResources.venue(...split(place)));
  for (const place of lists.projects)
    await attempt(`project ${place}`, () => publishResources.project(...split(place)));
  for (const code of new Set([...[...lists.projects].map((place) => place.slice(0, 6)), ...counties]))
    await attempt(`projects ${code}`, () => publishResources.projects(code));
  const batchItemFailures = records
    .filter((record) => {
      const touched = affectedBy([keysOf(record)]);
      const listed = resourcesAffectedBy([keysOf(record)]);
      return (
        [...touched.counties, ...touched.communities, ...touched.funds, ...touched.meetings, ...touched.demands].some(
          (code) => failed.has(code) || failed.has(code.slice(0, 6)),
        ) || attemptsOf(listed, touched.counties).some((name) => failed.has(name))
      );
    })
    .map((record) => ({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }));
  return { batchItemFailures };
}

const split = (place: string): [county: string, id: string] => [place.slice(0, 6), place.slice(7)];

/** The names of the attempts that publish what a record touches. */
const attemptsOf = ({ lists, venues, projects }: ResourcesAffected, counties: ReadonlySet<string>): string[] => [
  ...[...lists, ...counties].map((code) => `lists ${code}`),
  ...[...venues].map((place) => `venue ${place}`),
  ...[...projects].flatMap((place) => [`project ${place}`, `projects ${place.slice(0, 6)}`]),
  ...[...counties].map((code) => `projects ${code}`),
];

const keysOf = (record: DynamoDBRecord) => ({
  pk: record.dynamodb?.Keys?.['pk']?.S ?? '',
  sk: record.dynamodb?.Keys?.['sk']?.S ?? '',
});
