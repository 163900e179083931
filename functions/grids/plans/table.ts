import { Refusal } from '../../http/refusal.ts';

/**
 * Number columns of a CSV table, read from its bytes (a million rows in well under a second).
 * @param names the columns wanted, as the header calls them
 * @throws Refusal 'bad-table' when a column is missing or a field in it is no number
 */
export function numberColumns(bytes: Uint8Array, names: readonly string[], pointer: string): Float64Array[] {
  let at = bytes.indexOf(10);
  if (at < 0) at = bytes.length;
  const header = new TextDecoder().decode(bytes.subarray(0, at)).trim().split(',');
  const wanted = new Int32Array(header.length).fill(-1);
  names.forEach((name, c) => {
    const column = header.indexOf(name);
    if (column < 0) throw new Refusal('bad-table', pointer, { column: name });
    wanted[column] = c;
  });
  let rows = 0;
  for (let i = at + 1; i < bytes.length; i++) if (bytes[i - 1] === 10 && bytes[i]! > 13) rows++;
  const columns = names.map(() => new Float64Array(rows));
  for (let row = 0, i = at + 1; row < rows; row++) {
    while (bytes[i]! <= 13) i++;
    for (let column = 0; ; column++) {
      let end = i;
      while (end < bytes.length && bytes[end] !== 44 && bytes[end]! > 13) end++;
      const to = wanted[column] ?? -1;
      if (to >= 0) {
        const value = numberOf(bytes, i, end);
        if (Number.isNaN(value)) throw new Refusal('bad-table', pointer, { row: row + 1, column: header[column]! });
        columns[to]![row] = value;
      }
      i = end + 1;
      if (end >= bytes.length || bytes[end] !== 44) {
        if (column < header.length - 1) throw new Refusal('bad-table', pointer, { row: row + 1 });
        break;
      }
    }
  }
  return columns;
}

/** A decimal number in bytes; NaN when it is none. */
function numberOf(bytes: Uint8Array, from: number, end: number): number {
  let value = 0;
  let fraction = 0;
  for (let i = from; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      if (fraction > 0) fraction++;
    } else if (digit === -2 && fraction === 0) fraction = 1;
    else if (digit !== -3 || i > from) return spelled(bytes, from, end);
  }
  if (end - from > 15 || end === from || (fraction === 1 && end - from === 1)) return spelled(bytes, from, end);
  const size = fraction > 1 ? value / 10 ** (fraction - 1) : value;
  return bytes[from] === 45 ? -size : size;
}

function spelled(bytes: Uint8Array, from: number, end: number): number {
  const text = new TextDecoder().decode(bytes.subarray(from, end)).trim();
  return text === '' ? NaN : Number(text);
}
