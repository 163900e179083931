type Point = [lng: number, lat: number];

/**
 * Polygons from directed sides (a, b, a, b, ...; the land on the left) over numbered corners. Where several rings meet in a corner
 * each turns as sharply left as it can, so rings touch but never cross; holes go into the smallest outer ring around them.
 */
export function ringsOfSides(list: readonly number[], lng: readonly number[], lat: readonly number[]): Point[][][] {
  const outgoing = new Map<number, number[]>();
  for (let s = 0; s < list.length; s += 2) {
    const known = outgoing.get(list[s]!);
    if (known) known.push(list[s + 1]!);
    else outgoing.set(list[s]!, [list[s + 1]!]);
  }
  const outers: { ring: number[]; area: number; holes: number[][] }[] = [];
  const holes: number[][] = [];
  for (const first of [...outgoing.keys()].sort((a, b) => a - b)) {
    while (outgoing.get(first)!.length > 0) {
      for (const ring of simpleRings(walk(first, outgoing, lng, lat))) {
        const area = ringArea(ring, lng, lat);
        if (area > 0) outers.push({ ring, area, holes: [] });
        else if (area < 0) holes.push(ring);
      }
    }
  }
  outers.sort((p, q) => p.area - q.area);
  for (const hole of holes) outers.find((outer) => encloses(outer.ring, hole, lng, lat))?.holes.push(hole);
  const closed = (ring: number[]): Point[] => [...ring, ring[0]!].map((c) => [lng[c]!, lat[c]!]);
  return outers.reverse().map(({ ring, holes: inside }) => [closed(ring), ...inside.map(closed)]);
}

function walk(
  first: number,
  outgoing: Map<number, number[]>,
  lng: readonly number[],
  lat: readonly number[],
): number[] {
  const ring = [first];
  let before = first;
  let at = outgoing.get(first)!.pop()!;
  while (at !== first) {
    ring.push(at);
    const ways = outgoing.get(at)!;
    let best = 0;
    if (ways.length > 1) {
      const back = Math.atan2(lat[before]! - lat[at]!, lng[before]! - lng[at]!);
      let sharpest = Infinity;
      ways.forEach((way, w) => {
        // the angle from the way back, clockwise: the smallest is the sharpest left turn
        let turn = back - Math.atan2(lat[way]! - lat[at]!, lng[way]! - lng[at]!);
        while (turn <= 1e-12) turn += 2 * Math.PI;
        if (turn < sharpest) [sharpest, best] = [turn, w];
      });
    }
    before = at;
    at = ways.splice(best, 1)[0]!;
  }
  return ring;
}

/** A closed walk that comes back to a corner is cut there into rings that touch. */
function simpleRings(walked: readonly number[]): number[][] {
  const rings: number[][] = [];
  const open: number[] = [];
  const at = new Map<number, number>();
  for (const corner of walked) {
    const seen = at.get(corner);
    if (seen !== undefined) {
      const ring = open.splice(seen);
      for (const c of ring) at.delete(c);
      rings.push(ring);
    }
    at.set(corner, open.length);
    open.push(corner);
  }
  return [...rings, open].filter((ring) => ring.length > 2);
}

function ringArea(ring: readonly number[], lng: readonly number[], lat: readonly number[]): number {
  const [ox, oy] = [lng[ring[0]!]!, lat[ring[0]!]!];
  let twice = 0;
  ring.forEach((a, s) => {
    const b = ring[(s + 1) % ring.length]!;
    twice += (lng[a]! - ox) * (lat[b]! - oy) - (lng[b]! - ox) * (lat[a]! - oy);
  });
  return twice / 2;
}

function encloses(
  outer: readonly number[],
  hole: readonly number[],
  lng: readonly number[],
  lat: readonly number[],
): boolean {
  const onRing = new Set(outer);
  const inner = hole.find((c) => !onRing.has(c));
  // a hole that shares every corner with the ring: the middle of a side tells
  const [px, py] =
    inner !== undefined
      ? [lng[inner]!, lat[inner]!]
      : [(lng[hole[0]!]! + lng[hole[1]!]!) / 2, (lat[hole[0]!]! + lat[hole[1]!]!) / 2];
  let inside = false;
  outer.forEach((a, s) => {
    const b = outer[(s + 1) % outer.length]!;
    if (lat[a]! > py === lat[b]! > py) return;
    const cut = lng[a]! + ((py - lat[a]!) / (lat[b]! - lat[a]!)) * (lng[b]! - lng[a]!);
    if (cut > px) inside = !inside;
  });
  return inside;
}
