import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { refuse } from '../http/refusal.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}
export type Item = Key & Readonly<Record<string, unknown>>;

/** What must stand in the item's place for the write to happen: nothing, a version, or either. */
export type Expect = 'absent' | 'anything' | number;

/** One part of a transaction. A version is the item's `version` attribute, raised by whoever writes it. */
export type Write =
  | {
      readonly put: Item;
      readonly expect: Expect;
      readonly table?: string;
      /** Told once the transaction happened, and its answer came. */
      readonly done?: () => void;
    }
  | { readonly check: Key; readonly expect: 'absent' | 'present' | number }
  | { readonly expire: Key; readonly at: number };

export interface Page {
  readonly items: Item[];
  /** The sort key to go on after, when more may follow. */
  readonly after: string | undefined;
}

interface Listing {
  readonly prefix?: string;
  readonly backwards?: boolean;
}
interface Place {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

/** Something stood in a write's way: a version moved, or another transaction held the item. Load again and retry. */
export class Conflict extends Error {}

/** DynamoDB's limits of one transaction. */
export const TRANSACTION_ITEMS = 100;
const TRANSACTION_BYTES = 4_000_000;
/** DynamoDB's limit of one batch of reads. */
const READ_AT_ONCE = 100;

export type Table = ReturnType<typeof openTable>;

/**
 * The few verbs that every store uses, on one table. Reads are strongly consistent.
 * @param name the table; `client` is shared by the tables of a function
 */
export function openTable(name: string, client: DynamoDBDocumentClient = documents()) {
  return {
    name,

    /** @throws Conflict when the table is asked more than it gives; so does `list` */
    async get(key: Key): Promise<Item | undefined> {
      const { Item: item } = await patiently(
        client.send(new GetCommand({ TableName: name, Key: pick(key), ConsistentRead: true })),
      );
      return item as Item | undefined;
    },

    /** Those of the items that are there, in no order. Keys stand once each. @throws Conflict as `get` does */
    gather: (keys: readonly Key[]): Promise<Item[]> => gather(name, client, keys),

    /** One page of a partition, in the order of sort keys. */
    list: (pk: string, options: Listing & Place = {}): Promise<Page> => listPage(name, client, pk, options),

    /** A whole partition, or all of it that begins so, in the order of sort keys. @throws Conflict as `get` does */
    async all(pk: string, options: Listing = {}): Promise<Item[]> {
      const found: Item[] = [];
      let after: string | undefined;
      do {
        const page = await listPage(name, client, pk, { ...options, after });
        found.push(...page.items);
        after = page.after;
      } while (after !== undefined);
      return found;
    },

    /** Counts one more at a key. @param expires when the count may be forgotten, in seconds @returns the count */
    async count(key: Key, expires: number): Promise<number> {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: name,
          Key: pick(key),
          UpdateExpression: 'ADD calls :one SET expires = :at',
          ExpressionAttributeValues: { ':one': 1, ':at': expires },
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Number(Attributes?.['calls']);
    },

    /**
     * Stores items that nothing refers to yet; a commit makes them count.
     * @param atOnce items of one call: DynamoDB takes 25, and 16 MB
     */
    async prepare(items: readonly Item[], atOnce = 25): Promise<void> {
      for (let i = 0; i < items.length; i += atOnce) {
        let left = items.slice(i, i + atOnce).map((item) => ({ PutRequest: { Item: item } }));
        for (let tries = 0; left.length > 0; tries++) {
          if (tries === 8) throw new Conflict('unprocessed items remain');
          if (tries > 0) await pause(tries);
          const answer = await client.send(new BatchWriteCommand({ RequestItems: { [name]: left } }));
          left = (answer.UnprocessedItems?.[name] ?? []) as typeof left;
        }
      }
    },

    /**
     * All writes or none, in one transaction.
     * @throws Conflict when an expectation failed or another transaction was in the way
     * @throws Refusal 'too-much-at-once' above DynamoDB's 100 items or 4 MB, before anything is sent
     * @throws RangeError for an item that stands twice, before anything is sent: a fault of this program
     */
    async commit(writes: readonly Write[]): Promise<void> {
      if (writes.length > TRANSACTION_ITEMS || bytesOf(writes) > TRANSACTION_BYTES) refuse('too-much-at-once');
      if (new Set(writes.map((write) => placeOf(name, write))).size < writes.length)
        throw new RangeError('an item stands twice in a transaction');
      try {
        await client.send(
          new TransactWriteCommand({ TransactItems: writes.map((write) => transactItem(name, write)) }),
        );
      } catch (error) {
        throw isConflict(error) ? new Conflict('transaction cancelled', { cause: error }) : error;
      }
      for (const write of writes) if ('put' in write) write.done?.();
    },
  };
}

async function listPage(
  name: string,
  client: DynamoDBDocumentClient,
  pk: string,
  { prefix, backwards, after, limit }: Listing & Place,
): Promise<Page> {
  const { Items = [], LastEvaluatedKey } = await patiently(
    client.send(
      new QueryCommand({
        TableName: name,
        KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk, ...(prefix && { ':prefix': prefix }) },
        ConsistentRead: true,
        ScanIndexForward: !backwards,
        ...(limit && { Limit: limit }),
        ...(after && { ExclusiveStartKey: { pk, sk: after } }),
      }),
    ),
  );
  return { items: Items as Item[], after: LastEvaluatedKey?.['sk'] as string | undefined };
}

async function gather(name: string, client: DynamoDBDocumentClient, keys: readonly Key[]): Promise<Item[]> {
  const items: Item[] = [];
  for (let i = 0; i < keys.length; i += READ_AT_ONCE) {
    let left: Record<string, unknown>[] = keys.slice(i, i + READ_AT_ONCE).map(pick);
    for (let tries = 0; left.length > 0; tries++) {
      if (tries === 8) throw new Conflict('unprocessed keys remain');
      if (tries > 0) await pause(tries);
      const answer = await patiently(
        client.send(new BatchGetCommand({ RequestItems: { [name]: { Keys: left, ConsistentRead: true } } })),
      );
      items.push(...((answer.Responses?.[name] ?? []) as Item[]));
      left = answer.UnprocessedKeys?.[name]?.Keys ?? [];
    }
  }
  return items;
}

/** A client that every table of the function shares. */
export const documents = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3 }), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** Waits before the next try: full jitter, doubling from 20 ms up to about a second. */
export const pause = (tries: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1000, 20 * 2 ** tries)));

/** A read that was throttled after the client's own retries is worth another try, as a write is. */
const patiently = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    throw isConflict(error) ? new Conflict('throttled', { cause: error }) : error;
  });

/** About what the items weigh: their JSON, with bytes as they are. */
function bytesOf(writes: readonly Write[]): number {
  let sum = 0;
  for (const write of writes) {
    if (!('put' in write)) continue;
    for (const value of Object.values(write.put))
      if (value !== undefined)
        sum += value instanceof Uint8Array ? value.byteLength : Buffer.byteLength(JSON.stringify(value));
  }
  return sum;
}

function placeOf(own: string, write: Write): string {
  const { pk, sk } = 'put' in write ? write.put : 'check' in write ? write.check : write.expire;
  return JSON.stringify([('put' in write && write.table) || own, pk, sk]);
}

const pick = ({ pk, sk }: Key): { pk: string; sk: string } => ({ pk, sk });

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

function transactItem(own: string, write: Write): TransactItem {
  if ('put' in write)
    return { Put: { TableName: write.table ?? own, Item: { ...write.put }, ...condition(write.expect) } };
  if ('check' in write) {
    return {
      ConditionCheck: {
        TableName: own,
        Key: pick(write.check),
        ...condition(write.expect),
        ConditionExpression: conditionText(write.expect),
      },
    };
  }
  return {
    Update: {
      TableName: own,
      Key: pick(write.expire),
      UpdateExpression: 'SET expires = :at',
      ExpressionAttributeValues: { ':at': write.at },
    },
  };
}

type Expectation = Expect | 'present';

function conditionText(expect: Expectation): string {
  if (typeof expect === 'number') return 'version = :version';
  return expect === 'absent' ? 'attribute_not_exists(pk)' : 'attribute_exists(pk)';
}

function condition(expect: Expectation) {
  if (expect === 'anything') return {};
  return {
    ConditionExpression: conditionText(expect),
    ...(typeof expect === 'number' && { ExpressionAttributeValues: { ':version': expect } }),
  };
}

const retriable = new Set([
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'None',
]);

function isConflict(error: unknown): boolean {
  if (error instanceof TransactionCanceledException) {
    return (error.CancellationReasons ?? []).every((reason) => retriable.has(reason.Code ?? 'None'));
  }
  return (
    error instanceof Error &&
    [
      'TransactionInProgressException',
      'ThrottlingException',
      'ProvisionedThroughputExceededException',
      'RequestLimitExceeded',
    ].includes(error.name)
  );
}
