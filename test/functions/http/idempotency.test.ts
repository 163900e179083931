import { afterAll, beforeAll, expect, test } from 'vitest';
import { idempotencyOf } from '../../../functions/http/idempotency.ts';
import { Refusal } from '../../../functions/http/refusal.ts';
import { Conflict, openTable, type Table } from '../../../functions/table/table.ts';
import { embedded } from '../../engine.ts';

let engine: Awaited<ReturnType<typeof embedded>>;
let table: Table;

beforeAll(async () => {
  engine = await embedded('records');
  table = openTable('records', engine.documents);
});
afterAll(() => engine.stop());

const NOW = '2026-11-23T04:00:00.000Z';
const LATER = '2026-11-26T04:00:00.000Z';
const answer = (body: string) => ({ status: 201, body, version: 1 });

test('case 15: two requests that both found the key free cannot both be recorded', async () => {
  const [one, two] = ['one', 'two'].map((body) => idempotencyOf(table, '"race"', 'client', [body]));
  const [first, second] = [await one!.earlier(NOW), await two!.earlier(NOW)];
  expect([first, second]).toEqual([{ replaces: undefined }, { replaces: undefined }]);
  await table.commit([one!.record(answer('one'), undefined, NOW)]);
  await expect(table.commit([two!.record(answer('two'), undefined, NOW)])).rejects.toThrow(Conflict);
  expect(await one!.earlier(NOW)).toEqual({ answered: answer('one') });
  await expect(two!.earlier(NOW)).rejects.toThrow(new Refusal('idempotency-key-reused'));
});

test('case 18: a record expires by the clock, deleted or not, and is then replaced once', async () => {
  const old = idempotencyOf(table, '"late"', 'client', ['a']);
  await table.commit([old.record(answer('a'), undefined, NOW)]);
  const again = idempotencyOf(table, '"late"', 'client', ['b']);
  expect(await again.earlier(LATER)).toEqual({ replaces: 1 });
  await table.commit([again.record(answer('b'), 1, LATER)]);
  await expect(table.commit([again.record(answer('c'), 1, LATER)])).rejects.toThrow(Conflict);
  expect(await again.earlier(LATER)).toEqual({ answered: answer('b') });
});

test('a key belongs to its caller, and is a string', async () => {
  await table.commit([idempotencyOf(table, '"mine"', 'a', ['x']).record(answer('x'), undefined, NOW)]);
  expect(await idempotencyOf(table, '"mine"', 'b', ['x']).earlier(NOW)).toEqual({ replaces: undefined });
  for (const header of [undefined, '', '""', '"a\u0007"', 'a b']) {
    expect(() => idempotencyOf(table, header, 'a', [])).toThrow(new Refusal('idempotency-key-missing'));
  }
});
