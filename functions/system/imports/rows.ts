import { readSheet, type SheetRow } from '../../grids/imports/sheet.ts';
import { refuse } from '../../http/refusal.ts';
import type { Upload } from '../../http/route.ts';

export const NDJSON = 'application/x-ndjson';

/**
 * The rows of a part, whatever its form; a cell of NDJSON is read as the text that a sheet would hold.
 * @throws Refusal 'file-unreadable' naming the line
 */
export async function rowsOf(upload: Upload): Promise<SheetRow[]> {
  return upload.type === NDJSON ? readLines(upload.text) : readSheet(upload);
}

const readLines = (text: string): SheetRow[] => text.split(/\r?\n/).flatMap(rowsOfLine);

/** The row that a line of NDJSON holds; an empty line holds none. @param at counted from nought */
export const rowsOfLine = (line: string, at: number): SheetRow[] =>
  line.trim() === '' ? [] : [{ row: at + 1, cells: cellsOf(line, at) }];

function cellsOf(line: string, at: number): SheetRow['cells'] {
  const record = parsed(line, at);
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name.trim().toLowerCase(), textOf(value)]));
}

function parsed(line: string, at: number): object {
  try {
    const value: unknown = JSON.parse(line.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Told below, as any other line that is no object.
  }
  return refuse('file-unreadable', undefined, { reason: `NDJSON ${at + 1}` });
}

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
};
