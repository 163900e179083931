import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { figures } from './figures.ts';
import { layoutOf, layoutOfGraph, type Layout, type PlanBuilding } from './layout.ts';
import { numbered } from './numbering.ts';
import { partition } from './partition.ts';

const { values } = parseArgs({
  options: {
    nodes: { type: 'string' },
    edges: { type: 'string' },
    geojson: { type: 'string' },
    weight: { type: 'string', default: 'households' },
    grids: { type: 'string' },
    tolerance: { type: 'string', default: '0.05' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
});
const began = performance.now();
const seconds = (): number => Math.round(performance.now() - began) / 1000;
const layout = values.geojson ? mapLayout(values.geojson, values.weight) : graphLayout(values.nodes!, values.edges!);
process.stderr.write(`${layout.n} buildings read, ${seconds()} s\n`);
const k = Number(values.grids);
const before = performance.now();
const plan = partition(layout, { grids: k, tolerance: Number(values.tolerance), seed: Number(values.seed) });
const planned = Math.round(performance.now() - before) / 1000;
process.stderr.write(`planned, ${planned} s\n`);
const part = numbered(layout, plan.part, k);
if (values.out) writeFileSync(values.out, part.join('\n') + '\n');
const { grids, ...all } = figures(layout, part, k);
const deviations = grids.map((grid) => grid.deviation);
const most = Math.max(...deviations);
const least = Math.min(...deviations);
console.log(JSON.stringify({ ...all, most, least, seconds: planned, exceptions: plan.exceptions }));

function graphLayout(nodes: string, edges: string): Layout {
  const rows = (file: string): number[][] =>
    readFileSync(file, 'latin1')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
  const points = rows(nodes);
  const pairs = rows(edges);
  const column = (c: number): Float64Array => Float64Array.from(points, (row) => row[c]!);
  return layoutOfGraph(column(1), column(2), column(3), { u: pairs.map((r) => r[0]!), v: pairs.map((r) => r[1]!) });
}

function mapLayout(file: string, weight: string): Layout {
  const map = JSON.parse(readFileSync(file, 'utf8'));
  const buildings = map.features.map((feature: any, i: number): PlanBuilding => {
    const { type, coordinates } = feature.geometry;
    const ring = type === 'Polygon' ? coordinates[0] : coordinates[0][0];
    const [lng, lat] = [0, 1].map((c) => ring.reduce((s: number, p: number[]) => s + p[c]!, 0) / ring.length);
    return { id: String(i), lng: lng!, lat: lat!, households: feature.properties[weight], polygon: coordinates };
  });
  return layoutOf(buildings);
}
