import { delaunayEdges } from './adjacency.ts';
import type { Barrier } from './barriers.ts';
import type { Cells } from './cells.ts';
import type { Edges } from './layout.ts';

/** Neighbours of points: Delaunay edges no longer than `longest` metres that no barrier crosses; sites on one line are a chain. */
export function pointEdges(
  cells: Cells,
  x: Float64Array,
  y: Float64Array,
  place: Int32Array,
  longest: number,
  barrier: Barrier | undefined,
): Edges {
  const edges: Edges = { u: [], v: [], border: [], link: [] };
  const [us, vs] = cells.u.length > 0 ? [cells.u, cells.v] : delaunayEdges(x, y, place);
  for (let e = 0; e < us.length; e++) {
    const [u, v] = [us[e]!, vs[e]!];
    if (Math.hypot(x[u]! - x[v]!, y[u]! - y[v]!) > longest || barrier?.bars(x[u]!, y[u]!, x[v]!, y[v]!)) continue;
    edges.u.push(u);
    edges.v.push(v);
    edges.border.push(cells.border[e] ?? 0);
    edges.link.push(0);
  }
  return edges;
}
