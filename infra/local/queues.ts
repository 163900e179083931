import { createHash, randomUUID } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { replaceFile } from './bucket.ts';
import type { Functions } from './functions.ts';
import { type Answer, json, type Service } from './http.ts';
import type { Lambda } from './lambda.ts';
import type { Names } from './names.ts';

/** Sends a message to a queue, by its ARN. */
export type Send = (arn: string, message: unknown) => Promise<void>;

const QueueProperties = z.object({
  VisibilityTimeout: z.number().default(30),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
});
const MappingProperties = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: z.number().default(10),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
});
type Mapping = z.output<typeof MappingProperties>;

const Message = z.object({ id: z.string(), body: z.string(), due: z.number(), received: z.number() });
type Message = z.output<typeof Message>;

export interface Queues {
  readonly send: Send;
  /** How many messages of a queue wait to be read, and for how many seconds the oldest does; undefined for no queue of ours. */
  waiting(name: string): Promise<{ readonly count: number; readonly oldest: number } | undefined>;
  /** SQS's own HTTP API, of it SendMessage. */
  readonly service: Service;
  /** Begins to hand messages to the functions that the template maps to their queues. */
  start(functions: Functions): void;
  stop(): Promise<void>;
}

/**
 * The template's SQS queues. One that a function reads hands its messages out when they are due, again after the
 * visibility time-out when they fail, and at last to its dead-letter queue; the others are files, one JSON message a line.
 */
export async function openQueues(names: Names, folder: string): Promise<Queues> {
  const mappings = names
    .all('AWS::Lambda::EventSourceMapping')
    .flatMap(({ properties }) => MappingProperties.safeParse(properties).data ?? [])
    .filter(({ EventSourceArn }) => EventSourceArn.startsWith('arn:aws:sqs'));
  const queues = names.all('AWS::SQS::Queue').map(({ id, properties }) => ({
    arn: names.arn(id),
    url: names.ref(id),
    properties: QueueProperties.parse(properties),
  }));
  const send: Send = async (arn, message) => {
    const line = queues.find((queue) => queue.arn === arn);
    if (!line) throw new Error(`the template holds no queue ${arn}`);
    const file = join(folder, `${line.url}.jsonl`);
    await mkdir(dirname(file), { recursive: true });
    await appendFile(file, `${JSON.stringify(message)}\n`);
  };
  const read = await Promise.all(
    mappings.map(async (mapping) => {
      const queue = queues.find(({ arn }) => arn === mapping.EventSourceArn);
      if (!queue) throw new Error(`the template holds no queue ${mapping.EventSourceArn}`);
      return {
        url: queue.url,
        mapping,
        line: await openLine(join(folder, `${queue.url}.json`), queue.properties, send),
      };
    }),
  );
  return {
    send,
    waiting: async (name) => {
      const line = read.find(({ url }) => url === name)?.line;
      if (line) return line.waiting();
      if (!queues.some(({ url }) => url === name)) return undefined;
      const text = await readFile(join(folder, `${name}.jsonl`), 'utf8').catch(() => '');
      return { count: text.split('\n').filter(Boolean).length, oldest: 0 };
    },
    service: ({ headers, body }) => {
      const { QueueUrl: url, MessageBody: text, DelaySeconds: delay } = SendMessage.parse(JSON.parse(body.toString()));
      const target = read.find((queue) => queue.url === url);
      if (headers['x-amz-target'] !== 'AmazonSQS.SendMessage' || !target)
        return Promise.resolve(json(400, { __type: 'com.amazonaws.sqs#UnsupportedOperation' }));
      return Promise.resolve(sent(text, target.line.put(text, delay)));
    },
    start: (functions) => {
      for (const { line, mapping } of read) line.start(functions.find(mapping.FunctionName), mapping);
    },
    stop: async () => {
      await Promise.all(read.map(({ line }) => line.stop()));
    },
  };
}

const SendMessage = z.object({ QueueUrl: z.string(), MessageBody: z.string(), DelaySeconds: z.number().default(0) });

/** The SDK compares the digest with its own. */
const sent = (text: string, id: string): Answer =>
  json(200, { MessageId: id, MD5OfMessageBody: createHash('md5').update(text).digest('hex') });

/** So many batches of a queue are under way at once. */
const ABREAST = 4;

/** A queue in memory; what still waits is kept in a file between two runs. */
async function openLine(file: string, queue: z.output<typeof QueueProperties>, send: Send) {
  const kept = await readFile(file, 'utf8').catch(() => '[]');
  const messages = new Set(z.array(Message).parse(JSON.parse(kept)));
  const ending = new AbortController();
  const underWay = new Set<Promise<void>>();
  const hand = async (batch: Message[], lambda: Lambda, mapping: Mapping): Promise<void> => {
    const failed = await failures(batch, lambda, mapping);
    for (const message of batch.filter(({ id }) => failed.has(id))) {
      const received = message.received + 1;
      const { maxReceiveCount = Infinity, deadLetterTargetArn = '' } = queue.RedrivePolicy ?? {};
      if (received >= maxReceiveCount) await send(deadLetterTargetArn, JSON.parse(message.body));
      else messages.add({ ...message, received, due: Date.now() + queue.VisibilityTimeout * 1_000 });
    }
  };
  const run = async (lambda: Lambda, mapping: Mapping): Promise<void> => {
    while (!ending.signal.aborted) {
      const now = Date.now();
      const batch = [...messages].filter(({ due }) => due <= now).slice(0, mapping.BatchSize);
      if (batch.length > 0 && underWay.size < ABREAST) {
        for (const message of batch) messages.delete(message);
        const work = hand(batch, lambda, mapping).finally(() => underWay.delete(work));
        underWay.add(work);
      } else await pause(50, undefined, { signal: ending.signal }).catch(() => {});
    }
  };
  let running: Promise<void> | undefined;
  return {
    waiting: () => {
      const due = [...messages].map((message) => message.due).filter((at) => at <= Date.now());
      return { count: due.length, oldest: due.length > 0 ? (Date.now() - Math.min(...due)) / 1_000 : 0 };
    },
    put: (body: string, delay: number): string => {
      const id = randomUUID();
      messages.add({ id, body, due: Date.now() + delay * 1_000, received: 0 });
      return id;
    },
    start: (lambda: Lambda, mapping: Mapping) => {
      running ??= run(lambda, mapping);
    },
    stop: async () => {
      ending.abort();
      await running;
      await Promise.all(underWay);
      await mkdir(dirname(file), { recursive: true });
      await replaceFile(file, JSON.stringify([...messages]));
    },
  };
}

/** The messages that a function did not deal with: those it names, or all where it threw. */
async function failures(batch: readonly Message[], lambda: Lambda, mapping: Mapping): Promise<ReadonlySet<string>> {
  try {
    const records = batch.map(({ id, body, received }) => ({
      messageId: id,
      body,
      attributes: { ApproximateReceiveCount: String(received + 1) },
      eventSource: 'aws:sqs',
      eventSourceARN: mapping.EventSourceArn,
    }));
    const result = (await lambda.invoke({ Records: records })) as {
      batchItemFailures?: { itemIdentifier: string }[];
    } | null;
    return new Set((result?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  } catch {
    return new Set(batch.map(({ id }) => id));
  }
}
