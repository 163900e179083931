import fc from 'fast-check';
import { layoutOf, type Layout, type PlanBuilding } from '../../../../functions/grids/plans/layout.ts';

/** A town on a bent street grid: every building in its own spot, some without households, a few large. */
export const towns = (most = 60): fc.Arbitrary<PlanBuilding[]> =>
  fc
    .array(
      fc.record({
        spot: fc.nat(399),
        dx: fc.nat(15),
        dy: fc.nat(15),
        households: fc.oneof({ weight: 8, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(200) }),
      }),
      { minLength: 4, maxLength: most },
    )
    .map((rows) =>
      rows.map(({ spot, dx, dy, households }, i) => ({
        id: `b${i}`,
        lng: 107.39 + ((spot % 20) * 45 + dx) / 96_500,
        lat: 29.83 + (Math.floor(spot / 20) * 45 + dy) / 111_200,
        households: i === 0 ? households + 1 : households,
      })),
    );

export const townLayouts = (most = 60): fc.Arbitrary<Layout> => towns(most).map((buildings) => layoutOf(buildings));

/** A row of square blocks, `size` degrees wide, with households. */
export function blocks(columns: number, rows: number, households: (i: number) => number, size = 0.001): PlanBuilding[] {
  return Array.from({ length: columns * rows }, (_, i) => {
    const [west, south] = [107 + (i % columns) * size, 29 + Math.floor(i / columns) * size];
    const ring = [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ];
    return { id: `b${i}`, lng: west + size / 2, lat: south + size / 2, households: households(i), polygon: [ring] };
  });
}

/** Pieces that a set of buildings falls into. */
export function pieces(
  { start, to }: Layout,
  members: readonly number[],
  joined: readonly (readonly number[])[] = [],
): number {
  const left = new Set(members);
  let count = 0;
  for (const first of members) {
    if (!left.delete(first)) continue;
    count++;
    const stack = [first];
    while (stack.length > 0) {
      const i = stack.pop()!;
      const more = joined.filter((list) => list.includes(i)).flat();
      for (const j of [...to.subarray(start[i]!, start[i + 1]!), ...more]) if (left.delete(j)) stack.push(j);
    }
  }
  return count;
}

/** The buildings of each grid. */
export function membersOf(part: Int32Array, k: number): number[][] {
  const members: number[][] = Array.from({ length: k }, () => []);
  part.forEach((p, i) => members[p]!.push(i));
  return members;
}
