import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { shanghaiDay } from '../calendar/day.ts';
import { each } from '../table/each.ts';
import { Conflict } from '../table/table.ts';
import type { Bucket } from './bucket.ts';
import type { DumpManifest } from './dump/contract.ts';
import { snapshotPaths } from './pages.ts';

const TRIES = 5;

/** PDF and XLSX are forms of what the others say. */
const isText = (path: string): boolean => !/\.(pdf|xlsx|gz)$/.test(path) && path !== snapshotPaths.dumpManifest;

const digestOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Everything that is published, as one file with a manifest of digests. All is read until it reads the same twice, so that
 * the files in it are of one moment.
 * @throws Conflict when something keeps changing: a quieter hour will do
 */
export async function dump(data: Bucket, at: string): Promise<DumpManifest> {
  const files = await standing(data);
  const file = gzipSync(files.map(([path, text]) => `${JSON.stringify({ path, text })}\n`).join(''));
  const path = snapshotPaths.dump(shanghaiDay(at));
  const manifest: DumpManifest = {
    at,
    file: `/${path}`,
    bytes: file.byteLength,
    digest: digestOf(file),
    files: files.map(([name, text]) => ({ path: name, bytes: Buffer.byteLength(text), digest: digestOf(text) })),
  };
  await data.put(path, file);
  // The manifest last: what it names stands.
  await data.put(snapshotPaths.dumpManifest, JSON.stringify(manifest));
  return manifest;
}

async function standing(data: Bucket): Promise<[string, string][]> {
  let before = '';
  for (let tries = 0; tries < TRIES; tries++) {
    const paths = (await data.list('data/')).filter(isText).sort();
    const read = await each(paths, async (path): Promise<[string, string][]> => {
      const text = await data.get(path);
      return text === undefined ? [] : [[path, text]];
    });
    const files = read.flat();
    const now = digestOf(JSON.stringify(files));
    if (now === before) return files;
    before = now;
  }
  throw new Conflict('what is published keeps changing');
}
