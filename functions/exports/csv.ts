/** A cell: text, or a number written by this program. */
export type Cell = string | number;

const BOM = '\uFEFF';
const NUMBER = /^-?\d+(\.\d+)?$/;
const FORMULA = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;

/**
 * A CSV file that spreadsheets open as it is: byte order mark, CRLF, quotes where needed (RFC 4180), and an apostrophe
 * before any text that a spreadsheet would take for a formula (OWASP, CSV injection).
 */
export function csv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  let out = `${BOM}${header.map(cell).join(',')}\r\n`;
  for (const row of rows) out += `${row.map(cell).join(',')}\r\n`;
  return out;
}

function cell(value: Cell): string {
  const text = String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
