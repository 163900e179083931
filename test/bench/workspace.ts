import { coloursOf } from '../../functions/grids/workspace/colours.ts';
import { compare } from '../../functions/grids/workspace/comparison.ts';
import { landOf } from '../../functions/grids/workspace/land.ts';
import { begin, close, openPainting, paint, undo } from '../../functions/grids/workspace/painting.ts';
import { indexPoints, inLasso, underBrush } from '../../functions/grids/workspace/reach.ts';
import { middleOf, standingOf } from '../../functions/grids/workspace/standing.ts';
import { figures } from '../../functions/grids/plans/figures.ts';
import { layoutOf } from '../../functions/grids/plans/layout.ts';
import { partition } from '../../functions/grids/plans/partition.ts';

/**
 * Prints what painting costs: CPU milliseconds of one brush movement and of one lasso, each with all that the page then shows
 * (households, deviation, contiguity, compactness of every grid, places of the numbers): `node test/bench/workspace.ts`.
 */

let seed = 1;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;

function timed<T>(work: () => T): { result: T; ms: number } {
  const before = performance.now();
  const result = work();
  return { result, ms: performance.now() - before };
}

const spread = (times: number[]): string => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => sorted[Math.floor(share * (sorted.length - 1))]!.toFixed(2).padStart(6);
  return `median ${at(0.5)}  p99 ${at(0.99)}  most ${at(1)} ms`;
};

for (const [n, k] of [
  [1000, 20],
  [5000, 13],
  [5000, 100],
  [20_000, 300],
] as const) {
  const width = Math.sqrt(n) * 40;
  const buildings = Array.from({ length: n }, (_, i) => ({
    id: String(i),
    lng: 108.6 + (width * random()) / 94_500,
    lat: 31.9 + (width * random()) / 111_200,
    households: 10 + Math.floor(20 * random()),
  }));
  const layout = layoutOf(buildings);
  const land = timed(() => landOf(layout));
  const { part } = partition(layout, { grids: k, tolerance: 0.05, seed: 1 });
  const opened = timed(() => openPainting(layout, part, k));
  const painting = opened.result;
  const index = indexPoints(layout.x, layout.y);
  coloursOf(layout, part, k);

  const shown = (grids: Iterable<number>) => {
    for (const grid of grids) if (grid >= 0) middleOf(painting, grid);
    return standingOf(painting, 0.05);
  };
  const movements: number[] = [];
  let moved = 0;
  for (let stroke = 0; stroke < 400; stroke++) {
    const grid = Math.floor(random() * k);
    const begun = begin(painting);
    let at: [number, number] = [(random() - 0.5) * width, (random() - 0.5) * width];
    for (let step = 0; step < 5; step++) {
      const to: [number, number] = [at[0] + (random() - 0.5) * 120, at[1] + (random() - 0.5) * 120];
      const { result, ms } = timed(() => {
        const done = paint(painting, begun, underBrush(index, at, to, 60), grid);
        shown(new Set([...begun.from, ...begun.to]));
        return done.moved.length;
      });
      moved += result;
      movements.push(ms);
      at = to;
    }
    close(painting, begun);
  }
  const lassos = Array.from({ length: 100 }, (_, i) => {
    const [x, y] = [(random() - 0.5) * width, (random() - 0.5) * width];
    const ring = Array.from({ length: 60 }, (_, c): [number, number] => [
      x + (width / 5) * Math.cos(c / 9.5),
      y + (width / 5) * Math.sin(c / 9.5),
    ]);
    return timed(() => {
      const begun = begin(painting);
      paint(painting, begun, inLasso(index, ring), i % k);
      close(painting, begun);
      shown(new Set([...begun.from, ...begun.to]));
    }).ms;
  });
  const undos = Array.from({ length: 100 }, () => timed(() => undo(painting)).ms);
  const whole = timed(() => figures(layout, painting.part, k)).ms;
  const diff = timed(() => compare(layout.weight, part, painting.part)).ms;
  console.log(`${n} buildings, ${k} grids (${(moved / movements.length).toFixed(1)} moved a brush movement)`);
  console.log(`  brush movement   ${spread(movements)}`);
  console.log(`  lasso, an eighth ${spread(lassos)}`);
  console.log(`  undo             ${spread(undos)}`);
  console.log(
    `  open ${opened.ms.toFixed(1)} ms, land ${land.ms.toFixed(0)} ms, plan diff ${diff.toFixed(1)} ms; all figures anew ${whole.toFixed(1)} ms`,
  );
}
