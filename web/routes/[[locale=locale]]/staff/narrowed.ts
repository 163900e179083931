/** Rows that are read at once. */
export const PAGE = 200;
/** From this many on a list has a field to narrow it. */
export const MANY = 12;

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** Reads a list to its end, page by page. */
export async function everyPage<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let next: string | undefined;
  do {
    const page = await read(next);
    all.push(...page.items);
    next = page.next;
  } while (next !== undefined);
  return all;
}

/** The rows whose name holds what was typed, whatever the case; all when nothing was. */
export function narrowed<T>(rows: readonly T[], typed: string, nameOf: (row: T) => string): readonly T[] {
  const wanted = typed.trim().toLowerCase();
  return wanted === '' ? rows : rows.filter((row) => nameOf(row).toLowerCase().includes(wanted));
}
