/** Rows that are read at once. */
export const PAGE = 200;
/** From this many on a list has a field to narrow it. */
export const MANY = 12;

/** The rows whose name holds what was typed, whatever the case; all when nothing was. */
export function narrowed<T>(rows: readonly T[], typed: string, nameOf: (row: T) => string): readonly T[] {
  const wanted = typed.trim().toLowerCase();
  return wanted === '' ? rows : rows.filter((row) => nameOf(row).toLowerCase().includes(wanted));
}
