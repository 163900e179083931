import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { Complaint } from './complaint.ts';
import { type Call, DYNAMODB } from './dynamodb.ts';

/** A table's items in DynamoDB's own JSON, so that every type comes back as it was. */
const Item = z.record(z.string(), z.record(z.string(), z.unknown()));
const Page = z.object({ Items: z.array(Item), LastEvaluatedKey: Item.optional() });

const Manifest = z.object({
  /** When the dump began. */
  at: z.iso.datetime(),
  tables: z.array(z.object({ name: z.string(), file: z.string(), items: z.int(), sha256: z.string() })),
});
export type Manifest = z.output<typeof Manifest>;

const MANIFEST = 'manifest.json';

/** Every item of a table, page by page. */
async function* itemsOf(call: Call, table: string): AsyncGenerator<z.output<typeof Item>[]> {
  let from: z.output<typeof Item> | undefined;
  do {
    const input = { TableName: table, ConsistentRead: true, ...(from && { ExclusiveStartKey: from }) };
    const page = Page.parse(await call(`${DYNAMODB}.Scan`, input));
    yield page.Items;
    from = page.LastEvaluatedKey;
  } while (from);
}

/**
 * Writes tables into a folder, one JSON item a line, with a manifest of counts and digests that is written last: a folder
 * without one is no backup.
 * @param tables what each is called in the backup, and in the engine
 */
export async function dump(
  call: Call,
  tables: Readonly<Record<string, string>>,
  folder: string,
  at: string,
): Promise<Manifest> {
  await mkdir(folder, { recursive: true });
  const manifest: Manifest = { at, tables: [] };
  for (const [name, table] of Object.entries(tables)) {
    const file = `${name}.ndjson`;
    const hash = createHash('sha256');
    let items = 0;
    const lines = async function* () {
      for await (const page of itemsOf(call, table)) {
        for (const item of page) {
          const line = `${JSON.stringify(item)}\n`;
          hash.update(line);
          items++;
          yield line;
        }
      }
    };
    await pipeline(lines, createWriteStream(join(folder, file)));
    manifest.tables.push({ name, file, items, sha256: hash.digest('hex') });
  }
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

/**
 * Reads a backup's manifest and checks every file against it.
 * @throws Complaint when the folder is no backup, lacks a table or a file is not what it was
 */
export async function checked(folder: string, names: readonly string[]): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => undefined);
  if (text === undefined) throw new Complaint(`${folder} is no backup: it has no ${MANIFEST}.`);
  const manifest = Manifest.parse(JSON.parse(text));
  const missing = names.filter((name) => !manifest.tables.some((table) => table.name === name));
  if (missing.length > 0) throw new Complaint(`The backup lacks the tables ${missing.join(', ')}.`);
  for (const { file, sha256 } of manifest.tables) {
    const hash = createHash('sha256');
    await pipeline(createReadStream(join(folder, file)), hash).catch(() => {
      throw new Complaint(`The backup lacks the file ${file}.`);
    });
    if (hash.digest('hex') !== sha256) throw new Complaint(`${file} is not what was backed up: its digest differs.`);
  }
  return manifest;
}

/** DynamoDB takes so many writes at once. */
const BATCH = 25;

/** Puts what a backup holds in the place of all that the tables hold now. @param tables as for `dump` */
export async function load(
  call: Call,
  tables: Readonly<Record<string, string>>,
  folder: string,
  manifest: Manifest,
): Promise<void> {
  for (const { name, file } of manifest.tables) {
    const table = tables[name];
    if (table === undefined) continue;
    for await (const page of itemsOf(call, table)) {
      await write(
        call,
        table,
        page.map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
      );
    }
    let waiting: unknown[] = [];
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      waiting.push({ PutRequest: { Item: JSON.parse(line) as unknown } });
      if (waiting.length < BATCH) continue;
      await write(call, table, waiting);
      waiting = [];
    }
    await write(call, table, waiting);
  }
}

async function write(call: Call, table: string, requests: readonly unknown[]): Promise<void> {
  for (let at = 0; at < requests.length; at += BATCH) {
    await call(`${DYNAMODB}.BatchWriteItem`, { RequestItems: { [table]: requests.slice(at, at + BATCH) } });
  }
}

/** The stack's tables by the names of its outputs: 'FundTable' is 'fund'. */
export const tablesOf = (outputs: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(outputs)
      .filter(([output]) => output.endsWith('Table'))
      .map(([output, table]) => [output.slice(0, -'Table'.length).toLowerCase(), table]),
  );
