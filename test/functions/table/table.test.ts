import { afterAll, beforeAll, expect, test } from 'vitest';
import { Conflict, openTable, type Table, type Write } from '../../../functions/table/table.ts';
import { expireDocument, loadDocument, saveDocument } from '../../../functions/table/document.ts';
import { Refusal } from '../../../functions/http/refusal.ts';
import { embedded } from '../../engine.ts';

let engine: Awaited<ReturnType<typeof embedded>>;
let table: Table;

beforeAll(async () => {
  engine = await embedded('records', 'journal');
  table = openTable('records', engine.documents);
});
afterAll(() => engine.stop());

test('a commit is whole or not at all', async () => {
  await table.commit([{ put: { pk: 'a', sk: '1', version: 1 }, expect: 'absent' }]);
  const writes: Write[] = [
    { put: { pk: 'a', sk: '2', version: 1 }, expect: 'absent' },
    { put: { pk: 'j', sk: '1' }, expect: 'absent', table: 'journal' },
    { put: { pk: 'a', sk: '1', version: 1 }, expect: 'absent' },
  ];
  await expect(table.commit(writes)).rejects.toThrow(Conflict);
  expect(await table.get({ pk: 'a', sk: '2' })).toBeUndefined();
  expect(await openTable('journal', engine.documents).get({ pk: 'j', sk: '1' })).toBeUndefined();
});

test('case 26: of two writers on one version, one wins', async () => {
  await table.commit([{ put: { pk: 'v', sk: '1', version: 1 }, expect: 'absent' }]);
  const write = (by: number) => table.commit([{ put: { pk: 'v', sk: '1', version: 2, by }, expect: 1 }]);
  const done = await Promise.allSettled(Array.from({ length: 20 }, (_, by) => write(by)));
  expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(done.filter((result) => result.status === 'rejected' && result.reason instanceof Conflict)).toHaveLength(19);
  expect((await table.get({ pk: 'v', sk: '1' }))?.['version']).toBe(2);
});

test('a check guards a commit without changing what it checks', async () => {
  await table.commit([{ put: { pk: 'c', sk: '1', version: 3 }, expect: 'absent' }]);
  const guarded = (expect: number | 'present' | 'absent'): Write[] => [
    { check: { pk: 'c', sk: '1' }, expect },
    { put: { pk: 'c', sk: '2' }, expect: 'anything' },
  ];
  await table.commit(guarded(3));
  await table.commit(guarded('present'));
  await expect(table.commit(guarded(2))).rejects.toThrow(Conflict);
  await expect(table.commit(guarded('absent'))).rejects.toThrow(Conflict);
});

test('case 20: more than 100 items are refused before the call', async () => {
  const writes = Array.from({ length: 101 }, (_, i): Write => ({
    put: { pk: 'many', sk: String(i) },
    expect: 'absent',
  }));
  await expect(table.commit(writes)).rejects.toThrow(new Refusal('too-much-at-once'));
  expect((await table.list('many')).items).toEqual([]);
  await table.commit(writes.slice(0, 100));
  expect((await table.list('many')).items).toHaveLength(100);
});

test('case 20: more than 4 MB, and an item that stands twice, are refused before the call', async () => {
  const heavy = Array.from({ length: 12 }, (_, i): Write => ({
    put: { pk: 'heavy', sk: String(i), bytes: new Uint8Array(350_000) },
    expect: 'absent',
  }));
  await expect(table.commit(heavy)).rejects.toThrow(new Refusal('too-much-at-once'));
  const twice: Write[] = [
    { put: { pk: 'twice', sk: '1' }, expect: 'absent' },
    { check: { pk: 'twice', sk: '1' }, expect: 'absent' },
  ];
  await expect(table.commit(twice)).rejects.toThrow(RangeError);
  expect((await table.list('heavy')).items).toEqual([]);
  expect((await table.list('twice')).items).toEqual([]);
  await table.commit([twice[0]!, { put: { pk: 'twice', sk: '1' }, expect: 'absent', table: 'journal' }]);
});

test('case 19: a throttled read or write is a conflict, to be tried again', async () => {
  const throttled = { send: () => Promise.reject(Object.assign(new Error(), { name: 'ThrottlingException' })) };
  const busy = openTable('records', throttled as unknown as typeof engine.documents);
  await expect(busy.get({ pk: 'a', sk: '1' })).rejects.toThrow(Conflict);
  await expect(busy.list('a')).rejects.toThrow(Conflict);
  await expect(busy.commit([{ put: { pk: 'a', sk: '9' }, expect: 'absent' }])).rejects.toThrow(Conflict);
});

test('items of many keys are read at once: those that are there, more than a hundred', async () => {
  await table.prepare(Array.from({ length: 130 }, (_, i) => ({ pk: `g${i}`, sk: '1', i })));
  const keys = Array.from({ length: 260 }, (_, i) => ({ pk: `g${i}`, sk: '1' }));
  const read = await table.gather(keys);
  expect(read.map(({ i }) => Number(i)).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 130 }, (_, i) => i));
  expect(await table.gather([])).toEqual([]);
});

test('a list is paged in the order of its keys, and backwards', async () => {
  await table.prepare(Array.from({ length: 25 }, (_, i) => ({ pk: 'page', sk: `x#${String(i).padStart(2, '0')}` })));
  await table.prepare([{ pk: 'page', sk: 'y' }]);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await table.list('page', { prefix: 'x#', limit: 10, after });
    seen.push(...page.items.map(({ sk }) => sk));
    after = page.after;
  } while (after);
  expect(seen).toEqual(Array.from({ length: 25 }, (_, i) => `x#${String(i).padStart(2, '0')}`));
  const last = await table.list('page', { prefix: 'x#', limit: 1, backwards: true });
  expect(last.items[0]?.sk).toBe('x#24');
});

test('a partition larger than a page is read whole, backwards too', async () => {
  const text = 'x'.repeat(380_000);
  await table.prepare(['1', '2', '3', '4'].map((sk) => ({ pk: 'whole', sk: `x#${sk}`, text })));
  await table.prepare([{ pk: 'whole', sk: 'y' }]);
  expect((await table.list('whole')).after).toBeDefined();
  const keys = async (options: { prefix?: string; backwards?: boolean }) =>
    (await table.all('whole', options)).map(({ sk }) => sk);
  expect(await keys({})).toEqual(['x#1', 'x#2', 'x#3', 'x#4', 'y']);
  expect(await keys({ prefix: 'x#', backwards: true })).toEqual(['x#4', 'x#3', 'x#2', 'x#1']);
});

test('a document larger than an item reads as it was written, and expires with its chunks', async () => {
  const noise = Array.from({ length: 120_000 }, (_, i) => Math.imul(i, 2654435761) >>> 0);
  const ref = await saveDocument(table, 'big', noise);
  expect(ref.chunks).toBeGreaterThan(1);
  expect(await loadDocument(table, ref)).toEqual(noise);
  await table.commit(expireDocument(ref, '2026-11-23T00:00:00.000Z'));
  expect((await table.list('document#big')).items.map((item) => item['expires'])).toEqual(
    Array.from({ length: ref.chunks }, () => 1795478400),
  );
  await expect(loadDocument(table, { id: 'big', chunks: ref.chunks + 1 })).rejects.toThrow('lacks a chunk');
});
