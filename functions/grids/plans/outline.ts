import Delaunator from 'delaunator';
import { sitesOf } from './adjacency.ts';
import { circumcentres } from './cells.ts';
import type { Layout } from './layout.ts';
import { sides, type Mesh } from './mesh.ts';
import { position, type Origin } from './projection.ts';
import { ringsOfSides } from './rings.ts';

/** GeoJSON MultiPolygon coordinates (WGS84, outer rings counter-clockwise, holes clockwise: RFC 7946). */
export type GridOutline = [lng: number, lat: number][][][];

export type OutlineOptions = {
  /** Metres of land around the outermost buildings. */
  readonly margin?: number;
  /** When given, land farther than about this from every building belongs to no grid, metres. */
  readonly reach?: number;
};

const MARGIN = 60;

/**
 * The polygon of each grid. Borders of cells of one grid cancel out exactly, so what is left has neither gaps nor overlaps, and
 * neighbours share every corner. Cells are the map's polygons, or else the Voronoi cells of the buildings' places; around the hull
 * (and in empty land, when `reach` is given) stand sites of nobody, so every cell is bounded by the same rule.
 * @param part each building's grid, 0..k-1
 */
export function outline(layout: Layout, part: Int32Array, k: number, options: OutlineOptions = {}): GridOutline[] {
  const corners = new Corners(layout.origin);
  const from: number[][] = Array.from({ length: k }, () => []);
  const add = (grid: number, a: number, b: number): void => {
    if (a !== b) from[grid]!.push(a, b);
  };
  if (layout.mesh) meshSides(layout.mesh, part, corners, add);
  else voronoiSides(layout, part, corners, add, options);
  return from.map((list) => ringsOfSides(list, corners.lng, corners.lat));
}

/** Corners by their rounded position: equal positions are one corner. */
class Corners {
  readonly lng: number[] = [];
  readonly lat: number[] = [];
  readonly #known = new Map<string, number>();
  readonly #origin: Origin;

  constructor(origin: Origin) {
    this.#origin = origin;
  }

  at(x: number, y: number): number {
    const [lng, lat] = position(this.#origin, x, y);
    const key = `${lng} ${lat}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.lng.length);
    this.lng.push(lng);
    this.lat.push(lat);
    return this.lng.length - 1;
  }
}

type AddSide = (grid: number, a: number, b: number) => void;

function meshSides(mesh: Mesh, part: Int32Array, corners: Corners, add: AddSide): void {
  const own = new Map<number, number[]>();
  const id = Int32Array.from(mesh.x, (x, c) => corners.at(x, mesh.y[c]!));
  mesh.rings.forEach((rings, i) => {
    for (const ring of rings) {
      for (const [a, b] of sides(ring)) {
        const list = own.get(part[i]!);
        if (list) list.push(id[a]!, id[b]!);
        else own.set(part[i]!, [id[a]!, id[b]!]);
      }
    }
  });
  for (const [grid, list] of own) {
    const open = new Map<string, number>();
    for (let s = 0; s < list.length; s += 2) {
      const [a, b] = [list[s]!, list[s + 1]!];
      const twin = open.get(`${b} ${a}`) ?? 0;
      if (twin > 0) open.set(`${b} ${a}`, twin - 1);
      else open.set(`${a} ${b}`, (open.get(`${a} ${b}`) ?? 0) + 1);
    }
    for (const [key, count] of open) {
      const [a, b] = key.split(' ').map(Number) as [number, number];
      for (let c = 0; c < count; c++) add(grid, a, b);
    }
  }
}

function voronoiSides(
  layout: Layout,
  part: Int32Array,
  corners: Corners,
  add: AddSide,
  { margin = MARGIN, reach }: OutlineOptions,
): void {
  const sites = sitesOf(layout.place);
  const points: number[] = [];
  for (const site of sites) points.push(layout.x[site]!, layout.y[site]!);
  const built = sites.length;
  points.push(...fence(points, margin));
  if (reach !== undefined) points.push(...emptyLand(points, built, reach));
  const { triangles, halfedges } = new Delaunator(Float64Array.from(points));
  const x = Float64Array.from({ length: points.length / 2 }, (_, i) => points[2 * i]!);
  const y = Float64Array.from({ length: points.length / 2 }, (_, i) => points[2 * i + 1]!);
  const [cx, cy] = circumcentres(x, y, (e) => triangles[e]!, triangles.length / 3);
  const grid = (site: number): number => (site < built ? part[sites[site]!]! : -1);
  const id = new Map<number, number>();
  const corner = (triangle: number): number => {
    const known = id.get(triangle) ?? corners.at(cx[triangle]!, cy[triangle]!);
    id.set(triangle, known);
    return known;
  };
  for (let e = 0; e < triangles.length; e++) {
    const twin = halfedges[e]!;
    if (twin < e) continue;
    const a = grid(triangles[e]!);
    const b = grid(triangles[e % 3 === 2 ? e - 2 : e + 1]!);
    if (a === b) continue;
    // Delaunator's triangles are clockwise with y upwards: a's cell lies left of the way from this triangle to its twin
    const [here, there] = [corner((e / 3) | 0), corner((twin / 3) | 0)];
    if (a >= 0) add(a, here, there);
    if (b >= 0) add(b, there, here);
  }
}

/** Sites of nobody around the convex hull, two margins out, so that the cells end a margin out. */
function fence(points: readonly number[], margin: number): number[] {
  const hull = convexHull(points);
  const around: number[] = [];
  const put = (x: number, y: number): void => void around.push(x, y);
  hull.forEach(([ax, ay], h) => {
    const [bx, by] = hull[(h + 1) % hull.length]!;
    const [zx, zy] = hull[(h + hull.length - 1) % hull.length]!;
    const turnFrom = hull.length > 1 ? Math.atan2(ay - zy, ax - zx) - Math.PI / 2 : 0;
    let turn = hull.length > 1 ? Math.atan2(by - ay, bx - ax) - Math.PI / 2 - turnFrom : 2 * Math.PI;
    while (turn < 0) turn += 2 * Math.PI;
    const arcs = Math.max(1, Math.ceil(turn / (Math.PI / 8)));
    for (let s = 0; s <= arcs; s++) {
      const angle = turnFrom + (turn * s) / arcs;
      put(ax + 2 * margin * Math.cos(angle), ay + 2 * margin * Math.sin(angle));
    }
    const length = Math.hypot(bx - ax, by - ay);
    const steps = Math.ceil(length / margin);
    for (let s = 1; s < steps; s++) {
      const [nx, ny] = [(by - ay) / length, -(bx - ax) / length];
      put(ax + ((bx - ax) * s) / steps + 2 * margin * nx, ay + ((by - ay) * s) / steps + 2 * margin * ny);
    }
  });
  return around;
}

/** Andrew's monotone chain, counter-clockwise. */
function convexHull(points: readonly number[]): [number, number][] {
  const sorted: [number, number][] = [];
  for (let p = 0; p < points.length; p += 2) sorted.push([points[p]!, points[p + 1]!]);
  sorted.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: [number, number][]): [number, number][] => {
    const chain: [number, number][] = [];
    for (const p of list) {
      while (chain.length > 1) {
        const [a, b] = [chain.at(-2)!, chain.at(-1)!];
        if ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0) break;
        chain.pop();
      }
      chain.push(p);
    }
    return chain;
  };
  if (sorted.length === 1) return sorted;
  return [...half(sorted).slice(0, -1), ...half(sorted.reverse()).slice(0, -1)];
}

/** A honeycomb of nobody's sites where no building is within two reaches. */
function emptyLand(points: readonly number[], built: number, reach: number): number[] {
  const far = 2 * reach;
  const near = new Map<string, number[]>();
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let s = 0; s < built; s++) {
    const [x, y] = [points[2 * s]!, points[2 * s + 1]!];
    [west, east, south, north] = [Math.min(west, x), Math.max(east, x), Math.min(south, y), Math.max(north, y)];
    const key = `${Math.floor(x / far)} ${Math.floor(y / far)}`;
    const cell = near.get(key);
    if (cell) cell.push(s);
    else near.set(key, [s]);
  }
  const empty: number[] = [];
  const free = (x: number, y: number): boolean => {
    for (let k = 0; k < 9; k++) {
      const key = `${Math.floor(x / far) - 1 + (k % 3)} ${Math.floor(y / far) - 1 + Math.floor(k / 3)}`;
      if (near.get(key)?.some((s) => Math.hypot(points[2 * s]! - x, points[2 * s + 1]! - y) < far)) return false;
    }
    return true;
  };
  for (let row = 0; south + row * reach * 0.87 <= north; row++) {
    for (let column = 0; west + column * reach <= east; column++) {
      const [x, y] = [west + (column + (row % 2) / 2) * reach, south + row * reach * 0.87];
      if (free(x, y)) empty.push(x, y);
    }
  }
  return empty;
}
