import type { Opened } from './place-index.ts';
import { placeName } from './names.ts';
import { contains, metresTo } from './shape.ts';

/** One grid answers; or, close to a border, the grid of the point first and then the others within reach, nearest first. */
export type Answer =
  | { readonly kind: 'grid'; readonly grid: string }
  | { readonly kind: 'border'; readonly grid: string; readonly others: readonly { grid: string; metres: number }[] };

/** Metres from a border at which both sides are told: the error of a phone's position in a street. */
export const BORDER_METRES = 15;

const PER_DEGREE = (Math.PI / 180) * 6_371_008.8; // metres of a degree, mean Earth radius (IUGG)

/** Who is responsible at a point (WGS84); undefined when it is in no grid. */
export function atPoint({ codes, shapes }: Opened, lng: number, lat: number): Answer | undefined {
  const [x, y] = [lng * 1e6, lat * 1e6];
  const own = shapes.findIndex((shape) => contains(shape, x, y));
  if (own < 0) return undefined;
  const perY = PER_DEGREE / 1e6;
  const perX = perY * Math.cos((lat * Math.PI) / 180);
  const others = shapes
    .map((shape, i) => ({
      grid: codes[i]!,
      metres: i === own ? Infinity : metresTo(shape, x, y, perX, perY, BORDER_METRES),
    }))
    .filter(({ metres }) => metres <= BORDER_METRES)
    .sort((a, b) => a.metres - b.metres || (a.grid < b.grid ? -1 : 1));
  return others.length > 0 ? { kind: 'border', grid: codes[own]!, others } : { kind: 'grid', grid: codes[own]! };
}

/**
 * Grids of a text: a grid code, a building's or compound's name in any usual spelling, an address that contains one (the longest
 * name wins), or else the beginning of names.
 * @returns codes in order; several when the name stands in several grids; empty when nothing fits
 */
export function byText({ codes, places }: Opened, text: string): string[] {
  const wanted = placeName(text);
  if (wanted === '') return [];
  if (codes.includes(wanted)) return [wanted];
  const named = places.get(wanted) ?? longestInside(places, wanted) ?? beginningWith(places, wanted);
  return named.map((grid) => codes[grid]!);
}

type Places = Opened['places'];

function longestInside(places: Places, text: string): readonly number[] | undefined {
  const digit = (at: number): boolean => /\d/.test(text[at] ?? '');
  for (let length = text.length - 1; length > 1; length--) {
    for (let from = 0; from + length <= text.length; from++) {
      // "13栋" does not hold "3栋", nor "农发1" of "农发12"
      if ((digit(from - 1) && digit(from)) || (digit(from + length - 1) && digit(from + length))) continue;
      const found = places.get(text.slice(from, from + length));
      if (found) return found;
    }
  }
  return undefined;
}

function beginningWith(places: Places, text: string): number[] {
  const found = new Set<number>();
  if (text.length > 1)
    for (const [name, grids] of places) if (name.startsWith(text)) for (const grid of grids) found.add(grid);
  return [...found].sort((a, b) => a - b);
}
