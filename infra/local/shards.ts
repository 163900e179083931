import * as z from 'zod';
import { type Call, EngineError, STREAMS } from './dynamodb.ts';

const Shards = z.object({
  StreamDescription: z.object({
    Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })),
  }),
});

/** A stream's shards, each after its parent. */
export async function shardsOf(stream: string, call: Call): Promise<string[]> {
  const { Shards: shards } = Shards.parse(
    await call(`${STREAMS}.DescribeStream`, { StreamArn: stream }),
  ).StreamDescription;
  const order: string[] = [];
  const add = (id: string): void => {
    const shard = shards.find(({ ShardId }) => ShardId === id);
    if (!shard || order.includes(id)) return;
    if (shard.ParentShardId !== undefined) add(shard.ParentShardId);
    order.push(id);
  };
  for (const { ShardId } of shards) add(ShardId);
  return order;
}

/**
 * An iterator of a shard: after a sequence number, or from the oldest record.
 * @throws EngineError
 */
export async function iteratorOf(
  stream: string,
  shard: string,
  after: string | undefined,
  call: Call,
): Promise<string> {
  const input = { StreamArn: stream, ShardId: shard };
  const iterator = async (from: object): Promise<string> => {
    const answer = await call(`${STREAMS}.GetShardIterator`, { ...input, ...from });
    return z.object({ ShardIterator: z.string() }).parse(answer).ShardIterator;
  };
  // Without a checkpoint the stream is as old as the mapping: both were made with the table.
  const oldest = { ShardIteratorType: 'TRIM_HORIZON' };
  if (after === undefined) return iterator(oldest);
  return iterator({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }).catch((error: unknown) => {
    // After more than a day's rest the checkpoint is older than what the stream keeps.
    if (error instanceof EngineError && error.code === 'TrimmedDataAccessException') return iterator(oldest);
    throw error;
  });
}
