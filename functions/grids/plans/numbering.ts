import { Refusal } from '../../http/refusal.ts';
import type { Layout } from './layout.ts';

/**
 * Grids in the order of their serials: in rows from north to south, in a row from west to east. A row is as high as a grid of mean
 * size; grids lie where the mean of their buildings does.
 * @returns the grid of each building, renumbered
 */
export function numbered(layout: Layout, part: Int32Array, k: number): Int32Array {
  const { n, x, y } = layout;
  const count = new Int32Array(k);
  const [gx, gy] = [new Float64Array(k), new Float64Array(k)];
  for (let i = 0; i < n; i++) {
    const p = part[i]!;
    count[p]!++;
    gx[p]! += x[i]!;
    gy[p]! += y[i]!;
  }
  for (let p = 0; p < k; p++) {
    gx[p]! /= count[p] || 1;
    gy[p]! /= count[p] || 1;
  }
  const [west, east] = [Math.min(...bounds(gx)), Math.max(...bounds(gx))];
  const [south, north] = [Math.min(...bounds(gy)), Math.max(...bounds(gy))];
  const rows = Math.max(1, Math.round(Math.sqrt((k * (north - south)) / (east - west || 1))));
  const height = (north - south) / Math.min(rows, k) || 1;
  const row = (p: number): number => Math.min(Math.min(rows, k) - 1, Math.floor((north - gy[p]!) / height));
  const order = Array.from({ length: k }, (_, p) => p);
  order.sort((p, q) => row(p) - row(q) || gx[p]! - gx[q]! || gy[q]! - gy[p]! || p - q);
  const serial = new Int32Array(k);
  order.forEach((p, s) => (serial[p] = s));
  return part.map((p) => serial[p]!);
}

/**
 * The code of a grid: the community's 12 digits and a serial of 3, from 001.
 * @param grid 0..k-1 in the order of `numbered`
 * @throws Refusal 'too-many-grids' above 999, 'bad-community-code'
 */
export function gridCode(community: string, grid: number): string {
  if (!/^\d{12}$/.test(community)) throw new Refusal('bad-community-code', '#/community', { community });
  if (grid >= 999) throw new Refusal('too-many-grids', '#/grids', { grids: grid + 1, most: 999 });
  return community + String(grid + 1).padStart(3, '0');
}

function bounds(values: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values) [low, high] = [Math.min(low, v), Math.max(high, v)];
  return [low, high];
}
