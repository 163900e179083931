import type { Layout } from './layout.ts';
import { numbered } from './numbering.ts';

/** The serial of each grid of a partition that is settled beforehand. */
export type Settled = readonly (number | undefined)[];

/**
 * Which serials the grids of a plan keep: those that locks name, then those of the plan to stay close to, the largest first.
 * @param locked serials that locks name
 * @param before households of each serial in the plan to stay close to
 * @param k grids that are not dedicated
 */
export function settledSerials(locked: ReadonlySet<number>, before: ReadonlyMap<number, number>, k: number): number[] {
  const largest = [...before].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([serial]) => serial);
  return [...new Set([...locked, ...largest])].slice(0, Math.max(k, locked.size)).sort((a, b) => a - b);
}

/** Serials of all grids, rising by rows from north to south and west to east over those that none is settled for. */
export function serialsOf(layout: Layout, part: Int32Array, grids: number, settled: Settled): number[] {
  const rows = numbered(layout, part, grids);
  const inOrder: number[] = [];
  rows.forEach((row, i) => (inOrder[row] = part[i]!));
  const serials: number[] = [];
  settled.forEach((serial, grid) => serial !== undefined && (serials[grid] = serial));
  const taken = new Set(serials);
  let next = 1;
  for (const grid of inOrder) {
    if (serials[grid] !== undefined) continue;
    while (taken.has(next)) next++;
    serials[grid] = next++;
  }
  return serials;
}
