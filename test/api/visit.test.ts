import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenOf } from '../../infra/local/demo.ts';
import { type Engine, startEngine } from '../../infra/local/engine.ts';
import { delivered, type RunningStack, startStack } from '../stack.ts';

const reads =
  /^DynamoDB_\d+\.(GetItem|BatchGetItem|Query|Scan|TransactGetItems|PutItem|UpdateItem|TransactWriteItems)$/;
const hopByHop = new Set(['host', 'connection', 'content-length']);
let counted = 0;
let folder: string;
let engine: Engine;
let stack: RunningStack;
const proxy = createServer((request, response) => {
  const target = String(request.headers['x-amz-target'] ?? '');
  if (reads.test(target)) counted++;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const headers = Object.fromEntries(
      Object.entries(request.headers as Record<string, string>).filter(([name]) => !hopByHop.has(name)),
    );
    fetch(engine.endpoint + (request.url ?? '/'), {
      method: request.method ?? 'POST',
      headers,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    })
      .then(async (answer) => {
        response.writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? 'application/x-amz-json-1.0',
        });
        response.end(Buffer.from(await answer.arrayBuffer()));
      })
      .catch(() => response.writeHead(502).end());
  });
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonata-visit-'));
  // A folder whose demo is made already: one county of two lines is visited here, which comes up in seconds.
  await mkdir(join(folder, 'data'));
  for (const mark of ['sonata-data', 'seeded']) await writeFile(join(folder, 'data', mark), '');
  engine = await startEngine(join(folder, 'engine'), process.env);
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const port = (proxy.address() as AddressInfo).port;
  stack = await startStack(join(folder, 'data'), { DYNAMODB_ENDPOINT: `http://127.0.0.1:${port}` });
  await fetch(`${stack.demo.api}/counties/500229/divisions?name=${encodeURIComponent('城口县')}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenOf(stack.demo, 'county')}`,
      'content-type': 'text/csv',
      'idempotency-key': 'visit',
    },
    body: 'code,name\n500229001,葛城街道\n500229001002,凤凰社区',
  });
  await delivered(stack.demo);
}, 180_000);

afterAll(async () => {
  await stack.stop();
  proxy.close();
  await engine.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Lines that the functions have logged: each invocation of the API or of publishing leaves some. */
async function invocations(): Promise<string> {
  const logs = join(folder, 'data/logs');
  const names = (await readdir(logs)).filter((name) => name.includes('Function'));
  return JSON.stringify(
    await Promise.all(names.map(async (name) => [name, (await readFile(join(logs, name))).length])),
  );
}

test('a visit calls no function and touches no table, and an API call is counted', async () => {
  expect(counted).toBeGreaterThan(0);
  const before = { counted, invocations: await invocations() };
  const paths = [
    '/',
    '/en/',
    '/counties/500229/',
    '/communities/500229001002/',
    '/en/communities/500229001002/',
    '/open-data/',
    '/api/',
    '/data/counties.json',
    '/data/communities/500229001002.json',
    '/data/lookup/500229.json',
    '/api/v1/openapi.json',
  ];
  for (const path of paths) expect((await fetch(stack.demo.base + path)).status, path).toBe(200);
  expect((await fetch(`${stack.demo.base}/communities/nowhere/`)).status).toBe(404);
  expect({ counted, invocations: await invocations() }).toEqual(before);

  expect((await fetch(`${stack.demo.base}/api/v1/health`)).status).toBe(200);
  expect(counted).toBeGreaterThan(before.counted);
  await expect.poll(invocations).not.toEqual(before.invocations);
});
