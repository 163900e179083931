import { Refusal } from '../../http/refusal.ts';
import type { PlanBuilding } from './layout.ts';
import type { Position } from './mesh.ts';

/**
 * Buildings of a GeoJSON FeatureCollection of points or polygons.
 * @param weight the property that holds the households
 * @throws Refusal 'bad-map' (no FeatureCollection, or a geometry that is neither point nor polygon), 'bad-households'
 */
export function buildingsOfMap(map: unknown, weight: string): PlanBuilding[] {
  const features = (map as { features?: unknown } | null)?.features;
  if (!Array.isArray(features)) throw new Refusal('bad-map', '#/features');
  return features.map((feature: unknown, i): PlanBuilding => {
    const { id, properties, geometry } = (feature ?? {}) as {
      id?: string | number;
      properties?: Record<string, unknown> | null;
      geometry?: { type: string; coordinates: unknown } | null;
    };
    const households = properties?.[weight];
    if (typeof households !== 'number' || !(households >= 0))
      throw new Refusal('bad-households', `#/features/${i}/properties/${weight}`);
    const base = { id: String(id ?? i), households };
    if (geometry?.type === 'Point') {
      const [lng = NaN, lat = NaN] = (Array.isArray(geometry.coordinates) ? geometry.coordinates : []) as Position;
      return { ...base, lng, lat };
    }
    if (geometry?.type !== 'Polygon' && geometry?.type !== 'MultiPolygon') {
      throw new Refusal('bad-map', `#/features/${i}/geometry`);
    }
    if (!isRings(geometry.coordinates, geometry.type === 'Polygon' ? 2 : 3)) {
      throw new Refusal('bad-polygon', `#/features/${i}/geometry`);
    }
    const polygon = geometry.coordinates as Position[][] | Position[][][];
    const [lng, lat] = pointWithin(polygon);
    return { ...base, lng, lat, polygon };
  });
}

/** Whether these are lists of positions of numbers, nested so deep. */
function isRings(value: unknown, depth: number): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  return value.every((part) =>
    depth > 0 ? isRings(part, depth - 1) : Number.isFinite(part) && Math.abs(part as number) <= 180,
  );
}

/** A point in a polygon: the centroid of its largest piece, or where that lies outside the middle of the widest stretch at its height. */
export function pointWithin(polygon: Position[][] | Position[][][]): [lng: number, lat: number] {
  const multi = Array.isArray(polygon[0]?.[0]?.[0]);
  const pieces = (multi ? polygon : [polygon]) as Position[][][];
  let best = { area: -1, lng: NaN, lat: NaN, rings: pieces[0] ?? [] };
  for (const rings of pieces) {
    const found = centroid(rings[0] ?? []);
    if (found.area > best.area) best = { ...found, rings };
  }
  const cuts = crossings(best.rings, best.lat);
  let widest = -1;
  let middle = best.lng;
  for (let c = 0; c + 1 < cuts.length; c += 2) {
    const [from, to] = [cuts[c]!, cuts[c + 1]!];
    if (best.lng > from && best.lng < to) return [best.lng, best.lat];
    if (to - from > widest) [widest, middle] = [to - from, (from + to) / 2];
  }
  return [middle, best.lat];
}

function centroid(ring: Position[]): { area: number; lng: number; lat: number } {
  const [ox = NaN, oy = NaN] = ring[0] ?? [];
  let [twice, x, y] = [0, 0, 0];
  for (let s = 0; s + 1 < ring.length; s++) {
    const [ax, ay] = [ring[s]![0]! - ox, ring[s]![1]! - oy];
    const [bx, by] = [ring[s + 1]![0]! - ox, ring[s + 1]![1]! - oy];
    const cross = ax * by - bx * ay;
    twice += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  if (twice === 0) return { area: 0, lng: ox, lat: oy };
  return { area: Math.abs(twice) / 2, lng: ox + x / (3 * twice), lat: oy + y / (3 * twice) };
}

/** Where the rings cross a parallel, from west to east. */
function crossings(rings: Position[][], lat: number): number[] {
  const found: number[] = [];
  for (const ring of rings) {
    for (let s = 0; s + 1 < ring.length; s++) {
      const [ax, ay] = [ring[s]![0]!, ring[s]![1]!];
      const [bx, by] = [ring[s + 1]![0]!, ring[s + 1]![1]!];
      if (ay > lat !== by > lat) found.push(ax + ((lat - ay) / (by - ay)) * (bx - ax));
    }
  }
  return found.sort((a, b) => a - b);
}
