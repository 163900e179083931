import { allocate } from '../../functions/grids/allocation/allocate.ts';
import { loadsOf } from '../../functions/grids/allocation/loads.ts';

/** Prints CPU seconds, proof, distance and evenness for county-sized allocations: `node test/bench/allocation.ts`. */

let seed = 1;
const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
const place = (width: number) => ({ lng: 108.6 + width * random(), lat: 31.9 + width * random() });

function county(units: number, grids: number, offices: number) {
  return {
    units: Array.from({ length: units }, (_, i) => ({
      id: `u${i}`,
      ...place(offices),
      capacity: 10 * Math.exp(2 * random() - 1),
    })),
    grids: Array.from({ length: grids }, (_, i) => ({
      code: `g${i}`,
      ...place(0.1),
      households: Math.floor(300 + 200 * random()),
    })),
  };
}

console.log('units grids offices        cpu s  proven  mean m  capacity per household, least..most of mean');
for (const [units, grids, offices] of [
  [200, 200, 0.1],
  [200, 200, 0.01],
  [1000, 200, 0.1],
  [1000, 200, 0.01],
  [200, 1000, 0.1],
] as const) {
  const seconds: number[] = [];
  for (let run = 0; run < 3; run++) {
    const made = county(units, grids, offices);
    const before = process.cpuUsage();
    const { pairs, objective } = allocate(made.units, made.grids);
    const { user, system } = process.cpuUsage(before);
    seconds.push((user + system) / 1e6);
    if (run < 2) continue;
    const loads = loadsOf(made.units, made.grids, pairs).grids.map((g) => g.capacity / g.households);
    const mean = loads.reduce((sum, load) => sum + load, 0) / loads.length;
    const [least, most] = [Math.min(...loads) / mean, Math.max(...loads) / mean];
    console.log(
      [
        String(units).padStart(5),
        String(grids).padStart(5),
        offices < 0.1 ? 'in one town ' : 'county-wide ',
        seconds.map((s) => s.toFixed(2)).join('/'),
        objective.value === objective.bound,
        (objective.distance / pairs.length).toFixed(0),
        `${least.toFixed(2)}..${most.toFixed(2)}`,
      ].join('  '),
    );
  }
}
