import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exclusively } from '../../infra/exclusively.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonata-lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('works follow one another, and leave nothing behind', async () => {
  const lock = join(folder, 'turns');
  let running = 0;
  let most = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await pause(10);
    running--;
  };
  await exclusively(lock, work);
  await Promise.all([exclusively(lock, work), exclusively(lock, work)]);
  expect(most).toBe(1);
  expect((await readdir(folder)).filter((name) => name.startsWith('turns'))).toEqual([]);
});

test.each(['', '999999999'])('a lock that holds %j stands in nobody’s way', async (holder) => {
  const lock = join(folder, `stale${holder}`);
  await writeFile(lock, holder);
  expect(await exclusively(lock, () => Promise.resolve('done'))).toBe('done');
});
