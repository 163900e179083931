import { expect, test } from 'vitest';
import type { Building } from '../../../../functions/grids/buildings/contract.ts';
import { PlanRequest } from '../../../../functions/grids/plans/contract.ts';
import { planGrids, type Near } from '../../../../functions/grids/plans/plan.ts';

const community = '500229001002';

/** A block of buildings 40 m apart, ten households each unless told. */
const block = (columns: number, rows: number, more: (i: number) => Partial<Building> = () => ({})): Building[] =>
  Array.from({ length: columns * rows }, (_, i) => ({
    id: `b${i}`,
    lng: 109.63 + (i % columns) * 0.00042,
    lat: 31.39 - Math.floor(i / columns) * 0.00036,
    households: 10,
    ...more(i),
  }));

const plan = (buildings: Building[], request: Parameters<typeof PlanRequest.parse>[0], near?: Near) => {
  const draft = planGrids(community, buildings, PlanRequest.parse(request), near);
  const serialOf = (i: number) => Number(draft.plan.grids[draft.part[i]!]!.code.slice(12));
  return { ...draft, serialOf };
};

test('a locked building is in the grid whose serial it names, also far from where that serial would be', () => {
  const buildings = block(12, 8);
  // the north-west corner would be in grid 1, the south-east in 6
  const { serialOf, plan: made } = plan(buildings, { grids: 6, locks: { b0: 6, b95: 1, b11: 6 } });
  expect([serialOf(0), serialOf(95), serialOf(11)]).toEqual([6, 1, 6]);
  expect(made).toMatchObject({ broken: 0, withinTolerance: true });
});

test('a compound is in one grid, unless it may be split', () => {
  const buildings = block(12, 4, (i) => (i % 12 >= 4 && i % 12 < 8 ? { compound: '太平苑' } : {}));
  const gridsOfCompound = (keepCompounds: boolean) => {
    const { part, plan: made } = plan(buildings, { grids: 3, keepCompounds, seed: 2 });
    expect(made.broken).toBe(0);
    return new Set(part.filter((_, i) => buildings[i]!.compound)).size;
  };
  expect(gridsOfCompound(true)).toBe(1);
  expect(plan(buildings, { grids: 4, keepCompounds: false }).plan.withinTolerance).toBe(true);
  // 160 of 480 households are together: four grids of 120 cannot be
  const { plan: uneven } = plan(buildings, { grids: 4 });
  expect(uneven.explanation.map(({ reason }) => reason)).toContain('heavy-building');
  expect(buildings.find(({ id }) => id === uneven.explanation.find((why) => why.building)?.building)?.compound).toBe(
    '太平苑',
  );
});

test('dedicated grids stand beside the others and count in no evenness', () => {
  const buildings = block(10, 6, (i) => (i === 0 ? { households: 900 } : {}));
  const { plan: made, part } = plan(buildings, {
    grids: 3,
    dedicated: [{ name: '县人民医院', buildings: ['b0', 'b1'] }],
  });
  const [hospital] = made.grids.filter(({ dedicated }) => dedicated);
  expect(hospital).toMatchObject({ dedicated: '县人民医院', buildings: 2, households: 910 });
  expect(made.grids).toHaveLength(4);
  expect(made).toMatchObject({ withinTolerance: true, settings: { grids: 4 } });
  expect(made.deviation).toBeLessThanOrEqual(0.05);
  expect(part[0]).toBe(part[1]);
});

test('no grid crosses a river but at its bridges', () => {
  const buildings = block(12, 6);
  const river = [
    [109.62, 31.39 - 2.5 * 0.00036],
    [109.65, 31.39 - 2.5 * 0.00036],
  ];
  const barriers = { type: 'MultiLineString', coordinates: [river] };
  const both = (part: number[], grids: number) =>
    Array.from({ length: grids }, (_, p) => p).filter((p) => {
      const rows = part.flatMap((grid, i) => (grid === p ? [Math.floor(i / 12)] : []));
      return Math.min(...rows) <= 2 && Math.max(...rows) > 2;
    });
  for (const grids of [2, 3, 5, 8]) {
    const { part, plan: made } = plan(buildings, { grids, barriers });
    expect(both(part, grids)).toEqual([]);
    expect([made.broken, made.barriers]).toEqual([0, barriers]);
    if (grids % 2 === 1) expect(made.explanation.map(({ reason }) => reason)).toContain('island');
  }
  const bridges = { type: 'MultiPoint', coordinates: [[109.63 + 5.5 * 0.00042, 31.39 - 2.5 * 0.00036]] };
  const bridged = plan(buildings, { grids: 3, barriers, bridges });
  expect(both(bridged.part, 3)).not.toEqual([]);
  expect(bridged.plan).toMatchObject({ broken: 0, withinTolerance: true });
});

test('a plan near another keeps its codes and most of its households, and its locks', () => {
  const buildings = block(12, 8);
  const first = plan(buildings, { grids: 6 });
  const near: Near = { plan: 'first', serials: new Map(buildings.map(({ id }, i) => [id, first.serialOf(i)])) };
  const grown = block(12, 8, (i) => (i % 12 < 3 ? { households: 14 } : {}));
  const next = plan(
    grown,
    { grids: 6, near: { plan: '01JD3Z8K6Q4V5W7X9Y0ABCDEFG' }, locks: { b50: first.serialOf(0) } },
    near,
  );
  expect(next.serialOf(50)).toBe(first.serialOf(0));
  const stayed = grown.filter((_, i) => next.serialOf(i) === first.serialOf(i)).length;
  expect(stayed).toBeGreaterThan(60);
  const moved = grown.reduce(
    (sum, { households }, i) => sum + (next.serialOf(i) === first.serialOf(i) ? 0 : households),
    0,
  );
  expect(next.plan).toMatchObject({ near: 'first', moved, broken: 0 });
});

test('wishes that cannot be are refused by name, at the building they name', () => {
  const buildings = block(5, 1);
  const refusal = (request: object) => {
    try {
      plan(buildings, { grids: 2, ...request });
    } catch (error) {
      const { refusal: name, pointer, facts } = error as { refusal: string; pointer: string; facts: object };
      return [name, pointer, facts];
    }
  };
  expect(refusal({ locks: { x: 1 } })).toEqual(['building-unknown', '#/locks/x', { building: 'x' }]);
  expect(refusal({ locks: { b0: 3 } })).toEqual(['grid-unknown', '#/locks/b0', { grid: 3 }]);
  expect(refusal({ dedicated: [{ name: '医院', buildings: ['b9'] }] })?.[0]).toBe('building-unknown');
  const twice = [{ name: '医院', buildings: ['b0', 'b0'] }];
  expect(refusal({ dedicated: twice })).toEqual(['dedicated-twice', '#/dedicated/0/buildings/1', { building: 'b0' }]);
  const both = { dedicated: [{ name: '医院', buildings: ['b0'] }], locks: { b0: 1 } };
  expect(refusal(both)?.slice(0, 2)).toEqual(['locks-conflict', '#/locks/b0']);
  expect(refusal({ locks: { b0: 1, b2: 2, b4: 1 } })?.[0]).toBe('locks-apart');
  expect(refusal({ grids: 5, dedicated: [{ name: '医院', buildings: ['b0'] }] })?.[0]).toBe(
    'more-grids-than-buildings',
  );
});

test('what is too large for one answer is refused at once, and told where to order it', () => {
  const many = block(201, 100);
  expect(() => plan(many, { grids: 40 })).toThrow('plan-too-large');
});
