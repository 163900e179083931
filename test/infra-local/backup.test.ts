import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checked, dump, load, tablesOf } from '../../infra/local/dump.ts';
import { dynamodb } from '../../infra/local/dynamodb.ts';
import { embedded } from '../engine.ts';

const tables = { grids: 'Grids', fund: 'Fund' };
let from: Awaited<ReturnType<typeof embedded>>;
let to: Awaited<ReturnType<typeof embedded>>;
let folder: string;

const endpointOf = async ({ documents }: typeof from) => {
  const { protocol, hostname, port } = await documents.config.endpoint!();
  return dynamodb(`${protocol}//${hostname}:${port}`);
};
const all = async ({ documents }: typeof from, TableName: string) => {
  const { Items = [] } = await documents.send(new ScanCommand({ TableName }));
  return Items.toSorted((a, b) => (String(a['sk']) < String(b['sk']) ? -1 : 1));
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonata-backup-'));
  [from, to] = await Promise.all([embedded('Grids', 'Fund'), embedded('Grids', 'Fund')]);
  for (let i = 0; i < 60; i++) {
    const Item = {
      pk: 'fund#1',
      sk: `entry#${String(i).padStart(3, '0')}`,
      amount: 9_007_199_254_740_991 - i,
      bytes: Uint8Array.from([i, 0, 255]),
      nested: { list: [1, 'zwei', null, true], name: '城口' },
    };
    await from.documents.send(new PutCommand({ TableName: 'Fund', Item }));
  }
  await to.documents.send(new PutCommand({ TableName: 'Fund', Item: { pk: 'fund#1', sk: 'wrong' } }));
  await dump(await endpointOf(from), tables, folder, '2026-11-24T00:00:00.000Z');
});
afterAll(async () => {
  await Promise.all([from.stop(), to.stop()]);
  await rm(folder, { recursive: true });
});

test('what is restored is what was backed up, to the last type, and nothing else', async () => {
  const manifest = await checked(folder, Object.keys(tables));
  expect(manifest.tables.map(({ name, items }) => [name, items])).toEqual([
    ['grids', 0],
    ['fund', 60],
  ]);
  await load(await endpointOf(to), tables, folder, manifest);
  expect(await all(to, 'Fund')).toEqual(await all(from, 'Fund'));
  expect(await all(to, 'Grids')).toEqual([]);
});

test('a backup that was touched, lacks a table or is none is refused', async () => {
  await expect(checked(folder, ['grids', 'lists'])).rejects.toThrow('lists');
  await expect(checked(tmpdir(), [])).rejects.toThrow('is no backup');
  await appendFile(join(folder, 'fund.ndjson'), ' ');
  await expect(checked(folder, ['fund'])).rejects.toThrow('fund.ndjson');
});

test("the stack's tables are found by its outputs", () => {
  expect(tablesOf({ FundTable: 'Sonata-fund', SiteUrl: 'x', JournalTable: 'Sonata-j' })).toEqual({
    fund: 'Sonata-fund',
    journal: 'Sonata-j',
  });
});
