import type { Layout } from '../plans/layout.ts';

/** Colours that a legend can tell apart. */
export const COLOURS = 10;

/**
 * A colour for each grid, 0..COLOURS-1: neighbours differ (as long as a grid has fewer neighbours than there are colours), and a
 * colour stands as often as any other. Up to COLOURS grids each have their own.
 */
export function coloursOf({ n, start, to }: Layout, part: Int32Array, grids: number): Int32Array {
  const colour = Int32Array.from({ length: grids }, (_, grid) => grid % COLOURS);
  if (grids <= COLOURS) return colour;
  const neighbours = Array.from({ length: grids }, () => new Set<number>());
  for (let i = 0; i < n; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const [p, q] = [part[i]!, part[to[e]!]!];
      if (p >= 0 && q >= 0 && p !== q) neighbours[p]!.add(q);
    }
  }
  colour.fill(-1);
  const used = new Int32Array(COLOURS);
  const order = neighbours.map((_, grid) => grid).sort((a, b) => neighbours[b]!.size - neighbours[a]!.size || a - b);
  for (const grid of order) {
    const barred = new Set([...neighbours[grid]!].map((other) => colour[other]!));
    const cost = (c: number): number => used[c]! + (barred.has(c) ? grids : 0);
    let best = 0;
    for (let c = 1; c < COLOURS; c++) if (cost(c) < cost(best)) best = c;
    colour[grid] = best;
    used[best]!++;
  }
  return colour;
}
