import { outline } from '../plans/outline.ts';
import type { Layout } from '../plans/layout.ts';

type Point = [lng: number, lat: number];

/** What a map draws: a piece of land around each building, and the sides between two pieces. */
export interface Land {
  /** MultiPolygon coordinates of each building's cell; empty for a building that shares another's place. */
  readonly cells: readonly Point[][][][];
  /** Sides that two cells share, by the two buildings. */
  readonly sides: readonly { readonly a: number; readonly b: number; readonly line: [Point, Point] }[];
  /** For each building the numbers of its sides. */
  readonly sidesOf: readonly number[][];
}

/** Land farther than this from every building belongs to nobody, metres; wider in a sparse community. */
const REACH = 80;

/** The cells of a layout's buildings: the map's polygons, or Voronoi cells. */
export function landOf(layout: Layout): Land {
  const { n, x, y } = layout;
  const wide = Math.max(spread(x), spread(y));
  const own = Int32Array.from({ length: n }, (_, i) => i);
  const cells = outline(layout, own, n, { margin: 40, reach: Math.max(REACH, wide / 60) });
  const open = new Map<string, number>();
  const sides: { a: number; b: number; line: [Point, Point] }[] = [];
  const sidesOf: number[][] = Array.from({ length: n }, () => []);
  cells.forEach((polygons, building) => {
    for (const ring of polygons.flat()) {
      for (let s = 1; s < ring.length; s++) {
        const [from, to] = [ring[s - 1]!, ring[s]!];
        const twin = open.get(`${to.join()} ${from.join()}`);
        if (twin === undefined) open.set(`${from.join()} ${to.join()}`, building);
        else {
          sidesOf[twin]!.push(sides.length);
          sidesOf[building]!.push(sides.length);
          sides.push({ a: twin, b: building, line: [from, to] });
        }
      }
    }
  });
  return { cells, sides, sidesOf };
}

function spread(values: Float64Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values) [low, high] = [Math.min(low, v), Math.max(high, v)];
  return high - low;
}
