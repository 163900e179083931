import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBucket } from '../../infra/local/bucket.ts';
import { adapt, type Listening, listen } from '../../infra/local/http.ts';
import { s3 } from '../../infra/local/s3.ts';

const Bucket = 'site';
let folder: string;
let server: Listening;
let client: S3Client;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonata-s3-'));
  server = await listen(
    0,
    adapt(s3(new Map([[Bucket, openBucket(folder, Bucket)]])), (error) => expect.unreachable(String(error))),
  );
  client = new S3Client({
    endpoint: `http://127.0.0.1:${server.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await server.close();
  await rm(folder, { recursive: true });
});

const put = (Key: string, Body: string, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const status = (work: Promise<unknown>): Promise<number | undefined> =>
  work.then(
    () => 200,
    (error: unknown) =>
      error instanceof S3ServiceException ? error.$metadata.httpStatusCode : Promise.reject(error as Error),
  );

beforeEach(async () => {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
});

test('an object comes back with its bytes, type, cache rule and ETag, and is a plain file', async () => {
  const { ETag } = await put('grids/葛城/index.html', '<p>网格', {
    ContentType: 'text/html; charset=utf-8',
    CacheControl: 'max-age=60',
  });
  const found = await client.send(new GetObjectCommand({ Bucket, Key: 'grids/葛城/index.html' }));
  expect(await found.Body?.transformToString()).toBe('<p>网格');
  expect(found).toMatchObject({ ETag, ContentType: 'text/html; charset=utf-8', CacheControl: 'max-age=60' });
  expect(await readFile(join(folder, 'site/grids/葛城/index.html'), 'utf8')).toBe('<p>网格');
  expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'grids/葛城/index.html' }))).toMatchObject({
    ETag,
    ContentLength: 9,
  });
});

test('If-None-Match: * writes only where nothing stands', async () => {
  expect(await status(put('once', 'a', { IfNoneMatch: '*' }))).toBe(200);
  expect(await status(put('once', 'b', { IfNoneMatch: '*' }))).toBe(412);
});

test('If-Match writes only over the version that was read', async () => {
  const { ETag } = await put('page', 'a');
  expect(await status(put('page', 'b', { IfMatch: ETag }))).toBe(200);
  expect(await status(put('page', 'c', { IfMatch: ETag }))).toBe(412);
  expect(await status(put('absent', 'c', { IfMatch: ETag }))).toBe(404);
});

test('of many conditional writes at once, one wins', async () => {
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, i) => status(put('race', `${i}`, { IfNoneMatch: '*' }))),
  );
  expect(results.toSorted()).toEqual([200, ...Array<number>(19).fill(412)]);
});

test('what is not there is 404; removing it is no error', async () => {
  expect(await status(client.send(new GetObjectCommand({ Bucket, Key: 'none' })))).toBe(404);
  expect(await status(client.send(new GetObjectCommand({ Bucket: 'other', Key: 'none' })))).toBe(404);
  expect(await status(client.send(new DeleteObjectCommand({ Bucket, Key: 'none' })))).toBe(200);
});

test('a list pages through a prefix in order', async () => {
  const keys = ['a/10', 'a/2', 'a/ü', 'a/z', 'b/1'];
  for (const key of keys) await put(key, key);
  const seen: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: 'a/', MaxKeys: 2, ...(ContinuationToken && { ContinuationToken }) }),
    );
    seen.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  expect(seen).toEqual(['a/10', 'a/2', 'a/z', 'a/ü']);
});

test('keys that a file system would read otherwise stay inside the bucket', async () => {
  for (const key of ['../outside', 'a//b', './c', 'what?.html', '100%/x']) {
    await put(key, key);
    const found = await client.send(new GetObjectCommand({ Bucket, Key: key }));
    expect(await found.Body?.transformToString()).toBe(key);
  }
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
  expect(Contents.map(({ Key }) => Key).sort()).toEqual(['../outside', './c', '100%/x', 'a//b', 'what?.html']);
});
