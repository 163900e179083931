import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Call, DYNAMODB, dynamodb } from '../../infra/local/dynamodb.ts';
import { type Engine, startEngine } from '../../infra/local/engine.ts';
import type { Functions } from '../../infra/local/functions.ts';
import { openQueues } from '../../infra/local/queues.ts';
import { openStreams, type Streams } from '../../infra/local/streams.ts';
import { makeTables } from '../../infra/local/tables.ts';
import { names } from './template.ts';

interface Change {
  readonly eventName: string;
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly Keys: { readonly pk: { readonly S: string } };
    readonly NewImage?: { readonly n: { readonly N: string } };
  };
}

let folder: string;
let engine: Engine;
let call: Call;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonata-streams-'));
  engine = await startEngine(folder, process.env);
  call = dynamodb(engine.endpoint);
});
afterAll(async () => {
  await engine.stop();
  await rm(folder, { recursive: true });
});

const template = (table: string) =>
  names({
    Rows: [
      'AWS::DynamoDB::Table',
      {
        TableName: table,
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      },
    ],
    Failed: ['AWS::SQS::Queue', { QueueName: `${table}-failed` }],
    Mapping: [
      'AWS::Lambda::EventSourceMapping',
      {
        FunctionName: 'consumer',
        EventSourceArn: { 'Fn::GetAtt': ['Rows', 'StreamArn'] },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 10,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failed', 'Arn'] } } },
      },
    ],
  });

/** Runs the mapping of a table with a consumer, from where its checkpoints stand. */
async function consume(table: string, consumer: (changes: readonly Change[]) => unknown): Promise<Streams> {
  const found = template(table);
  await makeTables(found, call);
  const lambda = {
    name: 'consumer',
    invoke: (event: unknown) => Promise.resolve().then(() => consumer((event as { Records: Change[] }).Records)),
    reload: () => {},
    stop: () => Promise.resolve(),
  };
  const functions: Functions = { find: () => lambda, running: () => [lambda] };
  const streams = await openStreams(found, functions, {
    call,
    send: (await openQueues(found, folder)).send,
    file: join(folder, `${table}.json`),
    failed: () => {},
    interval: 5,
  });
  streams.start();
  return streams;
}

const put = (table: string, pk: string, n: number) =>
  call(`${DYNAMODB}.PutItem`, { TableName: table, Item: { pk: { S: pk }, n: { N: String(n) } } });
const key = ({ dynamodb: { Keys } }: Change): string => Keys.pk.S;
const failing = (changes: readonly Change[]) => ({
  batchItemFailures: changes.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })),
});

test('every change arrives, the changes of one item in their order', async () => {
  const seen: Change[] = [];
  const streams = await consume('ordered', (changes) => void seen.push(...changes));
  for (let n = 0; n < 12; n++) await Promise.all(['a', 'b', 'c'].map((pk) => put('ordered', pk, n)));
  await call(`${DYNAMODB}.DeleteItem`, { TableName: 'ordered', Key: { pk: { S: 'a' } } });
  await streams.settled();
  await streams.stop();
  const of = (pk: string) => seen.filter((change) => key(change) === pk);
  for (const pk of ['b', 'c'])
    expect(of(pk).map(({ dynamodb }) => Number(dynamodb.NewImage?.n.N))).toEqual([...Array(12).keys()]);
  expect(of('a').map(({ eventName }) => eventName)).toEqual(['INSERT', ...Array<string>(11).fill('MODIFY'), 'REMOVE']);
  expect(seen[0]).toMatchObject({
    eventSource: 'aws:dynamodb',
    eventSourceARN: expect.stringContaining('ordered/stream'),
    dynamodb: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
});

test('case 23: a poison record goes to the failure queue; all others arrive', async () => {
  const seen = new Set<string>();
  const streams = await consume('poisoned', (changes) => {
    const bad = changes.findIndex((change) => key(change) === 'poison');
    for (const change of changes.slice(0, bad < 0 ? undefined : bad)) seen.add(key(change));
    return failing(bad < 0 ? [] : changes.slice(bad));
  });
  for (const pk of ['a', 'b', 'poison', 'c', 'd']) await put('poisoned', pk, 1);
  await streams.settled();
  await streams.stop();
  expect([...seen]).toEqual(['a', 'b', 'c', 'd']);
  const messages = (await readFile(join(folder, 'poisoned-failed.jsonl'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object);
  expect(messages).toMatchObject([
    { requestContext: { condition: 'RetryAttemptsExhausted' }, DDBStreamBatchInfo: { batchSize: 1 } },
  ]);
});

test('a batch that failed half way is delivered again: at least once, not exactly once', async () => {
  const seen: string[] = [];
  let failures = 1;
  const streams = await consume('twice', (changes) => {
    seen.push(...changes.map(key));
    if (changes.some((change) => key(change) === 'b') && failures-- > 0) throw new Error('crashed after the effect');
    return failing([]);
  });
  await put('twice', 'a', 1);
  await put('twice', 'b', 1);
  await streams.settled();
  await streams.stop();
  expect(new Set(seen)).toEqual(new Set(['a', 'b']));
  expect(seen.filter((pk) => pk === 'b').length).toBeGreaterThan(1);
});

test('a restart goes on where it stopped, and finds what was written meanwhile', async () => {
  const before: string[] = [];
  const first = await consume('restarted', (changes) => void before.push(...changes.map(key)));
  await put('restarted', 'a', 1);
  await first.settled();
  await first.stop();
  await put('restarted', 'b', 1);
  const after: string[] = [];
  const second = await consume('restarted', (changes) => void after.push(...changes.map(key)));
  await second.settled();
  await second.stop();
  expect([before, after]).toEqual([['a'], ['b']]);
});

test('stopping in the middle of retries loses nothing', async () => {
  const first = await consume('stopped', () => {
    throw new Error('down');
  });
  await put('stopped', 'a', 1);
  await first.stop();
  const seen: string[] = [];
  const second = await consume('stopped', (changes) => void seen.push(...changes.map(key)));
  await second.settled();
  await second.stop();
  expect(seen).toEqual(['a']);
});
