import { Refusal } from '../../http/refusal.ts';
import { barrierOf, type Barrier, type Barriers } from './barriers.ts';
import { cellsOf } from './cells.ts';
import { links } from './adjacency.ts';
import { neighboursOf, ownPlaces } from './layout-graph.ts';
import { pointEdges } from './adjacency-points.ts';
import { meshOf, sharedBorders, type Mesh, type Position } from './mesh.ts';
import { placesOf } from './places.ts';
import { metres, type Origin } from './projection.ts';

/** A building or a census block: a point with households, and its outline when the map has one. */
export type PlanBuilding = {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
  readonly households: number;
  /** GeoJSON coordinates of a Polygon or of a MultiPolygon. */
  readonly polygon?: Position[][] | Position[][][] | undefined;
};

export type LayoutOptions = {
  /** Neighbours farther apart than this are no neighbours, metres. */
  readonly longest?: number;
  /** Rivers, main roads: adjacency crosses them at bridges only. */
  readonly barriers?: Barriers;
  /** Polygon corners closer than this are one corner, metres. */
  readonly snap?: number;
};

/** n buildings in typed arrays, and who is whose neighbour (CSR: start n + 1, to m). The graph is connected, but over barriers. */
export type Layout = {
  readonly n: number;
  /** Metres east and north of the origin. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Households. */
  readonly weight: Float64Array;
  readonly start: Int32Array;
  readonly to: Int32Array;
  /** For each entry of `to`: metres of common border (0 for a link). */
  readonly border: Float32Array;
  /** For each entry of `to`: 1 where the two are no real neighbours, but linked so that no building is cut off. */
  readonly link: Uint8Array;
  /** Square metres, and metres of border that no neighbour shares, of each building's cell. */
  readonly area: Float64Array;
  readonly outer: Float64Array;
  /** The first building at the same place: buildings of one place are never in two grids. */
  readonly place: Int32Array;
  readonly origin: Origin;
  readonly mesh?: Mesh;
};

/** An undirected edge list while a layout is made: from u[e] to v[e]. */
export type Edges = { u: number[]; v: number[]; border: number[]; link: number[] };

const LONGEST = 120; // three times the usual 40 m between buildings of a settlement
const SAME_PLACE = 1; // metres

/**
 * The layout of buildings: projected to metres, with neighbours from shared polygon borders when the map's polygons share them,
 * else from the Delaunay triangulation of the points. Islands are joined by the
 * shortest links, but not over barriers.
 * @throws Refusal 'no-buildings', 'bad-coordinates', 'bad-households', 'duplicate-building', 'bad-polygon'
 */
export function layoutOf(buildings: readonly PlanBuilding[], options: LayoutOptions = {}): Layout {
  if (buildings.length === 0) throw new Refusal('no-buildings', '#/buildings');
  check(buildings);
  const n = buildings.length;
  const origin = originOf(buildings);
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  const weight = new Float64Array(n);
  buildings.forEach((building, i) => {
    [x[i], y[i]] = metres(origin, building.lng, building.lat);
    weight[i] = building.households;
  });
  const place = placesOf(x, y, SAME_PLACE);
  const barrier = barrierOf(options.barriers, origin);
  const longest = options.longest ?? LONGEST;
  const mesh = buildings.every((b) => b.polygon) ? meshOf(buildings, origin, options.snap ?? 0.5) : undefined;
  const shared = mesh && sharedBorders(mesh, n);
  if (mesh && shared && 2 * shared.touching >= n) {
    const edges = withoutBarriers(shared.edges, x, y, barrier);
    links(edges, x, y, place, barrier);
    const { area, outer } = shared;
    return { n, x, y, weight, ...neighboursOf(n, edges), area, outer, place: ownPlaces(n), origin, mesh };
  }
  const cells = cellsOf(x, y, place);
  const edges = pointEdges(cells, x, y, place, longest, barrier);
  links(edges, x, y, place, barrier);
  return { n, x, y, weight, ...neighboursOf(n, edges), area: cells.area, outer: cells.outer, place, origin };
}

function check(buildings: readonly PlanBuilding[]): void {
  const seen = new Set<string>();
  buildings.forEach((building, i) => {
    const at = `#/buildings/${i}`;
    if (!(Math.abs(building.lng) <= 180 && Math.abs(building.lat) < 90)) {
      throw new Refusal('bad-coordinates', at, { building: building.id });
    }
    if (!(building.households >= 0 && building.households < Infinity)) {
      throw new Refusal('bad-households', `${at}/households`, { building: building.id });
    }
    if (seen.has(building.id)) throw new Refusal('duplicate-building', `${at}/id`, { building: building.id });
    seen.add(building.id);
  });
}

function originOf(buildings: readonly PlanBuilding[]): Origin {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { lng, lat } of buildings) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { lng: (west + east) / 2, lat: (south + north) / 2 };
}

function withoutBarriers(edges: Edges, x: Float64Array, y: Float64Array, barrier: Barrier | undefined): Edges {
  if (!barrier) return edges;
  const kept: Edges = { u: [], v: [], border: [], link: [] };
  edges.u.forEach((u, e) => {
    const v = edges.v[e]!;
    if (barrier.bars(x[u]!, y[u]!, x[v]!, y[v]!)) return;
    kept.u.push(u);
    kept.v.push(v);
    kept.border.push(edges.border[e]!);
    kept.link.push(0);
  });
  return kept;
}
