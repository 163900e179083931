import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { expect } from 'vitest';
import { type Bucket, openBucket } from '../../../functions/publish/bucket.ts';
import { openBucket as folderBucket } from '../../../infra/local/bucket.ts';
import { adapt, listen } from '../../../infra/local/http.ts';
import { s3 } from '../../../infra/local/s3.ts';

/** The buckets of the local stack, spoken to as S3 is. */
export async function openBuckets(): Promise<{
  readonly data: Bucket;
  readonly pages: Bucket;
  readonly folder: string;
  close(): Promise<void>;
}> {
  const folder = await mkdtemp(join(tmpdir(), 'sonata-buckets-'));
  const buckets = new Map(['data', 'pages'].map((name) => [name, folderBucket(folder, name)]));
  const server = await listen(
    0,
    adapt(s3(buckets), (error) => expect.unreachable(String(error))),
  );
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'local',
    forcePathStyle: true,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    data: openBucket('data', client),
    pages: openBucket('pages', client),
    folder,
    close: async () => {
      client.destroy();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
