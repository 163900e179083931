/** From a to b, metres: ax, ay, bx, by. */
export type Segment = readonly [ax: number, ay: number, bx: number, by: number];

const CELL = 200; // metres
const MOST_CELLS = 512; // a side: over wide land the cells grow

/**
 * Finds segments by where they lie: they wait in square cells, so that a short way looks at few.
 * @returns the numbers of the segments that may cross a way, rising
 */
export function cellsUnder(segments: readonly Segment[]): (...way: Segment) => number[] {
  const bounds = boundsOf(segments);
  const size = Math.max(CELL, (bounds.east - bounds.west) / MOST_CELLS, (bounds.north - bounds.south) / MOST_CELLS);
  const columns = Math.floor((bounds.east - bounds.west) / size) + 1;
  const rows = Math.floor((bounds.north - bounds.south) / size) + 1;
  const clamp = (value: number, most: number): number => Math.min(Math.max(Math.floor(value / size), 0), most);
  const box = ([ax, ay, bx, by]: Segment) => ({
    west: clamp(Math.min(ax, bx) - bounds.west, columns - 1),
    east: clamp(Math.max(ax, bx) - bounds.west, columns - 1),
    south: clamp(Math.min(ay, by) - bounds.south, rows - 1),
    north: clamp(Math.max(ay, by) - bounds.south, rows - 1),
  });
  const cells = new Map<number, number[]>();
  segments.forEach((segment, s) => {
    const { west, east, south, north } = box(segment);
    for (let c = west; c <= east; c++) {
      for (let r = south; r <= north; r++) {
        if (!meets(segment, bounds.west + c * size, bounds.south + r * size, size)) continue;
        const list = cells.get(c * rows + r);
        if (list) list.push(s);
        else cells.set(c * rows + r, [s]);
      }
    }
  });
  return (...way) => {
    const { west, east, south, north } = box(way);
    if ((east - west + 1) * (north - south + 1) > segments.length) return [...segments.keys()];
    const found = new Set<number>();
    for (let c = west; c <= east; c++)
      for (let r = south; r <= north; r++) for (const s of cells.get(c * rows + r) ?? []) found.add(s);
    return [...found].sort((a, b) => a - b);
  };
}

function boundsOf(segments: readonly Segment[]) {
  const bounds = { west: Infinity, east: -Infinity, south: Infinity, north: -Infinity };
  for (const [ax, ay, bx, by] of segments) {
    bounds.west = Math.min(bounds.west, ax, bx);
    bounds.east = Math.max(bounds.east, ax, bx);
    bounds.south = Math.min(bounds.south, ay, by);
    bounds.north = Math.max(bounds.north, ay, by);
  }
  return bounds;
}

/** Whether a segment may touch a square: not when all its corners lie on one side of the line. */
function meets([ax, ay, bx, by]: Segment, west: number, south: number, size: number): boolean {
  const side = (x: number, y: number): number => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
  const corners = [
    side(west, south),
    side(west + size, south),
    side(west, south + size),
    side(west + size, south + size),
  ];
  return !(corners.every((s) => s > 0) || corners.every((s) => s < 0));
}

/** Where on the first (0..1) it meets the second, or undefined. A shared end counts once: the second's first is in, its last is out. */
export function crossing([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): number | undefined {
  const sideC = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const sideD = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  if (sideC >= 0 === sideD >= 0) return undefined;
  const sideA = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const sideB = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  if (sideA >= 0 === sideB >= 0) return undefined;
  return sideA / (sideA - sideB);
}
