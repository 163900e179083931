import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { buildings } from '../../functions/grids/buildings/contract.ts';
import { plans } from '../../functions/grids/plans/contract.ts';
import { demands } from '../../functions/lists/demands/routes/contract.ts';
import { funds } from '../../functions/fund/funds/contract.ts';
import { slips } from '../../functions/fund/slips/contract.ts';
import { client, Problem } from '../../functions/http/client.ts';
import { tokenOf } from '../../infra/local/demo.ts';
import { startEngine } from '../../infra/local/engine.ts';
import { rulesFrom, today } from '../api/fund.ts';
import { embedded } from '../engine.ts';
import { startStack } from '../stack.ts';
import { counting } from '../counting.ts';

/**
 * npm run bench -- api [--write]: requests a second and their p50 and p99 on the local stack, beside a bare node:http server
 * that makes one write to the same kind of engine; and the read and write units that DynamoDB would bill for each operation,
 * all that follows from it included (pages, open data, events). --write keeps the units for `npm run cost`.
 */
const ROUNDS = 10;

const folder = await mkdtemp(join(tmpdir(), 'sonata-bench-'));
const engine = await startEngine(join(folder, 'counted'), process.env);
const counter = await counting(engine.endpoint);
const stack = await startStack(join(folder, 'stack'), { DYNAMODB_ENDPOINT: counter.endpoint });
const { demo } = stack;
const settle = () => fetch(`${demo.aws.lambda}/settled`, { method: 'POST', headers: { authorization: 'local' } });
await settle();

const officer = { base: demo.base, token: await tokenOf(demo, 'county') };
const second = { base: demo.base, token: await tokenOf(demo, 'street') };
const community = '500229001003';
const fund = await prepare();
let giver: string | undefined;
let busy = 0;
// Their making is no part of the transition that is measured.
const recorded = await Promise.all(
  Array.from({ length: ROUNDS }, async (_, i) => {
    const { body } = await record(`第 ${i} 件：楼道灯坏了`);
    return client(demands, officer).demand({ params: { community, demand: body.id } });
  }),
);
await settle();
const operations: Record<string, (round: number) => Promise<unknown>> = {
  'read a page of 200 buildings': () =>
    client(buildings, officer).buildings({ params: { community }, query: { limit: 200 } }),
  'create a plan of 24 buildings': () =>
    client(plans, officer).planGrids({ params: { community }, body: { grids: 3 } }),
  'record a demand': (round) => record(`又一件 ${round}：楼道灯坏了`),
  'accept a demand (a transition)': (round) =>
    client(demands, officer).stepDemand({
      params: { community, demand: recorded[round]!.body.id },
      body: { transition: 'accept', category: 'repair', title: '楼道照明' },
      ifMatch: recorded[round]!.etag!,
    }),
  'publish a plan': async () => {
    const { body, etag } = await client(plans, officer).planGrids({ params: { community }, body: { grids: 3 } });
    return client(plans, officer).publishPlan({ params: { community, plan: body.id }, ifMatch: etag! });
  },
  'record and confirm a contribution': () => post(fund),
};

const measured: Record<string, { reads: number; writes: number }> = {};
for (const [name, operation] of Object.entries(operations)) {
  await settle();
  counter.reset();
  const times: number[] = [];
  const start = performance.now();
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(() => operation(round)));
  const rate = (ROUNDS / (performance.now() - start)) * 1000;
  await settle();
  const { reads, writes } = counter.units();
  measured[name] = { reads: round(reads / ROUNDS), writes: round(writes / ROUNDS) };
  console.log(
    `${name.padEnd(48)} ${rate.toFixed(0).padStart(5)}/s one after another, p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms, ${measured[name].reads} read and ${measured[name].writes} write units`,
  );
}
if (process.argv.includes('--write')) {
  const file = new URL('../../infra/cost/units.json', import.meta.url);
  await writeFile(file, `${JSON.stringify({ measuredAt: today(), operations: measured }, null, 2)}\n`);
}
for (const name of ['read a page of 200 buildings', 'record a demand', 'record and confirm a contribution']) {
  const abreast = await together(32, 400, () => patient(() => operations[name]!(0)));
  console.log(`${`32 at once: ${name}`.padEnd(48)} ${abreast}`);
}
console.log(`answered busy, and asked again: ${busy} times`);
await bare();
await stack.stop();
counter.stop();
await engine.stop();
await rm(folder, { recursive: true });

async function prepare(): Promise<string> {
  const rows = Array.from({ length: 24 }, (_, i) => `b${i},楼${i},${108.6 + (i % 6) * 4e-4},${31.9 + i * 6e-5},10`);
  await client(buildings, officer).importBuildings({
    params: { community },
    upload: { type: 'text/csv', text: `id,name,lng,lat,households\n${rows.join('\n')}` },
  });
  const { body } = await client(funds, officer).createFund({
    params: { division: community },
    body: { name: '测试基金', rules: rulesFrom(today()), committee: [{ id: 'fund', unit: 'unit-a' }] },
  });
  return body.id;
}

function record(text: string) {
  return client(demands, officer).recordDemand({ params: { community }, body: { text, channel: 'phone' } });
}

async function post(id: string): Promise<unknown> {
  const books = client(slips, officer);
  giver ??= (
    await books.addContributor({
      params: { fund: id },
      body: { source: 'unit', name: '测试单位', publish: true, consent: true },
    })
  ).body.id;
  const { body } = await books.recordSlip({
    params: { fund: id },
    body: { kind: 'contribution', contributor: giver, source: 'unit', amount: 100, voucher: 'V' },
  });
  return client(slips, second).confirmSlip({ params: { fund: id, slip: body.id } });
}

/** What the machine can do at best: an HTTP server that makes one write and nothing else. */
async function bare(): Promise<void> {
  const { documents, stop } = await embedded('Bare');
  let i = 0;
  const server = createServer((_, response) => {
    const Item = { pk: 'bare', sk: String(i++), text: 'x'.repeat(500) };
    void documents.send(new PutCommand({ TableName: 'Bare', Item })).then(() => response.end('{}'));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as { port: number };
  console.log(
    `${'32 at once: bare node:http and one write'.padEnd(48)} ${await together(32, 400, () => fetch(`http://localhost:${port}/`).then((answer) => answer.text()))}`,
  );
  server.close();
  server.closeAllConnections();
  await stop();
}

async function together(abreast: number, all: number, call: () => Promise<unknown>): Promise<string> {
  const times: number[] = [];
  const start = performance.now();
  let begun = 0;
  const lane = async () => {
    while (begun++ < all) times.push(await timed(call));
  };
  await Promise.all(Array.from({ length: abreast }, lane));
  return `${((all / (performance.now() - start)) * 1000).toFixed(0)}/s, p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`;
}

/** Asks again when others are at the same record, as `Retry-After` tells a client to. */
async function patient<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof Problem) || error.refusal !== 'busy') throw error;
      busy++;
      await pause(100 + 200 * Math.random());
    }
  }
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await call();
  return performance.now() - start;
}

function at(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}

function round(units: number): number {
  return Math.round(units * 10) / 10;
}
