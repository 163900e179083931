import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexPoints, inLasso, towards, underBrush } from '../../../../functions/grids/workspace/reach.ts';

const points = fc.array(fc.tuple(fc.nat(300), fc.nat(200)), { minLength: 1, maxLength: 80 });
const spot = fc.tuple(fc.integer({ min: -50, max: 350 }), fc.integer({ min: -50, max: 250 }));
const indexed = (list: readonly (readonly [number, number])[]) =>
  indexPoints(
    Float64Array.from(list, ([x]) => x),
    Float64Array.from(list, ([, y]) => y),
  );

test('a brush finds what a look at every point finds', () => {
  fc.assert(
    fc.property(points, spot, spot, fc.integer({ min: 0, max: 60 }), (list, a, b, radius) => {
      const near = ([x, y]: readonly [number, number]): boolean => {
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        const length = dx * dx + dy * dy;
        const t = length ? Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length)) : 0;
        return (x - a[0] - t * dx) ** 2 + (y - a[1] - t * dy) ** 2 <= radius ** 2;
      };
      const truth = [...list.keys()].filter((i) => near(list[i]!));
      expect(underBrush(indexed(list), a, b, radius).sort((p, q) => p - q)).toEqual(truth);
    }),
  );
});

test('a lasso finds what lies inside, also when it is bent or crosses itself', () => {
  const list = [
    [10, 10],
    [30, 10],
    [10, 30],
    [200, 150],
  ] as const;
  const bent = [
    [0, 0],
    [40, 0],
    [40, 20],
    [20, 20],
    [20, 40],
    [0, 40],
  ] as const;
  expect(inLasso(indexed(list), bent).sort()).toEqual([0, 1, 2]);
  expect(inLasso(indexed(list), bent.slice(0, 2))).toEqual([]);
  expect(
    inLasso(indexed(list), [
      [0, 0],
      [400, 200],
      [400, 0],
      [0, 200],
    ]),
  ).toEqual([0, 2]);
});

test('an arrow key goes to the next building that way, and stops at the edge', () => {
  const index = indexed([
    [0, 0],
    [10, 2],
    [20, 0],
    [0, 15],
    [40, 39],
  ]);
  expect(towards(index, 0, [1, 0])).toBe(1);
  expect(towards(index, 1, [1, 0])).toBe(2);
  expect(towards(index, 0, [0, 1])).toBe(3);
  expect(towards(index, 0, [-1, 0])).toBeUndefined();
});
