import { Refusal } from '../../http/refusal.ts';
import type { Layout } from './layout.ts';

/** A layout from a neighbour graph that is given: points in metres, households, undirected edges. Borders count as one metre. */
export function layoutOfGraph(
  x: Float64Array,
  y: Float64Array,
  weight: Float64Array,
  edges: { readonly u: ArrayLike<number>; readonly v: ArrayLike<number> },
): Layout {
  const n = x.length;
  if (n === 0) throw new Refusal('no-buildings', '#/buildings');
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) throw new Refusal('bad-coordinates', `#/buildings/${i}`);
    if (!(weight[i]! >= 0 && weight[i]! < Infinity)) throw new Refusal('bad-households', `#/buildings/${i}`);
  }
  for (let e = 0; e < edges.u.length; e++) {
    const inside = (i: number | undefined): boolean => i !== undefined && Number.isInteger(i) && i >= 0 && i < n;
    if (!inside(edges.u[e]) || !inside(edges.v[e])) throw new Refusal('bad-edge', `#/edges/${e}`);
  }
  const rows = neighboursOf(n, edges);
  const none = new Float64Array(n);
  return { n, x, y, weight, ...rows, area: none, outer: none, place: ownPlaces(n), origin: { lng: 0, lat: 0 } };
}

/** Each building is a place of its own. */
export function ownPlaces(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i);
}

/** The rows of an undirected edge list, both ways; edges of no border count as one metre. */
export function neighboursOf(
  n: number,
  edges: {
    readonly u: ArrayLike<number>;
    readonly v: ArrayLike<number>;
    readonly border?: ArrayLike<number>;
    readonly link?: ArrayLike<number>;
  },
): Pick<Layout, 'start' | 'to' | 'border' | 'link'> {
  const m = edges.u.length;
  const start = new Int32Array(n + 1);
  for (let e = 0; e < m; e++) {
    start[edges.u[e]! + 1]!++;
    start[edges.v[e]! + 1]!++;
  }
  for (let i = 0; i < n; i++) start[i + 1]! += start[i]!;
  const free = start.slice();
  const to = new Int32Array(2 * m);
  const border = new Float32Array(2 * m);
  const link = new Uint8Array(2 * m);
  for (let e = 0; e < m; e++) {
    const u = edges.u[e]!;
    const v = edges.v[e]!;
    const pu = free[u]!++;
    const pv = free[v]!++;
    to[pu] = v;
    to[pv] = u;
    border[pu] = border[pv] = edges.border?.[e] ?? 1;
    link[pu] = link[pv] = edges.link?.[e] ?? 0;
  }
  return { start, to, border, link };
}
