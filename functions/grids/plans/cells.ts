import { sitesOf, triangulation } from './adjacency.ts';

/** Voronoi cells of the buildings, each cut by a disc around its building. */
export type Cells = {
  /** Square metres and metres of free arc, by building (0 for a building that shares another's place). */
  readonly area: Float64Array;
  readonly outer: Float64Array;
  /** Delaunay edges: building u, building v, metres of common cell border within the discs. */
  readonly u: Int32Array;
  readonly v: Int32Array;
  readonly border: Float64Array;
};

const REACH = 40; // metres around a building that are its cell at most

/**
 * Cell areas and borders from the Delaunay triangulation: a border lies on the bisector of its two sites between the circumcentres of
 * the two triangles at their edge, as far as the disc reaches; it and the sites span two triangles, and the free arc a sector.
 */
export function cellsOf(x: Float64Array, y: Float64Array, place: Int32Array): Cells {
  const sites = sitesOf(place);
  const { triangles, halfedges } = triangulation(x, y, sites);
  const corner = (e: number): number => sites[triangles[e]!]!;
  const [cx, cy] = circumcentres(x, y, corner, triangles.length / 3);
  const [area, angle] = [new Float64Array(x.length), new Float64Array(x.length)];
  const [u, v, border]: [number[], number[], number[]] = [[], [], []];
  for (let e = 0; e < triangles.length; e++) {
    const twin = halfedges[e]!;
    if (twin > e) continue;
    const a = corner(e);
    const b = corner(e % 3 === 2 ? e - 2 : e + 1);
    const length = Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!);
    const half = length / 2;
    const along = (triangle: number): number =>
      ((cx[triangle]! - x[a]!) * (y[a]! - y[b]!) + (cy[triangle]! - y[a]!) * (x[b]! - x[a]!)) / length;
    const here = along((e / 3) | 0);
    const third = corner(e % 3 === 0 ? e + 2 : e - 1);
    const side = (x[b]! - x[a]!) * (y[third]! - y[a]!) - (y[b]! - y[a]!) * (x[third]! - x[a]!);
    const there = twin >= 0 ? along((twin / 3) | 0) : side > 0 ? -Infinity : Infinity;
    const disc = half < REACH ? Math.sqrt(REACH * REACH - half * half) : 0;
    const low = Math.max(Math.min(here, there), -disc);
    const high = Math.min(Math.max(here, there), disc);
    u.push(a);
    v.push(b);
    border.push(Math.max(0, high - low));
    if (high <= low) continue;
    for (const site of [a, b]) {
      area[site]! += (half * (high - low)) / 2;
      angle[site]! += Math.atan2(high, half) - Math.atan2(low, half);
    }
  }
  const outer = new Float64Array(x.length);
  for (const site of sites) {
    const free = Math.max(0, 2 * Math.PI - angle[site]!);
    outer[site] = free * REACH;
    area[site]! += (free * REACH * REACH) / 2;
  }
  return { area, outer, u: Int32Array.from(u), v: Int32Array.from(v), border: Float64Array.from(border) };
}

/** The centre of the circle through each triangle's corners, metres. */
export function circumcentres(
  x: Float64Array,
  y: Float64Array,
  corner: (e: number) => number,
  count: number,
): [x: Float64Array, y: Float64Array] {
  const [cx, cy] = [new Float64Array(count), new Float64Array(count)];
  for (let t = 0; t < count; t++) {
    const [a, b, c] = [corner(3 * t), corner(3 * t + 1), corner(3 * t + 2)];
    const [bx, by] = [x[b]! - x[a]!, y[b]! - y[a]!];
    const [dx, dy] = [x[c]! - x[a]!, y[c]! - y[a]!];
    const twice = 2 * (bx * dy - by * dx) || 1e-9;
    const [bb, dd] = [bx * bx + by * by, dx * dx + dy * dy];
    cx[t] = x[a]! + (dy * bb - by * dd) / twice;
    cy[t] = y[a]! + (bx * dd - dx * bb) / twice;
  }
  return [cx, cy];
}
