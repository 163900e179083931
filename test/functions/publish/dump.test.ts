import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Bucket } from '../../../functions/publish/bucket.ts';
import { entryOf } from '../../../functions/publish/catalogue/catalogue.ts';
import { dump } from '../../../functions/publish/dump.ts';
import { DumpManifest } from '../../../functions/publish/dump/contract.ts';
import { openBuckets } from './buckets.ts';

let buckets: Awaited<ReturnType<typeof openBuckets>>;
let bucket: Bucket;

beforeAll(async () => {
  buckets = await openBuckets();
  bucket = buckets.data;
});
afterAll(() => buckets.close());

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
  const bytes = await readFile(join(buckets.folder, 'data', manifest.file));
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
