import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { replaceFile } from './bucket.ts';
import { deliver, type DeliverySettings, failedAt, type StreamRecord } from './delivery.ts';
import { type Call, EngineError, STREAMS } from './dynamodb.ts';
import { FilterCriteria, passes } from './filter.ts';
import type { Functions } from './functions.ts';
import type { Lambda } from './lambda.ts';
import type { Names } from './names.ts';
import type { Send } from './queues.ts';
import { iteratorOf, shardsOf } from './shards.ts';

const MappingProperties = z.strictObject({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().default(100),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
  /** One batch after another is an order that any factor allows. */
  ParallelizationFactor: z.int().min(1).max(10).optional(),
  FilterCriteria: FilterCriteria.optional(),
  Tags: z.unknown().optional(),
});
type Mapping = z.output<typeof MappingProperties> & {
  /** Names its checkpoints. */
  readonly key: string;
};

const Records = z.object({
  Records: z.array(
    z.looseObject({
      eventID: z.string(),
      dynamodb: z.looseObject({ SequenceNumber: z.string(), ApproximateCreationDateTime: z.number().optional() }),
    }),
  ),
  NextShardIterator: z.string().nullish(),
});
const Checkpoints = z.record(z.string(), z.record(z.string(), z.string()));

/** How far each mapping has come: the last sequence number dealt with in each shard. */
interface Checkpoint {
  at(mapping: string, shard: string): string | undefined;
  save(mapping: string, shard: string, sequence: string): Promise<void>;
}

export interface Streams {
  readonly count: number;
  readonly start: () => void;
  /** Resolves when everything written before the call has been dealt with. */
  readonly settled: () => Promise<void>;
  /** Ends after the batches that are under way; their checkpoints are kept. */
  readonly stop: () => Promise<void>;
}

export interface StreamsOptions {
  readonly call: Call;
  readonly send: Send;
  /** The checkpoints' file. */
  readonly file: string;
  readonly failed: (message: string) => void;
  /** Milliseconds between two looks at an idle shard, and before the first retry. */
  readonly interval?: number;
}

/** The event source mappings of the template, over the engine's own streams. */
export async function openStreams(names: Names, functions: Functions, options: StreamsOptions): Promise<Streams> {
  const checkpoint = await openCheckpoint(options.file);
  const mappings = names
    .all('AWS::Lambda::EventSourceMapping')
    .filter(
      ({ properties }) =>
        !String((properties as { EventSourceArn?: unknown }).EventSourceArn).startsWith('arn:aws:sqs'),
    )
    .map(({ id, properties }) => ({ id, ...MappingProperties.parse(properties) }))
    .filter(({ Enabled }) => Enabled)
    .map((mapping): Mapping => ({ ...mapping, key: `${mapping.id} ${mapping.EventSourceArn}` }))
    .map((mapping) => openMapping(mapping, functions.find(mapping.FunctionName), checkpoint, options));
  const all = async (work: (mapping: (typeof mappings)[number]) => Promise<void>): Promise<void> => {
    await Promise.all(mappings.map(work));
  };
  return {
    count: mappings.length,
    start: () => mappings.forEach((mapping) => mapping.start()),
    settled: () => all((mapping) => mapping.settled()),
    stop: () => all((mapping) => mapping.stop()),
  };
}

async function openCheckpoint(file: string): Promise<Checkpoint> {
  const known = Checkpoints.safeParse(await readFile(file, 'utf8').then(JSON.parse, () => ({}))).data ?? {};
  return {
    at: (mapping, shard) => known[mapping]?.[shard],
    save: (mapping, shard, sequence) => {
      known[mapping] = { ...known[mapping], [shard]: sequence };
      return replaceFile(file, JSON.stringify(known));
    },
  };
}

function openMapping(mapping: Mapping, lambda: Lambda, checkpoint: Checkpoint, options: StreamsOptions) {
  const ending = new AbortController();
  const iterators = new Map<string, string | null>();
  let round = 0;
  let quiet = 0;
  let silence = 0;
  let shards: string[] | undefined;
  let rest = new AbortController();
  /** Looks once at every shard, parents first. @returns how many records there were */
  const look = async (): Promise<number> => {
    let seen = 0;
    shards ??= await shardsOf(mapping.EventSourceArn, options.call);
    for (const shard of shards) {
      if (ending.signal.aborted) break;
      seen += await drain(shard);
    }
    return seen;
  };
  const drain = async (shard: string): Promise<number> => {
    const iterator =
      iterators.get(shard) ??
      (iterators.has(shard)
        ? null
        : await iteratorOf(mapping.EventSourceArn, shard, checkpoint.at(mapping.key, shard), options.call));
    if (iterator === null) return 0;
    const { records, next } = await read(mapping, iterator, options.call, ending.signal);
    const wanted = records.filter((record) => passes(mapping.FilterCriteria, record));
    const complete =
      wanted.length === 0 || (await hand(mapping, shard, wanted, lambda, checkpoint, options, ending.signal));
    const last = records.at(-1);
    if (complete && last && last !== wanted.at(-1))
      await checkpoint.save(mapping.key, shard, last.dynamodb.SequenceNumber);
    if (complete) iterators.set(shard, next);
    // A shard ends when others follow it.
    if (complete && next === null) shards = undefined;
    return records.length;
  };
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      round++;
      try {
        if ((await look()) > 0) silence = 0;
        else {
          quiet = round;
          rest = new AbortController();
          await idle(silence++, options.interval, AbortSignal.any([rest.signal, ending.signal]));
        }
      } catch (error) {
        // An expired iterator is opened again at the checkpoint.
        iterators.clear();
        if (!(error instanceof EngineError && error.code === 'ExpiredIteratorException'))
          options.failed(`stream: ${String(error)}`);
        await pause(1_000, undefined, { signal: ending.signal }).catch(() => {});
      }
    }
  };
  let running: Promise<void> | undefined;
  return {
    start: () => {
      running ??= run();
    },
    settled: async () => {
      // The round under way may have looked before the write; the next quiet one has not.
      for (const from = round; quiet <= from && !ending.signal.aborted;) {
        rest.abort();
        await pause(10);
      }
    },
    stop: async () => {
      ending.abort();
      await running;
    },
  };
}

/** Rests the longer, the longer nothing has come: up to eight intervals. */
const idle = (silence: number, interval = 100, signal: AbortSignal): Promise<void> =>
  pause(interval * 2 ** Math.min(silence, 3), undefined, { signal }).catch(() => {});

/** Reads a batch; where the mapping has a window, waits it out for more records as long as the batch is not full. */
async function read(mapping: Mapping, iterator: string, call: Call, ending: AbortSignal) {
  const records: StreamRecord[] = [];
  let next: string | null = iterator;
  const until = Date.now() + mapping.MaximumBatchingWindowInSeconds * 1_000;
  do {
    const page: z.output<typeof Records> = Records.parse(
      await call(`${STREAMS}.GetRecords`, { ShardIterator: next, Limit: mapping.BatchSize - records.length }),
    );
    records.push(...page.Records);
    next = page.NextShardIterator ?? null;
    if (records.length === 0 || page.Records.length > 0) continue;
    await pause(50, undefined, { signal: ending }).catch(() => {});
  } while (
    next !== null &&
    records.length > 0 &&
    records.length < mapping.BatchSize &&
    Date.now() < until &&
    !ending.aborted
  );
  return { records, next };
}

/** @returns whether every record was dealt with */
async function hand(
  mapping: Mapping,
  shard: string,
  records: readonly StreamRecord[],
  lambda: Lambda,
  checkpoint: Checkpoint,
  options: StreamsOptions,
  ending: AbortSignal,
): Promise<boolean> {
  const settings: DeliverySettings = {
    bisect: mapping.BisectBatchOnFunctionError,
    retries: mapping.MaximumRetryAttempts,
    age: mapping.MaximumRecordAgeInSeconds,
  };
  return deliver(records, settings, {
    now: () => Date.now() / 1_000,
    done: ({ dynamodb }) => checkpoint.save(mapping.key, shard, dynamodb.SequenceNumber),
    wait: (attempt) =>
      pause(Math.min((options.interval ?? 100) * 2 ** attempt, 10_000), undefined, { signal: ending }).then(
        () => true,
        () => false,
      ),
    invoke: async (batch) => {
      try {
        const event = { Records: batch.map((record) => ({ ...record, eventSourceARN: mapping.EventSourceArn })) };
        const result = await lambda.invoke(event);
        return mapping.FunctionResponseTypes.length > 0 ? failedAt(batch, result) : undefined;
      } catch {
        return 0;
      }
    },
    discard: async (batch, condition, approximateInvokeCount) => {
      const queue = mapping.DestinationConfig?.OnFailure?.Destination;
      options.failed(
        `${lambda.name} gave up ${batch.length} stream record(s) after ${approximateInvokeCount} attempts`,
      );
      if (queue !== undefined)
        await options.send(queue, failure(mapping, shard, batch, lambda, { condition, approximateInvokeCount }));
    },
  });
}

/** The message that Lambda sends: where the records are, not the records. */
function failure(
  mapping: Mapping,
  shardId: string,
  batch: readonly StreamRecord[],
  lambda: Lambda,
  context: { condition: string; approximateInvokeCount: number },
) {
  const at = (record: StreamRecord | undefined): string =>
    new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1_000).toISOString();
  return {
    requestContext: { requestId: randomUUID(), functionArn: lambda.name, ...context },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: batch[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: batch.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: at(batch[0]),
      approximateArrivalOfLastRecord: at(batch.at(-1)),
      batchSize: batch.length,
      streamArn: mapping.EventSourceArn,
    },
  };
}
