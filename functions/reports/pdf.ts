import PDFDocument from 'pdfkit';
import subsetFont from 'subset-font';
import { yuan } from '../fund/exports/yuan.ts';
import { type Column, periodWords, reportWords, type Section, sectionsOf } from '../fund/statements/sections.ts';
import type { Statement } from '../fund/statements/statement.ts';

/** The faces of a printed statement, as OpenType files that cover GB 2312 and more. */
export interface Faces {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

const MARGIN = 48;
const BOTTOM = 60;
const SIZE = 9;
const PAD = 3.5;
const INK = '#1d2b36';
const FAINT = '#5c6b77';
const RULE = '#b9c4cc';
const BAND = '#eef3f6';

type Doc = InstanceType<typeof PDFDocument>;

/**
 * A statement as a PDF, A4. The same statement is the same bytes on every machine: its instant is the period's last day,
 * and streams are stored as they are, because a compressor's output depends on its build.
 * @param digest SHA-256 of the statement's JSON, printed at the foot of each page
 */
export async function statementPdf(statement: Statement, digest: string, faces: Faces): Promise<Uint8Array> {
  const paper = paperOf(statement, digest);
  const { regular, bold } = await subsets(faces, JSON.stringify(paper));
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, bottom: BOTTOM, left: MARGIN, right: MARGIN },
    // What its types do not know: a face may be given as bytes.
    font: regular as unknown as string,
    compress: false,
    bufferPages: true,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: paper.title,
      Author: statement.name,
      Subject: statement.id,
      CreationDate: new Date(`${statement.period.to}T00:00:00.000Z`),
    },
  });
  const parts: Uint8Array[] = [];
  const done = new Promise<void>((resolve, reject) => {
    doc.on('data', (part: Uint8Array) => parts.push(part));
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  doc.registerFont('regular', regular);
  doc.registerFont('bold', bold);
  heading(doc, paper);
  for (const section of paper.sections) table(doc, section);
  feet(doc, paper.foot);
  doc.end();
  await done;
  return Buffer.concat(parts);
}

/** Every word that is printed. */
interface Paper {
  readonly title: string;
  readonly facts: readonly string[];
  readonly sections: readonly Section[];
  readonly foot: string;
}

function paperOf(statement: Statement, digest: string): Paper {
  const { id, name, version, period, corrects } = statement;
  const edition = corrects ? `第 ${version} 版，更正第 ${corrects.version} 版` : `第 ${version} 版`;
  return {
    title: `${name}${periodWords(period.label)}${reportWords(period.label)}`,
    facts: [
      `报告期：${period.from} 至 ${period.to}（北京时间）　编号：${id}　${edition}`,
      '金额单位：元。由复式账自动生成；任何人可用公开账本重新计算并核对下列每一个数字。',
    ],
    sections: sectionsOf(statement),
    foot: `${id} 第 ${version} 版 · 摘要 SHA-256 ${digest}`,
  };
}

/** The faces with the letters that are printed and no others: laying out with thirty thousand takes seconds. */
async function subsets({ regular, bold }: Faces, letters: string): Promise<{ regular: Buffer; bold: Buffer }> {
  const wanted = [...new Set(`${letters}0123456789,./- `)].sort().join('');
  const cut = (face: Uint8Array): Promise<Buffer> => subsetFont(Buffer.from(face), wanted, { targetFormat: 'sfnt' });
  return { regular: await cut(regular), bold: await cut(bold) };
}

const widthOf = (doc: Doc): number => doc.page.width - 2 * MARGIN;
const bottomOf = (doc: Doc): number => doc.page.height - BOTTOM;

function heading(doc: Doc, { title, facts }: Paper): void {
  doc
    .font('bold')
    .fontSize(17)
    .fillColor(INK)
    .text(title, MARGIN, MARGIN, { width: widthOf(doc) });
  doc.moveDown(0.3).font('regular').fontSize(SIZE).fillColor(FAINT).text(facts.join('\n'), { lineGap: 2.5 });
  doc.y += 4;
}

/** A titled table; its head is repeated on each page it goes on to. */
function table(doc: Doc, section: Section): void {
  const { columns, rows } = section;
  const sum = columns.reduce((total, { width }) => total + width, 0);
  const widths = columns.map(({ width }) => (width / sum) * widthOf(doc));
  const lines = rows.map((row) => row.map((cell, i) => printed(cell, columns[i])));
  const titles = columns.map(({ title }) => title);
  const beginning = 32 + heightOf(doc, titles, widths, 'bold') + heightOf(doc, lines[0] ?? [''], widths, 'regular');
  // A title is never left alone at the foot of a page.
  if (doc.y + beginning > bottomOf(doc)) doc.addPage();
  doc.y += 10;
  doc
    .font('bold')
    .fontSize(11.5)
    .fillColor(INK)
    .text(section.title, MARGIN, doc.y, { width: widthOf(doc) });
  doc.y += 3;
  if (rows.length === 0) {
    doc.font('regular').fontSize(SIZE).fillColor(FAINT).text(section.none, MARGIN, doc.y);
    return;
  }
  const head = (): void => row(doc, titles, columns, widths, { face: 'bold', band: true });
  head();
  for (const line of lines) {
    if (doc.y + heightOf(doc, line, widths, 'regular') > bottomOf(doc)) {
      doc.addPage();
      head();
    }
    row(doc, line, columns, widths, { face: line[0]?.startsWith('合计') ? 'bold' : 'regular', band: false });
  }
}

const printed = (cell: string | number, column: Column | undefined): string =>
  typeof cell === 'number' && column?.of === 'fen' ? grouped(yuan(cell)) : String(cell);

/** '-1234567.00' is '-1,234,567.00'. */
const grouped = (amount: string): string => amount.replace(/\B(?=(\d{3})+\.)/g, ',');

type Face = 'regular' | 'bold';

function heightOf(doc: Doc, cells: readonly string[], widths: readonly number[], face: Face): number {
  doc.font(face).fontSize(SIZE);
  const heights = cells.map((cell, i) => doc.heightOfString(cell || ' ', { width: (widths[i] ?? 0) - 2 * PAD }));
  return Math.max(...heights) + 2 * PAD;
}

function row(
  doc: Doc,
  cells: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
  { face, band }: { readonly face: Face; readonly band: boolean },
): void {
  const height = heightOf(doc, cells, widths, face);
  const top = doc.y;
  if (band) doc.rect(MARGIN, top, widthOf(doc), height).fill(BAND);
  doc.font(face).fontSize(SIZE).fillColor(INK);
  let left = MARGIN;
  for (const [i, cell] of cells.entries()) {
    const width = widths[i] ?? 0;
    const align = columns[i]?.of === 'fen' ? 'right' : 'left';
    doc.text(cell, left + PAD, top + PAD, { width: width - 2 * PAD, align });
    left += width;
  }
  const end = top + height;
  doc
    .moveTo(MARGIN, end)
    .lineTo(MARGIN + widthOf(doc), end)
    .lineWidth(0.5)
    .strokeColor(RULE)
    .stroke();
  doc.x = MARGIN;
  doc.y = end;
}

/** Once all pages are known: what this is, and which page of how many. */
function feet(doc: Doc, told: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page);
    // Below the bottom margin nothing may start a page of its own.
    doc.page.margins.bottom = 0;
    const y = doc.page.height - BOTTOM + 22;
    doc.font('regular').fontSize(7).fillColor(FAINT);
    doc.text(told, MARGIN, y, { width: widthOf(doc) - 60, lineBreak: false });
    doc.text(`${page + 1} / ${count}`, MARGIN, y, { width: widthOf(doc), align: 'right', lineBreak: false });
  }
}
