import type { PlanRequest } from './contract.ts';
import type { Position } from './mesh.ts';
import { metres, type Origin } from './projection.ts';
import { cellsUnder, crossing, type Segment } from './segments.ts';

/** Lines that adjacency does not cross, but near a bridge. */
export type Barriers = {
  readonly lines: readonly (readonly Position[])[];
  readonly bridges?: readonly Position[];
  /** A crossing this close to a bridge is by the bridge, metres. */
  readonly bridgeReach?: number;
};

/** Ways between buildings, given and answered in metres. */
export interface Barrier {
  /** Whether the way from a to b is barred. */
  readonly bars: (ax: number, ay: number, bx: number, by: number) => boolean;
  /** For each bridge the way that leads over it: of those which cross a barrier within `APPROACH` of it, the one nearest to it. */
  readonly overBridges: (ways: Ways) => number[];
}

/** Ways from building u[e] to v[e] at x, y. */
export interface Ways {
  readonly u: ArrayLike<number>;
  readonly v: ArrayLike<number>;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

const BRIDGE_REACH = 60; // metres
const APPROACH = 300; // metres: about as far as a wide river puts buildings from its bridge

/** The test for barriers, or undefined when there are none. */
export function barrierOf(barriers: Barriers | undefined, origin: Origin): Barrier | undefined {
  if (!barriers || barriers.lines.length === 0) return undefined;
  const point = ([lng, lat]: Position) => metres(origin, lng ?? NaN, lat ?? NaN);
  const segments = barriers.lines.flatMap((line) => {
    const points = line.map(point);
    return points.slice(1).map((b, i): Segment => [...points[i]!, ...b]);
  });
  const bridges = (barriers.bridges ?? []).map(point);
  const reach = barriers.bridgeReach ?? BRIDGE_REACH;
  const near = cellsUnder(segments);
  /** Where the way crosses barriers. */
  const crossings = (ax: number, ay: number, bx: number, by: number): [number, number][] =>
    near(ax, ay, bx, by).flatMap((s): [number, number][] => {
      const at = crossing([ax, ay, bx, by], segments[s]!);
      return at === undefined ? [] : [[ax + at * (bx - ax), ay + at * (by - ay)]];
    });
  const bridged = ([x, y]: [number, number]): boolean =>
    bridges.some(([px, py]) => Math.hypot(px - x, py - y) <= reach);
  return {
    bars: (ax, ay, bx, by) => crossings(ax, ay, bx, by).some((at) => !bridged(at)),
    overBridges: ({ u, v, x, y }) => {
      const best = bridges.map(() => ({ way: -1, off: APPROACH }));
      for (let e = 0; e < u.length; e++) {
        const found = crossings(x[u[e]!]!, y[u[e]!]!, x[v[e]!]!, y[v[e]!]!);
        if (found.length !== 1) continue;
        const [cx, cy] = found[0]!;
        bridges.forEach(([px, py], b) => {
          const off = Math.hypot(px - cx, py - cy);
          if (off < best[b]!.off) best[b] = { way: e, off };
        });
      }
      return [...new Set(best.flatMap(({ way }) => (way < 0 ? [] : [way])))];
    },
  };
}

/** The barriers of a request or a plan, as a layout takes them. */
export function roadsOf({ barriers, bridges }: Pick<PlanRequest, 'barriers' | 'bridges'>) {
  return barriers ? { barriers: { lines: barriers.coordinates, bridges: bridges?.coordinates ?? [] } } : {};
}

/** The barriers that a plan keeps, so that whoever goes on with it keeps to them. */
export function roadsKept({ barriers, bridges }: Pick<PlanRequest, 'barriers' | 'bridges'>) {
  return { ...(barriers && { barriers }), ...(barriers && bridges && { bridges }) };
}
