import type { Position } from './mesh.ts';
import { metres, type Origin } from './projection.ts';

/** Lines that adjacency does not cross, but near a bridge. */
export type Barriers = {
  readonly lines: readonly (readonly Position[])[];
  readonly bridges?: readonly Position[];
  /** A crossing this close to a bridge is by the bridge, metres. */
  readonly bridgeReach?: number;
};

/** Whether the way from a to b (metres) is barred. */
export type Barrier = (ax: number, ay: number, bx: number, by: number) => boolean;

const CELL = 200; // metres
const BRIDGE_REACH = 60; // metres

/** The test for barriers, or undefined when there are none. Segments wait in square cells, so a short way looks at few. */
export function barrierOf(barriers: Barriers | undefined, origin: Origin): Barrier | undefined {
  if (!barriers || barriers.lines.length === 0) return undefined;
  const segments = barriers.lines.flatMap((line) => {
    const points = line.map(([lng, lat]) => metres(origin, lng ?? NaN, lat ?? NaN));
    return points.slice(1).map((b, i) => [...points[i]!, ...b] as const);
  });
  const bridges = (barriers.bridges ?? []).map(([lng, lat]) => metres(origin, lng ?? NaN, lat ?? NaN));
  const reach = barriers.bridgeReach ?? BRIDGE_REACH;
  const cells = new Map<string, number[]>();
  segments.forEach(([ax, ay, bx, by], s) => {
    for (const key of boxCells(ax, ay, bx, by)) {
      const list = cells.get(key);
      if (list) list.push(s);
      else cells.set(key, [s]);
    }
  });
  const bars = (s: number, ax: number, ay: number, bx: number, by: number): boolean => {
    const [cx, cy, dx, dy] = segments[s]!;
    const at = crossing(ax, ay, bx, by, cx, cy, dx, dy);
    if (at === undefined) return false;
    const [x, y] = [ax + at * (bx - ax), ay + at * (by - ay)];
    return !bridges.some(([px, py]) => Math.hypot(px - x, py - y) <= reach);
  };
  return (ax, ay, bx, by) => {
    const wide = Math.abs(ax - bx) + Math.abs(ay - by) > 20 * CELL;
    if (wide) return segments.some((_, s) => bars(s, ax, ay, bx, by));
    return boxCells(ax, ay, bx, by).some((key) => cells.get(key)?.some((s) => bars(s, ax, ay, bx, by)));
  };
}

function boxCells(ax: number, ay: number, bx: number, by: number): string[] {
  const keys: string[] = [];
  for (let c = Math.floor(Math.min(ax, bx) / CELL); c <= Math.floor(Math.max(ax, bx) / CELL); c++) {
    for (let r = Math.floor(Math.min(ay, by) / CELL); r <= Math.floor(Math.max(ay, by) / CELL); r++)
      keys.push(`${c} ${r}`);
  }
  return keys;
}

/** Where on a-b (0..1) it meets c-d, or undefined. A shared end counts once: c is in, d is out. */
function crossing(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): number | undefined {
  const sideC = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const sideD = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  if (sideC >= 0 === sideD >= 0) return undefined;
  const sideA = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const sideB = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  if (sideA >= 0 === sideB >= 0) return undefined;
  return sideA / (sideA - sideB);
}
