import { Refusal } from '../../http/refusal.ts';
import type { Edges, PlanBuilding } from './layout.ts';
import { placesOf } from './places.ts';
import { metres, type Origin } from './projection.ts';

export type Position = readonly number[];

/** Polygons on common corners: rings as corner numbers, the polygon on the left (outer rings counter-clockwise, holes clockwise). */
export type Mesh = {
  /** Corners, metres. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The rings of each building; a ring's last corner is joined to its first. */
  readonly rings: readonly (readonly Int32Array[])[];
};

/**
 * Puts all polygons on common corners: corners within `snap` metres become one, and a corner on another polygon's side (a T-junction)
 * splits that side, so that two neighbours have each common side exactly once each, in opposite directions.
 * @returns undefined when a polygon is so small that no ring of three different corners is left of it
 * @throws Refusal 'bad-polygon' (a coordinate that is no number)
 */
export function meshOf(buildings: readonly PlanBuilding[], origin: Origin, snap: number): Mesh | undefined {
  const px: number[] = [];
  const py: number[] = [];
  const raw = buildings.map((building, i) =>
    ringsOf(building).map(({ ring, hole }) => {
      const first = px.length;
      for (const [lng, lat] of ring) {
        const [x, y] = metres(origin, lng ?? NaN, lat ?? NaN);
        if (!Number.isFinite(x) || !Number.isFinite(y)) {
          throw new Refusal('bad-polygon', `#/buildings/${i}/polygon`, { building: building.id });
        }
        px.push(x);
        py.push(y);
      }
      return { first, last: px.length, hole };
    }),
  );
  const x = Float64Array.from(px);
  const y = Float64Array.from(py);
  const corner = placesOf(x, y, snap);
  const rings = raw.map((list) =>
    list.flatMap(({ first, last, hole }) => ringOf(corner.subarray(first, last), x, y, hole)),
  );
  if (rings.some((kept) => kept.length === 0)) return undefined;
  return { x, y, rings: splitSides(rings, x, y, snap) };
}

/** Borders between polygons that share sides: metres by pair, each polygon's area and its border with none. */
export function sharedBorders(
  mesh: Mesh,
  n: number,
): { edges: Edges; touching: number; area: Float64Array; outer: Float64Array } {
  const owner = sideOwners(mesh);
  const area = new Float64Array(n);
  const outer = new Float64Array(n);
  const metresBetween = new Map<number, number>();
  mesh.rings.forEach((rings, i) => {
    for (const ring of rings) {
      area[i]! += signedArea(ring, mesh.x, mesh.y);
      for (const [a, b] of sides(ring)) {
        const j = owner.get(sideKey(mesh, b, a));
        const length = Math.hypot(mesh.x[a]! - mesh.x[b]!, mesh.y[a]! - mesh.y[b]!);
        if (j === undefined) outer[i]! += length;
        else if (i < j) metresBetween.set(i * n + j, (metresBetween.get(i * n + j) ?? 0) + length);
      }
    }
  });
  const edges: Edges = { u: [], v: [], border: [], link: [] };
  const touching = new Set<number>();
  for (const [key, length] of metresBetween) {
    const [u, v] = [Math.floor(key / n), key % n];
    touching.add(u).add(v);
    edges.u.push(u);
    edges.v.push(v);
    edges.border.push(length);
    edges.link.push(0);
  }
  return { edges, touching: touching.size, area, outer };
}

/** The directed sides of a ring. */
export function* sides(ring: Int32Array): Generator<readonly [number, number]> {
  for (let s = 0; s < ring.length; s++) yield [ring[s]!, ring[(s + 1) % ring.length]!];
}

/** Twice-checked shoelace: positive when counter-clockwise. */
export function signedArea(ring: ArrayLike<number>, x: Float64Array, y: Float64Array): number {
  let twice = 0;
  const [ox, oy] = [x[ring[0]!]!, y[ring[0]!]!];
  for (let s = 0; s < ring.length; s++) {
    const [a, b] = [ring[s]!, ring[(s + 1) % ring.length]!];
    twice += (x[a]! - ox) * (y[b]! - oy) - (x[b]! - ox) * (y[a]! - oy);
  }
  return twice / 2;
}

function ringsOf(building: PlanBuilding): { ring: readonly Position[]; hole: boolean }[] {
  const coordinates = building.polygon ?? [];
  const multi = Array.isArray(coordinates[0]?.[0]?.[0]);
  const polygons = (multi ? coordinates : [coordinates]) as readonly (readonly (readonly Position[])[])[];
  return polygons.flatMap((rings) => rings.map((ring, r) => ({ ring, hole: r > 0 })));
}

/** Repeated corners out, the right way round; nothing when fewer than three corners stay. */
function ringOf(corners: Int32Array, x: Float64Array, y: Float64Array, hole: boolean): Int32Array[] {
  const ring: number[] = [];
  for (const corner of corners) if (ring.at(-1) !== corner) ring.push(corner);
  while (ring.length > 1 && ring[0] === ring.at(-1)) ring.pop();
  if (ring.length < 3) return [];
  if (signedArea(ring, x, y) < 0 !== hole) ring.reverse();
  return [Int32Array.from(ring)];
}

const sideKey = (mesh: { x: Float64Array }, a: number, b: number): number => a * mesh.x.length + b;

function sideOwners(mesh: Mesh): Map<number, number> {
  const owner = new Map<number, number>();
  mesh.rings.forEach((rings, i) => {
    for (const ring of rings) for (const [a, b] of sides(ring)) owner.set(sideKey(mesh, a, b), i);
  });
  return owner;
}

function splitSides(
  rings: readonly (readonly Int32Array[])[],
  x: Float64Array,
  y: Float64Array,
  snap: number,
): Int32Array[][] {
  const owner = sideOwners({ x, y, rings });
  const near = cornersNear(rings, x, y, snap);
  return rings.map((list) =>
    list.map((ring) => {
      const split: number[] = [];
      for (const [a, b] of sides(ring)) {
        split.push(a);
        if (!owner.has(sideKey({ x }, b, a))) split.push(...near(a, b));
      }
      return Int32Array.from(split);
    }),
  );
}

/** Corners on the way from a to b (within `snap` metres of it), in its order. */
function cornersNear(
  rings: readonly (readonly Int32Array[])[],
  x: Float64Array,
  y: Float64Array,
  snap: number,
): (a: number, b: number) => number[] {
  const size = 25; // metres: some corners a cell in a town's map
  const cells = new Map<string, number[]>();
  for (const c of new Set(rings.flatMap((list) => list.flatMap((ring) => [...ring])))) {
    const key = `${Math.floor(x[c]! / size)} ${Math.floor(y[c]! / size)}`;
    const cell = cells.get(key);
    if (cell) cell.push(c);
    else cells.set(key, [c]);
  }
  return (a, b) => {
    const [dx, dy] = [x[b]! - x[a]!, y[b]! - y[a]!];
    const length = Math.hypot(dx, dy);
    const found = new Map<number, number>();
    const steps = Math.ceil(length / size);
    for (let s = 0; s <= steps; s++) {
      const column = Math.floor((x[a]! + (dx * s) / steps) / size);
      const row = Math.floor((y[a]! + (dy * s) / steps) / size);
      for (let k = 0; k < 9; k++) {
        for (const c of cells.get(`${column - 1 + (k % 3)} ${row - 1 + Math.floor(k / 3)}`) ?? []) {
          const at = ((x[c]! - x[a]!) * dx + (y[c]! - y[a]!) * dy) / length;
          const off = Math.abs((x[c]! - x[a]!) * dy - (y[c]! - y[a]!) * dx) / length;
          if (c !== a && c !== b && at > 0 && at < length && off <= snap) found.set(c, at);
        }
      }
    }
    return [...found].sort((p, q) => p[1] - q[1] || p[0] - q[0]).map(([c]) => c);
  };
}
