import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundle, functionNames, root } from './bundle.ts';

/** Prints each function's size and import time, and which packages make up its size. */
export async function printSizes(): Promise<void> {
  for (const name of functionNames()) {
    const parts = partsOf(Object.values((await bundle(name)).outputs));
    const file = join(root, '.build/functions', name, 'index.mjs');
    const bytes = readFileSync(file);
    const { wall, cpu } = importTime(file);
    console.log(
      `${name}: ${kb(bytes.length)} (gzip ${kb(gzipSync(bytes).length)}), import ${wall.toFixed(0)} ms, cpu ${cpu.toFixed(0)} ms`,
    );
    console.log(parts.map(([part, size]) => `  ${kb(size).padStart(7)}  ${part}`).join('\n'));
  }
}

const kb = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`;

type Output = Awaited<ReturnType<typeof bundle>>['outputs'][string];

/** Bytes by package, or by folder of ours; the ten largest. */
function partsOf(outputs: readonly Output[]): [string, number][] {
  const sums = new Map<string, number>();
  for (const [path, { bytesInOutput }] of outputs.flatMap((output) => Object.entries(output.inputs))) {
    const [, packaged] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
    const part = packaged ?? path.split('/').slice(0, 2).join('/');
    sums.set(part, (sums.get(part) ?? 0) + bytesInOutput);
  }
  return [...sums].sort((a, b) => b[1] - a[1]).slice(0, 10);
}

/** The quickest of seven imports, each in a fresh process, in milliseconds. */
function importTime(file: string): { wall: number; cpu: number } {
  const script = `const c = process.cpuUsage(), t = performance.now(); await import(${JSON.stringify(file)});
    const { user, system } = process.cpuUsage(c); console.log(performance.now() - t, (user + system) / 1000)`;
  const runs = Array.from({ length: 7 }, () =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' })
      .split(' ')
      .map(Number),
  );
  return { wall: Math.min(...runs.map(([wall = 0]) => wall)), cpu: Math.min(...runs.map(([, cpu = 0]) => cpu)) };
}

/** What handlers ask of their environment before they start; none of it is reached. */
const names = [
  'TABLE_GRIDS',
  'TABLE_LISTS',
  'TABLE_FUND',
  'TABLE_SYSTEM',
  'TABLE_LEDGER',
  'TABLE_JOURNAL',
  'CURSOR_SECRET',
  'RELEASE',
  'BUCKET_DATA',
  'BUCKET_SITE',
  'BUCKET_UPLOADS',
  'UPLOADS_HOST',
  'CLIENT_ID',
  'ADDRESS',
];
const claims = ['CLAIM_ROLES', 'CLAIM_DIVISION', 'CLAIM_UNIT', 'CLAIM_FUND', 'AUDIENCE', 'DEMO', 'AWS_REGION'];
const env = {
  ...Object.fromEntries([...names, ...claims].map((name) => [name, 'x'])),
  ISSUER: 'http://localhost',
  FOOTER: '[]',
};
