import type { GridFeatures } from '../../grids/plans/contract.ts';
import type { Topology } from '../contract.ts';

/** Degrees a step: the positions of plans have seven decimals, so nothing is lost. */
const STEP = 1e-7;

type Point = readonly [number, number];

/**
 * The grids of a community as TopoJSON: a border that two grids share is one arc, so that they can neither gap nor
 * overlap however the file is simplified.
 * @param features MultiPolygons, WGS84; neighbours share the very positions of their border
 * @returns the topology, quantized to 1e-7 degrees and delta-encoded
 * Source: The TopoJSON Format Specification 1.0
 */
export function topologyOf({ features }: GridFeatures): Topology {
  const whole = features.map(({ geometry }) =>
    geometry.coordinates.map((polygon) => polygon.map((ring) => ring.slice(0, -1).map(quantized))),
  );
  const points = whole.flat(3);
  const west = points.reduce((least, [x]) => Math.min(least, x), points[0]?.[0] ?? 0);
  const south = points.reduce((least, [, y]) => Math.min(least, y), points[0]?.[1] ?? 0);
  const junction = junctionsOf(whole.flat(2));
  const arcs: Point[][] = [];
  const known = new Map<string, number>();
  const indexOf = (arc: readonly Point[]): number => {
    const back = known.get(textOf(arc.toReversed()));
    if (back !== undefined) return ~back;
    const text = textOf(arc);
    const index = known.get(text) ?? arcs.push([...arc]) - 1;
    known.set(text, index);
    return index;
  };
  return {
    type: 'Topology',
    transform: { scale: [STEP, STEP], translate: [west * STEP, south * STEP] },
    objects: {
      grids: {
        type: 'GeometryCollection',
        geometries: features.map(({ id, properties }, at) => ({
          type: 'MultiPolygon',
          id,
          properties,
          arcs: whole[at]!.map((polygon) => polygon.map((ring) => cut(ring, junction).map(indexOf))),
        })),
      },
    },
    arcs: arcs.map((arc) => deltas(arc, [west, south])),
  };
}

const quantized = ([lng, lat]: Point): Point => [Math.round(lng / STEP), Math.round(lat / STEP)];
const keyOf = ([x, y]: Point): string => `${x},${y}`;
const textOf = (points: readonly Point[]): string => points.map(keyOf).join(' ');

/** Where an arc must end: a position from which borders go more than two ways. */
function junctionsOf(rings: readonly (readonly Point[])[]): ReadonlySet<string> {
  const ways = new Map<string, Set<string>>();
  for (const ring of rings) {
    ring.forEach((point, i) => {
      const key = keyOf(point);
      const next = keyOf(ring[(i + 1) % ring.length]!);
      for (const [from, to] of [
        [key, next],
        [next, key],
      ] as const) {
        ways.set(from, (ways.get(from) ?? new Set()).add(to));
      }
    });
  }
  return new Set([...ways].filter(([, to]) => to.size !== 2).map(([key]) => key));
}

/** A ring as arcs from junction to junction; a ring without any is one closed arc that begins at its least position. */
function cut(ring: readonly Point[], junction: ReadonlySet<string>): Point[][] {
  const ends = ring.flatMap((point, i) => (junction.has(keyOf(point)) ? [i] : []));
  const starts = ends.length > 0 ? ends : [least(ring)];
  return starts.map((start, i) => {
    const end = i + 1 < starts.length ? starts[i + 1]! : starts[0]! + ring.length;
    return Array.from({ length: end - start + 1 }, (_, step) => ring[(start + step) % ring.length]!);
  });
}

const least = (ring: readonly Point[]): number =>
  ring.reduce((best, [x, y], i) => {
    const [bx, by] = ring[best]!;
    return x < bx || (x === bx && y < by) ? i : best;
  }, 0);

function deltas(arc: readonly Point[], origin: Point): [number, number][] {
  let [x, y] = origin;
  return arc.map(([px, py]) => {
    const step: [number, number] = [px - x, py - y];
    [x, y] = [px, py];
    return step;
  });
}
