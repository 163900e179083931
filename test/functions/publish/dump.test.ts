import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bucket, openBucket } from '../../../functions/publish/bucket.ts';
import { entryOf } from '../../../functions/publish/catalogue/catalogue.ts';
import { dump } from '../../../functions/publish/dump.ts';
import { DumpManifest } from '../../../functions/publish/dump/contract.ts';
import { openBucket as folderBucket } from '../../../infra/local/bucket.ts';
import { adapt, type Listening, listen } from '../../../infra/local/http.ts';
import { s3 } from '../../../infra/local/s3.ts';

let folder: string;
let server: Listening;
let client: S3Client;
let bucket: Bucket;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonata-dump-'));
  const failed = (error: unknown) => expect.unreachable(String(error));
  server = await listen(0, adapt(s3(new Map([['data', folderBucket(folder, 'data')]])), failed));
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'local',
    forcePathStyle: true,
    credentials,
  });
  bucket = openBucket('data', client);
});
afterAll(async () => {
  client.destroy();
  await server.close();
  await rm(folder, { recursive: true });
});

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

test('the dump holds every published text as it stood at one moment, and its manifest proves it', async () => {
  await bucket.put('data/counties.json', '{"counties":[]}');
  await bucket.put('data/funds/fund-500229/journal.csv', '\uFEFF序号\n1\n');
  await bucket.put('data/funds/fund-500229/reports/2026-10.pdf', new Uint8Array([1, 2, 3]));
  await bucket.put('data/dump/2026-11-29.ndjson.gz', new Uint8Array([1]));
  let reads = 0;
  // Both files change while they are read for the first time.
  const changing: Bucket = {
    ...bucket,
    get: async (path) => {
      const text = await bucket.get(path);
      if (++reads === 1) {
        await bucket.put('data/counties.json', '{"counties":["城口"]}');
        await bucket.put('data/funds/fund-500229/journal.csv', '\uFEFF序号\n1\n2\n');
      }
      return text;
    },
  };
  const manifest = await dump(changing, '2026-11-29T19:00:00.000Z');
  expect(DumpManifest.parse(JSON.parse((await bucket.get('data/dump/manifest.json')) ?? ''))).toEqual(manifest);
  expect(manifest.file).toBe('/data/dump/2026-11-30.ndjson.gz');
  const bytes = await readFile(join(folder, 'data', manifest.file));
  expect([bytes.byteLength, sha256(bytes)]).toEqual([manifest.bytes, manifest.digest]);
  const lines = gunzipSync(bytes).toString('utf8').split('\n').filter(Boolean);
  const held = lines.map((line) => JSON.parse(line) as { path: string; text: string });
  expect(held).toEqual([
    { path: 'data/counties.json', text: '{"counties":["城口"]}' },
    { path: 'data/funds/fund-500229/journal.csv', text: '\uFEFF序号\n1\n2\n' },
  ]);
  expect(manifest.files.map(({ path, digest }) => [path, digest])).toEqual(
    held.map(({ path, text }) => [path, sha256(text)]),
  );
  for (const path of [manifest.file.slice(1), 'data/dump/manifest.json']) expect(entryOf(path)?.name).toMatch(/^dump/);
});

test('what never stands still is not dumped half', async () => {
  const restless: Bucket = {
    ...bucket,
    get: async (path) => {
      await bucket.put('data/counties.json', JSON.stringify({ at: performance.now() }));
      return bucket.get(path);
    },
  };
  await expect(dump(restless, '2026-12-30T19:00:00.000Z')).rejects.toThrow('keeps changing');
  expect(await bucket.list('data/dump/2026-12')).toEqual([]);
});
