import { gzipSync } from 'node:zlib';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../stack.ts';

/**
 * Prints what a newcomer and a visitor feel: seconds from start to ready (data folder new, then kept), and what each public page
 * weighs in gzip with its scripts and styles. `npm run build` first, so that building is not in the figures.
 */
const pages = [
  '/',
  '/counties/500229/',
  '/communities/500229001002/',
  '/grids/500229001002007/',
  '/open-data/',
  '/api/',
  '/about/',
  '/accessibility/',
];

const folder = await mkdtemp(join(tmpdir(), 'sonata-bench-'));
for (const run of ['first', 'second']) {
  const before = performance.now();
  const stack = await startStack(folder);
  console.log(`start to ready, ${run}: ${((performance.now() - before) / 1000).toFixed(1)} s`);
  if (run === 'second') for (const path of pages) await weigh(stack.demo.base, path);
  await stack.stop();
}
await rm(folder, { recursive: true });

async function weigh(base: string, path: string): Promise<void> {
  const html = await (await fetch(base + path)).text();
  const assets = [...html.matchAll(/(?:href|src)="([^"]+\.(?:css|js|mjs|svg))"/g)].map(
    ([, address]) => new URL(address!, base + path).href,
  );
  const sizes = await Promise.all(
    [...new Set(assets)].map(async (address) => gzip(await (await fetch(address)).text())),
  );
  const total = gzip(html) + sizes.reduce((a, b) => a + b, 0);
  console.log(`${path.padEnd(36)} ${kb(total)} KB gzip, of it HTML ${kb(gzip(html))}, ${sizes.length} assets`);
}

function gzip(text: string): number {
  return gzipSync(text).length;
}

function kb(bytes: number): string {
  return (bytes / 1024).toFixed(1);
}
