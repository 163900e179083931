import { readXlsx } from 'hucre/xlsx';
import type { Upload } from '../../http/route.ts';
import { refuse } from '../../http/refusal.ts';
import { readCsv } from './files.ts';

/** The media type of an XLSX file. */
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** More rows than any import takes are not read. */
const MOST_ROWS = 20_000;

export type SheetRow = { readonly row: number; readonly cells: Record<string, string | undefined> };

/**
 * The rows of a CSV, or of the first sheet of an XLSX file, by their header in lower case, each with its line.
 * @throws Refusal 'file-unreadable'
 */
export const readSheet = async ({ type, text, bytes }: Upload): Promise<SheetRow[]> =>
  type === XLSX ? readFirstSheet(bytes) : readCsv(text);

/** A row's cells under our names for the columns; a column that `names` lacks keeps its own. */
export const underNames = (
  names: Readonly<Record<string, string>>,
  cells: SheetRow['cells'],
): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(cells).map(([name, cell]) => [names[name] ?? name, cell]));

async function readFirstSheet(bytes: Uint8Array): Promise<SheetRow[]> {
  const book = await readXlsx(bytes, { sheets: [0], maxRows: MOST_ROWS }).catch(() =>
    refuse('file-unreadable', undefined, { reason: 'XLSX' }),
  );
  const [header = [], ...rows] = book.sheets[0]?.rows ?? [];
  const names = header.map(nameOf);
  return rows.flatMap((row, at) => rowsOfCells(names, row, at + 2));
}

type Cell = string | number | boolean | Date | null | undefined;

/** A column's name by its cell in the header. */
export const nameOf = (cell: Cell): string => textOf(cell).toLowerCase();

/** The row that a sheet's line holds; an empty line holds none. */
export function rowsOfCells(names: readonly string[], line: readonly Cell[], row: number): SheetRow[] {
  const cells = names.map((name, column): [string, string] => [name, textOf(line[column])]);
  return cells.some(([, cell]) => cell !== '') ? [{ row, cells: Object.fromEntries(cells) }] : [];
}

/** A cell as a person reads it; a day as YYYY-MM-DD. */
function textOf(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim();
}
