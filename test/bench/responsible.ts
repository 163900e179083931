import { outline } from '../../functions/grids/plans/outline.ts';
import { layoutOf } from '../../functions/grids/plans/layout.ts';
import { partition } from '../../functions/grids/plans/partition.ts';
import { openIndex, responsibleIndex } from '../../functions/grids/responsible/place-index.ts';
import { atPoint, byText } from '../../functions/grids/responsible/responsible.ts';

/** Prints CPU time of 10,000 look-ups by point and by name on a county's grids: `node test/bench/responsible.ts`. */

let seed = 1;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
const milliseconds = (work: () => void): string => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return `${((user + system) / 1000).toFixed(0)} ms`;
};

const buildings = Array.from({ length: 6000 }, (_, i) => ({
  id: String(i),
  lng: 108.6 + 0.1 * random(),
  lat: 31.9 + 0.1 * random(),
  households: 10 + Math.floor(20 * random()),
}));
const grids = 250;
const layout = layoutOf(buildings);
const { part } = partition(layout, { grids, tolerance: 0.05, seed: 1 });
const codeOf = (i: number): string => `500229001002${String(i + 1).padStart(3, '0')}`;
const index = responsibleIndex(
  {
    type: 'FeatureCollection',
    features: outline(layout, part, grids).map((coordinates, i) => ({
      type: 'Feature',
      id: codeOf(i),
      properties: { code: codeOf(i), households: 0, buildings: 0, deviation: 0 },
      geometry: { type: 'MultiPolygon', coordinates },
    })),
  },
  buildings.map((_, i): [string, string] => [`小区${i >> 4}第${i & 15}号楼`, codeOf(part[i]!)]),
);
const text = JSON.stringify(index);
console.log(`${grids} grids, ${buildings.length} names: index ${(text.length / 1024).toFixed(0)} KiB`);
let opened = openIndex(index);
console.log(
  'open',
  milliseconds(() => (opened = openIndex(JSON.parse(text)))),
);
const kinds = { grid: 0, border: 0, outside: 0 };
const points = Array.from({ length: 10_000 }, () => [108.6 + 0.1 * random(), 31.9 + 0.1 * random()] as const);
const byPoint = milliseconds(() => {
  for (const [lng, lat] of points) kinds[atPoint(opened, lng, lat)?.kind ?? 'outside']++;
});
console.log('10,000 points', byPoint, JSON.stringify(kinds));
let found = 0;
const byName = milliseconds(() => {
  for (let i = 0; i < 10_000; i++)
    found += byText(opened, `县城小区${(i * 7) % 375}${i % 16}＃2单元`).length > 0 ? 1 : 0;
});
console.log('10,000 addresses', byName, `${found} found`);
