import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layoutOf } from '../../../../functions/grids/plans/layout.ts';
import { coloursOf } from '../../../../functions/grids/workspace/colours.ts';
import { landOf } from '../../../../functions/grids/workspace/land.ts';
import { blocks, towns } from '../plans/layouts.ts';

test('neighbours differ in colour, and few grids have one each', () => {
  const layout = layoutOf(blocks(8, 6, () => 10));
  const colour = coloursOf(
    layout,
    Int32Array.from({ length: 48 }, (_, i) => i),
    48,
  );
  for (let i = 0; i < layout.n; i++)
    for (let e = layout.start[i]!; e < layout.start[i + 1]!; e++) expect(colour[i]).not.toBe(colour[layout.to[e]!]);
  expect(
    new Set(
      coloursOf(
        layout,
        Int32Array.from({ length: 48 }, (_, i) => i % 7),
        7,
      ),
    ).size,
  ).toBe(7);
});

test('every place has its land, and a side between two cells is known to both', () => {
  fc.assert(
    fc.property(towns(), (buildings) => {
      const layout = layoutOf(buildings);
      const { cells, sides, sidesOf } = landOf(layout);
      cells.forEach((cell, i) => expect(cell.length > 0).toBe(layout.place[i] === i));
      sides.forEach(({ a, b }, s) => {
        expect(a).not.toBe(b);
        expect(sidesOf[a]).toContain(s);
        expect(sidesOf[b]).toContain(s);
      });
    }),
    { numRuns: 30 },
  );
});
