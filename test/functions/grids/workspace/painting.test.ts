import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { figures, piecesOf } from '../../../../functions/grids/plans/figures.ts';
import { layoutOf, type Layout } from '../../../../functions/grids/plans/layout.ts';
import {
  addGrid,
  begin,
  close,
  openPainting,
  paint,
  redo,
  removeGrid,
  replace,
  undo,
  UNASSIGNED,
  type Painting,
} from '../../../../functions/grids/workspace/painting.ts';
import { members } from '../../../../functions/grids/workspace/pieces.ts';
import { middleOf, nextProblem, standingOf } from '../../../../functions/grids/workspace/standing.ts';
import { blocks, townLayouts } from '../plans/layouts.ts';

/** What somebody does, as numbers that fit any layout. */
const deeds = fc.array(
  fc.record({
    kind: fc.constantFrom('paint', 'paint', 'paint', 'undo', 'redo', 'add', 'remove', 'lock', 'lockGrid', 'replace'),
    buildings: fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }),
    grid: fc.integer({ min: -1, max: 6 }),
  }),
  { maxLength: 25 },
);

type Deed = typeof deeds extends fc.Arbitrary<infer T> ? (T extends readonly (infer D)[] ? D : never) : never;

function act(painting: Painting, { kind, buildings, grid }: Deed): void {
  const chosen = buildings.map((b) => b % painting.layout.n);
  const target = grid % painting.grids;
  if (kind === 'paint') {
    const stroke = begin(painting);
    paint(painting, stroke, chosen.slice(0, 3), target);
    paint(painting, stroke, chosen.slice(3), target);
    close(painting, stroke);
  } else if (kind === 'undo') undo(painting);
  else if (kind === 'redo') redo(painting);
  else if (kind === 'add') addGrid(painting);
  else if (kind === 'remove' && target >= 0) removeGrid(painting, target);
  else if (kind === 'lock') painting.lockedBuilding[chosen[0]!]! ^= 1;
  else if (kind === 'lockGrid' && target >= 0) painting.lockedGrid[target]! ^= 1;
  else if (kind === 'replace') {
    const part = painting.part.map((_, i) => (i * 7 + grid + 1) % 3);
    replace(painting, part, 3);
  }
}

/** Every figure that is kept, computed anew from the assignment alone. */
function expectTrue(painting: Painting): void {
  const { layout, part, grids } = painting;
  const whole = figures(layout, part, grids);
  const { grids: rows, unassigned } = standingOf(painting, 0.05);
  const total = layout.weight.reduce((a, b) => a + b, 0);
  rows.forEach((row, grid) => {
    const truth = whole.grids[grid]!;
    expect(row.households).toBe(truth.households);
    expect(row.buildings).toBe(truth.buildings);
    expect(row.pieces).toBe(truth.pieces);
    expect(row.deviation).toBeCloseTo(truth.households / (total / grids) - 1, 9);
    if (truth.buildings > 0) expect(row.compactness).toBeCloseTo(truth.compactness, 5);
    expect(painting.shared[grid]).toBeCloseTo(truth.border, 2);
    expect(members(painting, grid).sort((a, b) => a - b)).toEqual([...part.keys()].filter((i) => part[i] === grid));
    const lone = members(painting, grid).filter((i) => painting.stray[i] === 1);
    expect(lone.length > 0).toBe(row.pieces > 1);
  });
  expect(unassigned.buildings).toBe(part.filter((grid) => grid === UNASSIGNED).length);
  expect(unassigned.households + rows.reduce((sum, row) => sum + row.households, 0)).toBe(total);
}

const started = (layout: Layout, k: number): Painting =>
  openPainting(
    layout,
    Array.from({ length: layout.n }, (_, i) => (i % (k + 1)) - 1),
    k,
  );

describe('painting', () => {
  test('after anything somebody does, every figure is what a full count gives', () => {
    fc.assert(
      fc.property(townLayouts(), fc.integer({ min: 1, max: 5 }), deeds, (layout, k, list) => {
        const painting = started(layout, k);
        expectTrue(painting);
        for (const deed of list) act(painting, deed);
        expectTrue(painting);
      }),
    );
  });

  test('undoing everything gives the plan at the start, redoing everything the one at the end', () => {
    fc.assert(
      fc.property(townLayouts(40), fc.integer({ min: 1, max: 5 }), deeds, (layout, k, list) => {
        const painting = started(layout, k);
        const start = [...painting.part];
        for (const deed of list.filter(({ kind }) => kind !== 'undo' && kind !== 'redo')) act(painting, deed);
        const end = [painting.grids, ...painting.part];
        while (undo(painting));
        expect([painting.grids, ...painting.part]).toEqual([k, ...start]);
        expectTrue(painting);
        while (redo(painting));
        expect([painting.grids, ...painting.part]).toEqual(end);
        expectTrue(painting);
      }),
    );
  });

  test('a locked building stays, and nothing enters or leaves a locked grid', () => {
    fc.assert(
      fc.property(townLayouts(40), deeds, fc.nat(1000), (layout, list, b) => {
        const painting = started(layout, 3);
        const building = b % layout.n;
        painting.lockedBuilding[building] = 1;
        painting.lockedGrid[1] = 1;
        const kept = [painting.part[building], members(painting, 1).sort()];
        for (const deed of list) {
          if (['lock', 'lockGrid', 'undo', 'replace', 'remove'].includes(deed.kind)) continue;
          act(painting, deed);
        }
        expect([painting.part[building], members(painting, 1).sort()]).toEqual(kept);
      }),
    );
  });

  test('buildings at one place go together', () => {
    const at = (id: string, lng: number) => ({ id, lng, lat: 31.9, households: 10 });
    const layout = layoutOf([at('a', 108.6), at('b', 108.6), at('c', 108.6004), at('d', 108.6)]);
    const painting = openPainting(layout, [0, 0, 0, 0], 2);
    const stroke = begin(painting);
    expect([...paint(painting, stroke, [1], 1).moved].sort()).toEqual([0, 1, 3]);
    painting.lockedBuilding[0] = 1;
    expect(paint(painting, stroke, [3], 0)).toEqual({ moved: [], held: 3 });
  });

  test('a grid cut in two shows which part is astray', () => {
    const layout = layoutOf(blocks(5, 1, () => 10));
    const painting = openPainting(layout, [0, 0, 0, 0, 0], 2);
    const stroke = begin(painting);
    paint(painting, stroke, [3], 1);
    const { grids, broken } = standingOf(painting, 0.05);
    expect(grids.map(({ pieces }) => pieces)).toEqual([2, 1]);
    expect([...painting.stray]).toEqual([0, 0, 0, 0, 1]);
    expect(broken).toBe(1);
    expect(nextProblem(painting, 0)).toBe(4);
    expect(middleOf(painting, 1)).toBe(3);
    expect([...piecesOf(layout, painting.part, 2)]).toEqual([2, 1]);
  });

  test('closing a grid empties it into the bucket and the last takes its number; a lock forbids it', () => {
    const layout = layoutOf(blocks(6, 1, () => 10));
    const painting = openPainting(layout, [0, 0, 1, 1, 2, 2], 3);
    expect(removeGrid(painting, 0)).toHaveLength(4);
    expect([painting.grids, ...painting.part]).toEqual([2, -1, -1, 1, 1, 0, 0]);
    painting.lockedGrid[1] = 1;
    expect(removeGrid(painting, 1)).toBeUndefined();
    undo(painting);
    expect([painting.grids, ...painting.part]).toEqual([3, 0, 0, 1, 1, 2, 2]);
  });
});

test("an institution's own grid counts in no evenness", () => {
  const layout = layoutOf(
    [10, 10, 90].map((households, i) => ({ id: String(i), lng: 107.7 + i / 2000, lat: 29.9, households })),
  );
  const painting = openPainting(layout, [0, 1, 2], 3);
  const { target, deviation, astray, grids } = standingOf(painting, 0.05, new Map([[2, '人民医院']]));
  expect([target, deviation, astray]).toEqual([10, 0, 0]);
  expect(grids.map(({ fit }) => fit)).toEqual(['within', 'within', 'dedicated']);
});
