import { S3Client } from '@aws-sdk/client-s3';
import { variable } from '../http/settings.ts';
import { openBucket } from '../publish/bucket.ts';
import { snapshotPaths } from '../publish/pages.ts';
import { AlarmState } from '../publish/status/contract.ts';
import { statusOf } from '../publish/status/status.ts';
import { openTable } from '../table/table.ts';
import { alarmStore } from './store.ts';

const alarms = alarmStore(openTable(variable('TABLE_SYSTEM')));
const bucket = openBucket(variable('BUCKET_DATA'), new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' }));

/** From the rules on alarms: keeps what one became and prints the status, until it looks at what it has printed. */
export async function handler(event: unknown): Promise<void> {
  await alarms.note(AlarmState.parse(event));
  for (let printed = ''; ;) {
    const text = JSON.stringify(statusOf(await alarms.all()));
    if (text === printed) return;
    await bucket.put(snapshotPaths.status, text);
    printed = text;
  }
}
