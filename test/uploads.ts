import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { openFiles } from '../functions/imports/files/store.ts';
import { openBucket } from '../infra/local/bucket.ts';
import { adapt, listen } from '../infra/local/http.ts';
import { s3 } from '../infra/local/s3.ts';

const NAME = 'uploads';

/** The local S3 with an empty bucket for files of imports, for tests of stores. */
export async function uploads() {
  const folder = await mkdtemp(join(tmpdir(), 'sonata-uploads-'));
  const bucket = openBucket(folder, NAME);
  const server = await listen(0, adapt(s3(new Map([[NAME, bucket]])), console.error));
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    files: openFiles(NAME, client),
    put: (key: string, body: Uint8Array) => bucket.put(key, Buffer.from(body), {}),
    keys: (prefix: string) => bucket.keys(prefix),
    async stop() {
      client.destroy();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
