import Delaunator from 'delaunator';
import type { Barrier } from './barriers.ts';
import type { Edges } from './layout.ts';

/**
 * Joins what the edges leave apart by the shortest links (Kruskal over the Delaunay edges of the places), and each building to its place.
 * No link crosses a barrier: what lies between barriers without a bridge stays an island. The edges are extended.
 */
export function links(
  edges: Edges,
  x: Float64Array,
  y: Float64Array,
  place: Int32Array,
  barrier: Barrier | undefined,
): void {
  const n = x.length;
  const root = Int32Array.from({ length: n }, (_, i) => i);
  const find = (i: number): number => {
    while (root[i] !== i) i = root[i] = root[root[i]!]!;
    return i;
  };
  const join = (u: number, v: number, link: number): void => {
    edges.u.push(u);
    edges.v.push(v);
    edges.border.push(0);
    edges.link.push(link);
    root[find(u)] = find(v);
  };
  let apart = n;
  edges.u.forEach((u, e) => {
    const [a, b] = [find(u), find(edges.v[e]!)];
    if (a !== b) apart--;
    root[a] = b;
  });
  for (let i = 0; i < n; i++) {
    if (find(i) === find(place[i]!)) continue;
    join(i, place[i]!, 0);
    apart--;
  }
  if (apart === 1 && !barrier) return;
  const [u, v] = delaunayEdges(x, y, place);
  if (barrier) {
    const known = new Set(edges.u.map((a, e) => pairOf(a, edges.v[e]!, n)));
    for (const e of barrier.overBridges({ u, v, x, y })) if (!known.has(pairOf(u[e]!, v[e]!, n))) join(u[e]!, v[e]!, 0);
  }
  const candidates: { u: number; v: number; cost: number }[] = [];
  for (let e = 0; e < u.length; e++) {
    const [a, b] = [u[e]!, v[e]!];
    if (find(a) === find(b)) continue;
    if (barrier?.bars(x[a]!, y[a]!, x[b]!, y[b]!)) continue;
    candidates.push({ u: a, v: b, cost: Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!) });
  }
  candidates.sort((p, q) => p.cost - q.cost || p.u - q.u || p.v - q.v);
  for (const { u: a, v: b } of candidates) if (find(a) !== find(b)) join(a, b, 1);
}

const pairOf = (u: number, v: number, n: number): number => Math.min(u, v) * n + Math.max(u, v);

/** Each Delaunay edge of the places once, as two arrays of building numbers; a chain when all lie on one line. */
export function delaunayEdges(x: Float64Array, y: Float64Array, place: Int32Array): [u: Int32Array, v: Int32Array] {
  const sites = sitesOf(place);
  const { triangles, halfedges } = triangulation(x, y, sites);
  if (triangles.length === 0) {
    const order = [...sites].sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!);
    return [Int32Array.from(order.slice(0, -1)), Int32Array.from(order.slice(1))];
  }
  const u: number[] = [];
  const v: number[] = [];
  for (let e = 0; e < triangles.length; e++) {
    if (halfedges[e]! > e) continue;
    u.push(sites[triangles[e]!]!);
    v.push(sites[triangles[e % 3 === 2 ? e - 2 : e + 1]!]!);
  }
  return [Int32Array.from(u), Int32Array.from(v)];
}

/** The buildings that open a place. */
export function sitesOf(place: Int32Array): Int32Array {
  return Int32Array.from(place.keys()).filter((i) => place[i] === i);
}

/** Delaunay triangulation of the sites; corners are indices into `sites`. */
export function triangulation(x: Float64Array, y: Float64Array, sites: Int32Array): Delaunator<Float64Array> {
  const points = new Float64Array(2 * sites.length);
  sites.forEach((site, s) => {
    points[2 * s] = x[site]!;
    points[2 * s + 1] = y[site]!;
  });
  return new Delaunator(points);
}
