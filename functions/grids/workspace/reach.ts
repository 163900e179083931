/** Points in square cells (CSR), for finding those under a brush or in a lasso. Coordinates are metres. */
export interface PointIndex {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly west: number;
  readonly south: number;
  /** Side of a cell, metres. */
  readonly size: number;
  readonly columns: number;
  readonly rows: number;
  readonly start: Int32Array;
  readonly points: Int32Array;
}

type Point = readonly [x: number, y: number];

/** Puts points into cells, about two a cell. */
export function indexPoints(x: Float64Array, y: Float64Array): PointIndex {
  const n = x.length;
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < n; i++) {
    [west, east] = [Math.min(west, x[i]!), Math.max(east, x[i]!)];
    [south, north] = [Math.min(south, y[i]!), Math.max(north, y[i]!)];
  }
  const [width, height] = [Math.max(1, east - west), Math.max(1, north - south)];
  const size = Math.max(1, Math.sqrt((2 * width * height) / n), Math.max(width, height) / 1000);
  const columns = Math.floor(width / size) + 1;
  const rows = Math.floor(height / size) + 1;
  const cell = Int32Array.from(x, (_, i) => {
    return Math.floor((y[i]! - south) / size) * columns + Math.floor((x[i]! - west) / size);
  });
  const start = new Int32Array(columns * rows + 1);
  for (const c of cell) start[c + 1]!++;
  for (let c = 0; c < columns * rows; c++) start[c + 1]! += start[c]!;
  const free = start.slice();
  const points = new Int32Array(n);
  for (let i = 0; i < n; i++) points[free[cell[i]!]!++] = i;
  return { x, y, west, south, size, columns, rows, start, points };
}

/** The points within `radius` of the way from a to b: what a round brush covers on one movement. */
export function underBrush(index: PointIndex, a: Point, b: Point, radius: number): number[] {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length = dx * dx + dy * dy;
  const box: Box = [
    Math.min(a[0], b[0]) - radius,
    Math.min(a[1], b[1]) - radius,
    Math.max(a[0], b[0]) + radius,
    Math.max(a[1], b[1]) + radius,
  ];
  return inBox(index, box, (x, y) => {
    const along = length > 0 ? Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length)) : 0;
    return (x - a[0] - along * dx) ** 2 + (y - a[1] - along * dy) ** 2 <= radius * radius;
  });
}

/** The points in a closed line drawn around them (even-odd rule); nothing for fewer than three corners. */
export function inLasso(index: PointIndex, ring: readonly Point[]): number[] {
  if (ring.length < 3) return [];
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    [box[0], box[1]] = [Math.min(box[0], x), Math.min(box[1], y)];
    [box[2], box[3]] = [Math.max(box[2], x), Math.max(box[3], y)];
  }
  return inBox(index, box, (x, y) => encloses(ring, x, y));
}

/** Does the ring (closed or not) enclose the point? Even-odd rule. */
export function encloses(ring: readonly Point[], x: number, y: number): boolean {
  let inside = false;
  for (let s = 0, t = ring.length - 1; s < ring.length; t = s++) {
    const [[ax, ay], [bx, by]] = [ring[s]!, ring[t]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The nearest point, from a point, that lies in a direction (a quarter of the compass around it); undefined at the edge. */
export function towards({ x, y }: PointIndex, from: number, direction: Point): number | undefined {
  let best: number | undefined;
  let least = Infinity;
  for (let i = 0; i < x.length; i++) {
    const [dx, dy] = [x[i]! - x[from]!, y[i]! - y[from]!];
    const ahead = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1] - dy * direction[0]);
    if (i === from || ahead <= 0 || aside > ahead) continue;
    const far = ahead + aside; // a little to the side is farther than the same way ahead
    if (far < least) [least, best] = [far, i];
  }
  return best;
}

type Box = readonly [west: number, south: number, east: number, north: number];

function inBox(index: PointIndex, [west, south, east, north]: Box, keep: (x: number, y: number) => boolean): number[] {
  const { x, y, columns, rows, size, start, points } = index;
  const column = (at: number): number => Math.max(0, Math.min(columns - 1, Math.floor((at - index.west) / size)));
  const row = (at: number): number => Math.max(0, Math.min(rows - 1, Math.floor((at - index.south) / size)));
  const found: number[] = [];
  for (let r = row(south); r <= row(north); r++) {
    for (let c = column(west); c <= column(east); c++) {
      const cell = r * columns + c;
      for (let p = start[cell]!; p < start[cell + 1]!; p++) {
        const i = points[p]!;
        if (keep(x[i]!, y[i]!)) found.push(i);
      }
    }
  }
  return found;
}
