import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { published } from '../../../functions/fund/statements/publish.ts';
import { periodOf } from '../../../functions/fund/statements/period.ts';
import { sectionsOf } from '../../../functions/fund/statements/sections.ts';
import { statement } from '../../../functions/fund/statements/statement.ts';
import { filesOf } from '../../../functions/reports/files.ts';
import { barrier } from '../fund/book.ts';

const fonts = join(dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '../fonts');
const face = (name: string) => readFileSync(join(fonts, `NotoSansHans-${name}.otf`));
const faces = () => Promise.resolve({ regular: face('Regular'), bold: face('Bold') });

const project = {
  application: 'app-barrier',
  title: '=农发小区更换道闸',
  state: 'in-progress',
  cost: 500_000,
  own: 200_000,
  rulesVersion: 1,
  shortcomings: [],
  inspections: [{ on: '2026-10-20', finding: 'finding-one', followedUp: false }],
};

async function october() {
  const fund = barrier();
  const facts = { name: '桂花井社区共建基金', projects: [project], pending: [] };
  return published(statement(fund.fund, await fund.rows(), periodOf('2026-10'), facts));
}

test('case 13: on paper, in a workbook, as CSV and JSON a statement is the same bytes each time it is made', async () => {
  const { json, digest } = await october();
  const [first, again] = [await filesOf(json, digest, faces), await filesOf(json, digest, faces)];
  expect(first.map(([name]) => name)).toEqual([
    ...['json', 'csv', 'xlsx', 'pdf'].map((type) => `2026-10.v1.${type}`),
    ...['json', 'csv', 'xlsx', 'pdf'].map((type) => `2026-10.${type}`),
  ]);
  for (const [i, [name, content]] of first.entries())
    expect(Buffer.compare(Buffer.from(content as string), Buffer.from(again[i]![1] as string)), name).toBe(0);
});

test('the PDF holds every letter that it prints, in embedded faces, and says its language, title and page', async () => {
  const { json, digest } = await october();
  const files = new Map(await filesOf(json, digest, faces));
  const pdf = Buffer.from(files.get('2026-10.pdf') as Uint8Array).toString('latin1');
  expect(pdf.startsWith('%PDF-1.7')).toBe(true);
  expect(pdf).toContain('/Lang (zh-CN)');
  expect(pdf).toMatch(/\/FontFile3/);
  expect(pdf).not.toMatch(/\/BaseFont \/Helvetica/);
  const unicode = new Set([...pdf.matchAll(/<([0-9a-f]{4})>/gi)].map(([, hex = '']) => hex.toLowerCase()));
  const printed = sectionsOf(JSON.parse(json)).map(({ title, columns, rows, none }) =>
    rows.length > 0 ? [title, columns, rows] : [title, none],
  );
  const words = JSON.stringify(printed) + '桂花井社区共建基金月度报告';
  const letters = [...new Set(words)].filter((letter) => /\p{Script=Han}/u.test(letter));
  expect(letters.length).toBeGreaterThan(80);
  const absent = letters.filter((letter) => !unicode.has(letter.codePointAt(0)!.toString(16).padStart(4, '0')));
  expect(absent).toEqual([]);
  expect(pdf).toContain('D:20261031');
});

test('the workbook says what the JSON says: amounts are numbers in yuan, text stays text', async () => {
  const { json, digest } = await october();
  const files = new Map(await filesOf(json, digest, faces));
  const { sheets } = await readXlsx(files.get('2026-10.xlsx') as Uint8Array);
  const sheet = (name: string) => sheets.find((one) => one.name === name)!.rows;
  expect(sheet('期初与期末余额').at(-1)).toEqual(['合计（银行存款）', 100_000, 98_500]);
  expect(sheet('资助项目进度与预算执行')[1]).toEqual([
    '=农发小区更换道闸',
    '实施中',
    5000,
    3000,
    2000,
    1500,
    '50%',
    1500,
    0,
    1500,
  ]);
  expect(sheet('监督检查')[1]).toEqual(['=农发小区更换道闸', '2026-10-20', 'finding-one', '待整改']);
});
