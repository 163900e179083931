import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deliver, type DeliverySettings, failedAt, type StreamRecord } from '../../infra/local/delivery.ts';

const record = (n: number, item = 'a'): StreamRecord => ({
  eventID: item,
  dynamodb: { SequenceNumber: String(n), ApproximateCreationDateTime: 1_000 },
});
const records = (count: number): StreamRecord[] => Array.from({ length: count }, (_, i) => record(i));
const numbers = (batch: readonly StreamRecord[]): number[] =>
  batch.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
const settings: DeliverySettings = { bisect: true, retries: 2, age: -1 };

/** Delivers to a function that says where it failed; tells what it was handed, and what became of each record. */
async function run(
  batch: readonly StreamRecord[],
  wanted: DeliverySettings,
  fails: (batch: number[], call: number) => number | undefined,
  stopAfter = Infinity,
) {
  const calls: number[][] = [];
  const given: number[] = [];
  let upTo = -1;
  const complete = await deliver(batch, wanted, {
    invoke: (part) => {
      calls.push(numbers(part));
      return Promise.resolve(fails(numbers(part), calls.length));
    },
    discard: (part) => Promise.resolve(void given.push(...numbers(part))),
    done: ({ dynamodb }) => Promise.resolve(void (upTo = Number(dynamodb.SequenceNumber))),
    wait: () => Promise.resolve(calls.length < stopAfter),
    now: () => 1_000,
  });
  return { calls, given, upTo, complete };
}

test('a batch that succeeds is handed over once', async () => {
  expect(await run(records(3), settings, () => undefined)).toEqual({
    calls: [[0, 1, 2]],
    given: [],
    upTo: 2,
    complete: true,
  });
});

test('a poison record ends in the failure queue after its retries, and the others go on', async () => {
  const { calls, given, upTo } = await run(records(5), settings, (batch) =>
    batch.includes(2) ? batch.indexOf(2) : undefined,
  );
  expect(given).toEqual([2]);
  expect(upTo).toBe(4);
  expect(calls.filter((batch) => batch.length === 1 && batch[0] === 2)).toHaveLength(3);
  expect(calls.at(-1)).toEqual([3, 4]);
});

test('a function that throws without a word is bisected to the poison record', async () => {
  const { given } = await run(records(8), settings, (batch) => (batch.includes(5) ? 0 : undefined));
  expect(given).toEqual([5]);
});

test('without bisect the whole rest is tried again, and given up together', async () => {
  const { calls, given } = await run(records(3), { ...settings, bisect: false }, (batch) =>
    batch.includes(1) ? batch.indexOf(1) : undefined,
  );
  expect(calls).toEqual([
    [0, 1, 2],
    [1, 2],
    [1, 2],
  ]);
  expect(given).toEqual([1, 2]);
});

test('a failure that passes costs nothing but another delivery', async () => {
  const { calls, given, upTo } = await run(records(2), settings, (_, call) => (call === 1 ? 1 : undefined));
  expect([calls, given, upTo]).toEqual([[[0, 1], [1]], [], 1]);
});

test('what is too old is not tried again', async () => {
  const old = [{ eventID: 'a', dynamodb: { SequenceNumber: '0', ApproximateCreationDateTime: 900 } }];
  const { calls, given } = await run(old, { ...settings, retries: -1, age: 60 }, () => 0);
  expect([calls.length, given]).toEqual([1, [0]]);
});

test('stopping leaves what is not done for the next start', async () => {
  const { complete, upTo, given } = await run(
    records(2),
    { ...settings, bisect: false, retries: -1 },
    (batch) => (batch.includes(1) ? batch.indexOf(1) : undefined),
    3,
  );
  expect([complete, upTo, given]).toEqual([false, 0, []]);
});

test('whatever fails, every record is delivered or given up, and first deliveries keep their order', () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 40 }),
      fc.func(fc.integer({ min: -3, max: 40 })),
      fc.boolean(),
      async (count, fault, bisect) => {
        const { calls, given, upTo, complete } = await run(records(count), { ...settings, bisect }, (batch, call) => {
          const at = fault(batch, call);
          return at < 0 || at >= batch.length ? undefined : at;
        });
        expect(complete).toBe(true);
        expect(upTo).toBe(count - 1);
        const first = [...new Set(calls.flat())];
        expect(first).toEqual(numbers(records(count)));
        expect(given).toEqual([...new Set(given)].sort((a, b) => a - b));
      },
    ),
  ));

test('batchItemFailures: the earliest counts, an unknown one fails the whole batch', () => {
  const failures = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
  expect(failedAt(records(4), failures('3', '1'))).toBe(1);
  expect(failedAt(records(4), failures('nobody'))).toBe(0);
  expect(failedAt(records(4), failures(''))).toBe(0);
  expect([failedAt(records(4), failures()), failedAt(records(4), null), failedAt(records(4), {})]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
