import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { delivered } from '../stack.ts';

const { aws, outputs } = inject('demo');

/** Every published file of both buckets with its digest; what a page was printed from is nobody's to read. */
async function publishedFiles(): Promise<Map<string, string>> {
  const entries = await readdir(join(inject('folder'), 'buckets'), { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) =>
      entry.isFile() &&
      !/\/printed(\/|$)/.test(entry.parentPath) &&
      /\.(html|json|geojson|topojson|csv|xlsx|atom|ics)$/.test(entry.name),
  );
  const digests = files.map(async ({ parentPath, name }): Promise<[string, string]> => {
    const path = join(parentPath, name);
    return [
      path,
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ];
  });
  return new Map(await Promise.all(digests));
}

test('case 24: a rebuild from the tables gives the bytes that the stream gave', async () => {
  await delivered(inject('demo'));
  const before = await publishedFiles();
  expect(before.size).toBeGreaterThan(400);
  const answer = await fetch(`${aws.lambda}/2015-03-31/functions/${outputs['PublishFunction']}/invocations`, {
    method: 'POST',
    headers: { authorization: 'local' },
    body: '{"rebuild":true}',
  });
  expect(answer.headers.has('x-amz-function-error')).toBe(false);
  await answer.text();
  const after = await publishedFiles();
  const differ = [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
  expect(differ).toEqual([]);
}, 180_000);
