import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSheet, type SheetRow, XLSX } from '../../../functions/grids/imports/sheet.ts';
import { NDJSON, rowsOf } from '../../../functions/system/imports/rows.ts';
import { uploads } from '../../uploads.ts';

let stored: Awaited<ReturnType<typeof uploads>>;
beforeAll(async () => {
  stored = await uploads();
});
afterAll(() => stored.stop());

type Type = Parameters<typeof stored.files.open>[0]['type'];

/** The rows of a file that was put, read as the importer does. */
async function read(type: Type, bytes: Uint8Array): Promise<SheetRow[]> {
  await stored.put('imports/one', bytes);
  const { rows } = await stored.files.open({ key: 'imports/one', type, bytes: bytes.length });
  const all: SheetRow[] = [];
  for await (const row of rows()) all.push(row);
  return all;
}

const many = Array.from({ length: 9_000 }, (_, i) => `u${i},"民政局, 第${i}科\n二楼",${i % 7}`);
const text = `ID,name,n\r\n${many.join('\r\n')}\r\n`;

test('a CSV that comes in pieces gives the rows and lines of one read whole, with BOM and without', async () => {
  const whole = await readSheet({ type: 'text/csv', text, bytes: new Uint8Array() });
  expect(whole).toHaveLength(9_000);
  expect(await read('text/csv', Buffer.from(text))).toEqual(whole);
  expect(await read('application/octet-stream', Buffer.from(`\uFEFF${text}`))).toEqual(whole);
});

test('GBK is read as what it says, also where a letter lies across two pieces', async () => {
  // 测试 in GBK, after an odd beginning: some letter lies across every border of 64 KB.
  const line = [0xb2, 0xe2, 0xca, 0xd4];
  const bytes = Buffer.from([0x69, 0x64, 0x0a, ...Array.from({ length: 60_000 }, () => [...line, 0x0a]).flat()]);
  const rows = await read('text/csv', bytes);
  expect(rows).toHaveLength(60_000);
  expect(new Set(rows.map(({ cells }) => cells['id']))).toEqual(new Set(['测试']));
});

test('NDJSON and XLSX give the rows that a part of them gives', async () => {
  const ndjson = `\uFEFF${Array.from({ length: 5_000 }, (_, i) => JSON.stringify({ ID: `资${i}`, n: i })).join('\n\n')}`;
  const part = { type: NDJSON, text: ndjson, bytes: new Uint8Array() };
  expect(await read(NDJSON, Buffer.from(ndjson))).toEqual(await rowsOf(part));
  const rows = [
    ['编号', 'Day'],
    ['甲', new Date('2026-11-20')],
    [null, null],
    ['乙', 5],
    [true, '丙'],
  ];
  const bytes = await writeXlsx({ sheets: [{ name: '表', rows }] });
  const whole = await readSheet({ type: XLSX, text: '', bytes });
  expect(whole).toHaveLength(3);
  expect(await read(XLSX, bytes)).toEqual(whole);
});

test.each([
  ['text/csv', 'id\n"open'],
  [NDJSON, '{}\n[1]'],
  [NDJSON, 'x'.repeat(1_100_000)],
  [XLSX, 'no archive'],
] as const)('a file of %s that cannot be read is named', async (type, content) => {
  await expect(read(type, Buffer.from(content))).rejects.toMatchObject({ refusal: 'file-unreadable' });
});
