import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logFault } from '../http/log.ts';
import { variable } from '../http/settings.ts';
import { openBucket } from '../publish/bucket.ts';
import { snapshotPaths } from '../publish/pages.ts';
import { each } from '../table/each.ts';
import { documents, openTable } from '../table/table.ts';
import { filesOf } from './files.ts';
import type { Faces } from './pdf.ts';
import { orderOf, type Print, reportStore } from './store.ts';

const client = documents();
const reports = reportStore(openTable(variable('TABLE_FUND'), client), openTable(variable('TABLE_LEDGER'), client));
const data = openBucket(variable('BUCKET_DATA'), new S3Client({}));

let faces: Promise<Faces> | undefined;
const print: Print = async (fund, { record: { digest }, json }) => {
  const files = await filesOf(json, digest, () => (faces ??= readFaces()));
  await each(files, ([name, content]) => data.put(snapshotPaths.fundFile(fund, `reports/${name}`), content));
};

/** The build lays the faces beside the bundle; from source they are in their package. */
async function readFaces(): Promise<Faces> {
  const beside = (name: string): string => join(import.meta.dirname, name);
  const packaged = (name: string): string =>
    join(dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '../fonts', name);
  const read = (name: string): Promise<Uint8Array> =>
    readFile(existsSync(beside(name)) ? beside(name) : packaged(name));
  const [regular, bold] = await Promise.all([read('NotoSansHans-Regular.otf'), read('NotoSansHans-Bold.otf')]);
  return { regular, bold };
}

interface Wanted {
  readonly period?: string;
  readonly fund?: string;
  readonly again?: boolean;
}

/**
 * By the schedule or by hand it orders the statements that are due (`{ period, fund }` narrows them, `{ again: true }`
 * orders the files of those that stand anew); from the table's stream it makes the one that each order names.
 * @throws AggregateError when a fund's statements could not be ordered, after the others' were: that raises the alarm
 */
export async function handler(
  event: Partial<DynamoDBStreamEvent> & Wanted,
  lambda: { awsRequestId: string },
): Promise<DynamoDBBatchResponse | { ordered: readonly string[] }> {
  if (event.Records) return consume(event.Records, lambda.awsRequestId);
  const { period, fund, again } = event;
  const { ordered, failed } = await reports.ask(new Date().toISOString(), { period, fund, again });
  for (const { error } of failed) logFault(lambda.awsRequestId, 'reports', error);
  if (failed.length > 0) throw new AggregateError([], `not ordered: ${failed.map((one) => one.fund).join(', ')}`);
  return { ordered };
}

/** A statement that cannot be made fails only its own order. */
async function consume(records: readonly DynamoDBRecord[], requestId: string): Promise<DynamoDBBatchResponse> {
  const batchItemFailures: DynamoDBBatchResponse['batchItemFailures'] = [];
  for (const record of records) {
    const keys = record.dynamodb?.Keys;
    const order = orderOf({ pk: keys?.['pk']?.S ?? '', sk: keys?.['sk']?.S ?? '' });
    if (!order || record.eventName === 'REMOVE') continue;
    try {
      await reports.produce(order.fund, order.label, new Date().toISOString(), print);
    } catch (error) {
      logFault(requestId, 'reports', error);
      batchItemFailures.push({ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' });
    }
  }
  return { batchItemFailures };
}
