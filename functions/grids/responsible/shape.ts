/** A grid's rings, ready to be asked; coordinates are whole micro-degrees (0.1 m), so corners that grids share are equal numbers. */
export interface Shape {
  /** west, south, east, north */
  readonly box: readonly [number, number, number, number];
  /** Each ring x, y, x, y, ..., closed; outer rings one way round, holes the other. */
  readonly rings: readonly Int32Array[];
}

/**
 * Whether the point is inside, by winding number (Sunday). A point on a border that two shapes share is inside exactly one of them:
 * the side is judged from the lower corner to the upper one, so both shapes compute the same number.
 */
export function contains({ box, rings }: Shape, x: number, y: number): boolean {
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
  let winding = 0;
  for (const ring of rings) {
    for (let s = 0; s + 3 < ring.length; s += 2) {
      const [ay, by] = [ring[s + 1]!, ring[s + 3]!];
      if (ay <= y && by > y) winding += leftOf(ring[s]!, ay, ring[s + 2]!, by, x, y) ? 1 : 0;
      else if (by <= y && ay > y) winding -= leftOf(ring[s + 2]!, by, ring[s]!, ay, x, y) ? 1 : 0;
    }
  }
  return winding !== 0;
}

/** Whether (x, y) is strictly left of the side from a up to b. */
const leftOf = (ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean =>
  (bx - ax) * (y - ay) - (x - ax) * (by - ay) > 0;

/**
 * Distance to the nearest side.
 * @param perX, perY metres of a micro-degree east and north
 * @param within metres: a shape whose box is farther answers Infinity
 */
export function metresTo(
  { box, rings }: Shape,
  x: number,
  y: number,
  perX: number,
  perY: number,
  within: number,
): number {
  const away = Math.max((box[0] - x) * perX, (x - box[2]) * perX, (box[1] - y) * perY, (y - box[3]) * perY);
  if (away > within) return Infinity;
  let least = Infinity;
  for (const ring of rings) {
    for (let s = 0; s + 3 < ring.length; s += 2) {
      const [ax, ay] = [(ring[s]! - x) * perX, (ring[s + 1]! - y) * perY];
      const [dx, dy] = [(ring[s + 2]! - ring[s]!) * perX, (ring[s + 3]! - ring[s + 1]!) * perY];
      const length = dx * dx + dy * dy;
      const t = length > 0 ? Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length)) : 0;
      least = Math.min(least, Math.hypot(ax + t * dx, ay + t * dy));
    }
  }
  return least;
}

/** Shape of GeoJSON MultiPolygon coordinates (WGS84 degrees). */
export const shapeOf = (polygons: readonly (readonly (readonly (readonly [number, number])[])[])[]): Shape =>
  boxed(polygons.flat().map((ring) => Int32Array.from(ring.flatMap(([lng, lat]) => [micro(lng), micro(lat)]))));

export const micro = (degrees: number): number => Math.round(degrees * 1e6);

export function boxed(rings: readonly Int32Array[]): Shape {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let s = 0; s < ring.length; s += 2) {
      const [x, y] = [ring[s]!, ring[s + 1]!];
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  }
  return { box, rings };
}
