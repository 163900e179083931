import fc from 'fast-check';
import { expect, test } from 'vitest';
import { figures } from '../../../../functions/grids/plans/figures.ts';
import { layoutOf, type Layout } from '../../../../functions/grids/plans/layout.ts';
import { layoutOfGraph } from '../../../../functions/grids/plans/layout-graph.ts';
import { partition } from '../../../../functions/grids/plans/partition.ts';
import { blocks, membersOf, pieces, townLayouts } from './layouts.ts';

const cases = { numRuns: 60 };

test('every building is in exactly one connected grid, and every grid has one', () => {
  fc.assert(
    fc.property(townLayouts(), fc.integer({ min: 1, max: 6 }), (layout, wanted) => {
      const k = Math.min(wanted, new Set(layout.place).size);
      const { part } = partition(layout, { grids: k });
      for (const members of membersOf(part, k)) expect(pieces(layout, members)).toBe(1);
    }),
    cases,
  );
});

test('every grid is within the tolerance or named with the reason', () => {
  fc.assert(
    fc.property(
      townLayouts(),
      fc.integer({ min: 2, max: 5 }),
      fc.constantFrom(0, 0.02, 0.1),
      (layout, wanted, tolerance) => {
        const k = Math.min(wanted, new Set(layout.place).size);
        const { part, exceptions } = partition(layout, { grids: k, tolerance });
        const out = figures(layout, part, k).grids.flatMap(({ deviation }, p) =>
          Math.abs(deviation) > tolerance + 1e-9 ? [p] : [],
        );
        expect(exceptions.map(({ grid }) => grid)).toEqual(out);
      },
    ),
    cases,
  );
});

test('same seed, same plan', () => {
  fc.assert(
    fc.property(townLayouts(), fc.integer(), (layout, seed) => {
      const plan = (): Int32Array => partition(layout, { grids: 3, seed }).part;
      expect(plan()).toEqual(plan());
    }),
    { numRuns: 15 },
  );
});

test('locked buildings stay in their grids, compounds whole, dedicated grids apart', () => {
  const some = fc.array(fc.nat(59), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(townLayouts(), some, some, fc.nat(59), (layout, inOne, compound, lone) => {
      const own = (list: number[]): number[] => [...new Set(list.map((i) => layout.place[i % layout.n]!))];
      const [locks, together] = [own(inOne).slice(0, 1), own(compound)];
      const dedicated = own([lone]).filter((i) => !locks.includes(i) && !together.includes(i));
      const locked = new Int32Array(layout.n).fill(-1);
      for (const i of locks) locked[i] = 1;
      let plan;
      try {
        plan = partition(layout, { grids: 2, locked, together: [together], dedicated: dedicated.map((i) => [i]) });
      } catch (error) {
        expect(['more-grids-than-buildings', 'more-islands-than-grids']).toContain(
          (error as { refusal?: string }).refusal,
        );
        return;
      }
      for (const i of locks) expect(plan.part[i]).toBe(1);
      expect(new Set(together.map((i) => plan.part[i])).size).toBe(1);
      dedicated.forEach((i, d) => expect(plan.part[i]).toBe(2 + d));
      for (const members of membersOf(plan.part, plan.grids).slice(0, 2))
        expect(pieces(layout, members, [together])).toBe(1);
    }),
    cases,
  );
});

test('small communities: within the tolerance whenever a brute force is, and as compact to a few percent', () => {
  const random = numbers(7);
  for (let round = 0; round < 12; round++) {
    const households = Array.from({ length: 9 }, () => 1 + Math.floor(random() * 40));
    const layout = layoutOf(blocks(3, 3, (i) => households[i]!));
    const k = 2 + (round % 2);
    const best = bruteForce(layout, k, 0.1);
    const { part, exceptions } = partition(layout, { grids: k, tolerance: 0.1 });
    expect(exceptions.length > 0, `round ${round}`).toBe(best === undefined);
    if (best !== undefined) expect(figures(layout, part, k).distance).toBeLessThanOrEqual(best * 1.05 + 1e-9);
  }
});

test('an existing plan keeps its households where it can', () => {
  const layout = layoutOf(blocks(12, 12, (i) => 5 + ((i * 7) % 11)));
  const before = partition(layout, { grids: 6 }).part;
  const grown = { ...layout, weight: layout.weight.map((w, i) => (i % 12 < 3 ? w * 1.4 : w)) };
  const kept = partition(grown, { grids: 6, previous: before });
  const anew = partition(grown, { grids: 6, previous: before, stay: 0 });
  expect(kept.exceptions).toEqual([]);
  expect(kept.moved).toBeLessThan(0.25 * grown.weight.reduce((a, b) => a + b, 0));
  expect(kept.moved).toBeLessThanOrEqual(anew.moved);
  expect(partition(layout, { grids: 6, previous: before }).moved).toBe(0);
});

test('a plan until now that is broken, short of grids or unknown in places becomes a sound one', () => {
  const layout = layoutOf(blocks(8, 8, () => 10));
  const previous = Int32Array.from({ length: 64 }, (_, i) => (i % 5 === 0 ? -1 : i % 3));
  const { part, exceptions } = partition(layout, { grids: 4, previous });
  expect(exceptions).toEqual([]);
  for (const members of membersOf(part, 4)) expect(pieces(layout, members)).toBe(1);
});

test('a building heavier than a grid stands alone, and the others share the rest evenly', () => {
  const layout = layoutOf(blocks(8, 8, (i) => (i === 0 ? 2000 : 10)));
  const { part, exceptions } = partition(layout, { grids: 4 });
  expect(membersOf(part, 4)[part[0]!]).toEqual([0]);
  expect(exceptions.map(({ reason }) => reason).sort()).toEqual(['heavy-building', ...Array(3).fill('others-heavy')]);
  const rest = exceptions.filter(({ reason }) => reason === 'others-heavy').map(({ households }) => households);
  expect(Math.max(...rest) - Math.min(...rest)).toBeLessThanOrEqual(20);
});

test('an island that no number of grids fills is named', () => {
  const at = Float64Array.from({ length: 12 }, (_, i) => i * 40);
  const chain = Array.from({ length: 11 }, (_, i) => i).filter((i) => i !== 8);
  const weight = new Float64Array(12).fill(10);
  const layout = layoutOfGraph(at, at, weight, { u: chain, v: chain.map((i) => i + 1) });
  const { exceptions } = partition(layout, { grids: 3 });
  expect(exceptions.length).toBeGreaterThan(0);
  expect(new Set(exceptions.map(({ reason }) => reason))).toEqual(new Set(['island']));
  expect(() => partition(layout, { grids: 1 })).toThrow('more-islands-than-grids');
});

test('a hamlet behind one building that is too much for a grid and too little for two is named, whatever the numbering', () => {
  const line = Array.from({ length: 30 }, (_, i) => i);
  const at = Float64Array.from(line, (i) => i * 40);
  const weight = Float64Array.from(line, (i) => (i === 0 || i === 2 ? 60 : 10));
  const u = [0, 2, ...line.slice(3)];
  const v = [1, 1, 1, ...line.slice(3, -1)];
  const turned = (list: number[]): number[] => list.map((i) => 29 - i);
  for (const layout of [
    layoutOfGraph(at, new Float64Array(30), weight, { u, v }),
    layoutOfGraph(at.toReversed(), new Float64Array(30), weight.toReversed(), { u: turned(u), v: turned(v) }),
  ]) {
    expect(new Set(partition(layout, { grids: 4 }).exceptions.map(({ reason }) => reason))).toEqual(new Set(['neck']));
  }
  const open = partition(layoutOfGraph(at, new Float64Array(30), weight, { u: [...u, 0], v: [...v, 6] }), { grids: 4 });
  expect(open.exceptions).toEqual([]);
});

test('bad wishes are refused by name', () => {
  const layout = layoutOf(blocks(3, 2, () => 10));
  const empty = layoutOf(blocks(3, 2, () => 0));
  const plan = (options: object) => (): unknown => partition(layout, { grids: 2, ...options });
  expect(() => partition({ ...layout, n: 0 }, { grids: 1 })).toThrow('no-buildings');
  expect(plan({ grids: 7 })).toThrow('more-grids-than-buildings');
  expect(plan({ grids: 6, together: [[0, 1]] })).toThrow('more-grids-than-buildings');
  expect(() => partition(empty, { grids: 2 })).toThrow('no-households');
  for (const grids of [0, -1, 1.5, NaN]) expect(plan({ grids })).toThrow('bad-grids');
  for (const tolerance of [-0.1, NaN, 2]) expect(plan({ tolerance })).toThrow('bad-tolerance');
  expect(plan({ together: [[9]] })).toThrow('bad-building');
  expect(plan({ locked: Int32Array.of(5, 0, 0, 0, 0, 0) })).toThrow('bad-grids');
  expect(plan({ locked: Int32Array.of(0, 1, -1, -1, -1, -1), together: [[0, 1]] })).toThrow('locks-conflict');
  const line = layoutOf(blocks(5, 1, () => 10));
  expect(() => partition(line, { grids: 2, locked: Int32Array.of(0, -1, 1, -1, 0) })).toThrow('locks-apart');
});

function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** The least household metres of all contiguous plans within the tolerance; undefined when there is none. */
function bruteForce(layout: Layout, k: number, tolerance: number): number | undefined {
  const mean = layout.weight.reduce((a, b) => a + b, 0) / k;
  let best: number | undefined;
  const part = new Int32Array(layout.n);
  for (let code = 0; code < k ** layout.n; code++) {
    let rest = code;
    for (let i = 0; i < layout.n; i++, rest = Math.floor(rest / k)) part[i] = rest % k;
    const members = membersOf(part, k);
    const even = members.every((list) => {
      const load = list.reduce((sum, i) => sum + layout.weight[i]!, 0);
      return list.length > 0 && Math.abs(load / mean - 1) <= tolerance;
    });
    if (!even || !members.every((list) => pieces(layout, list) === 1)) continue;
    const { distance } = figures(layout, part, k);
    if (best === undefined || distance < best) best = distance;
  }
  return best;
}
