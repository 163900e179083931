import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { Refusal } from '../../http/refusal.ts';
import { refusalLine, whyOf } from './cli-words.ts';
import { figures, type Figures } from './figures.ts';
import type { Layout } from './layout.ts';
import { layoutOfGraph } from './layout-graph.ts';
import { numbered } from './numbering.ts';
import { partition } from './partition.ts';
import { numberColumns } from './table.ts';

const USAGE = `grids:plan (--nodes F.nodes.csv --edges F.edges.csv | --geojson F.geojson [--weight households]) --grids K
           [--tolerance T] [--seed 1] [--out parts.txt]
`;

/** Buildings up to which a plan is ready before V8's last compiler (after Maglev, 2) would have earned what it costs. */
const BRIEF = 20_000;

try {
  await main();
} catch (error) {
  if (error instanceof Refusal) process.stderr.write(`${refusalLine(error)}\n`);
  else if (error instanceof TypeError && 'code' in error) process.stderr.write(`${error.message}\n${USAGE}`);
  else throw error;
  process.exitCode = error instanceof Refusal ? 1 : 2;
}

/** What few grids can well keep to: a community's are cut more evenly than a town's hundreds, where evenness costs ways. */
function usualTolerance(grids: number): number {
  if (grids <= 10) return 0.015;
  if (grids <= 15) return 0.02;
  return grids <= 50 ? 0.03 : 0.05;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      nodes: { type: 'string' },
      edges: { type: 'string' },
      geojson: { type: 'string' },
      weight: { type: 'string', default: 'households' },
      grids: { type: 'string' },
      tolerance: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const { nodes, edges, geojson, weight, out } = values;
  if (values.grids === undefined || (geojson === undefined && (nodes === undefined || edges === undefined))) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const began = performance.now();
  const layout = geojson !== undefined ? await mapLayout(geojson, weight) : graphLayout(nodes!, edges!);
  const read = since(began);
  process.stderr.write(`${layout.n} buildings read in ${read} s\n`);
  let shown = 0;
  const progress = (share: number): void => {
    if (share - shown >= 0.2) process.stderr.write(`${Math.round((shown = share) * 100)} % planned\n`);
  };
  const [grids, seed] = [Number(values.grids), Number(values.seed)];
  const tolerance = values.tolerance === undefined ? usualTolerance(grids) : Number(values.tolerance);
  if (!Number.isSafeInteger(seed)) throw new Refusal('bad-seed', '#/seed', { seed: values.seed });
  if (layout.n <= BRIEF) setFlagsFromString('--no-turbofan');
  const before = performance.now();
  const used = process.cpuUsage();
  const plan = partition(layout, { grids, tolerance, seed, progress });
  const seconds = since(before);
  const { user, system } = process.cpuUsage(used);
  const cpuSeconds = Math.round((user + system) / 1000) / 1000;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stderr.write(`planned in ${seconds} s\n`);
  const part = numbered(layout, plan.part, plan.grids);
  if (out !== undefined) write(out, `${part.join('\n')}\n`);
  const serial = new Int32Array(plan.grids);
  plan.part.forEach((p, i) => (serial[p] = part[i]!));
  const exceptions = plan.exceptions.map((one) => ({ ...one, grid: serial[one.grid]!, why: whyOf(one) }));
  console.log(
    JSON.stringify({ ...summary(figures(layout, part, plan.grids)), seconds, cpuSeconds, megabytes, read, exceptions }),
  );
}

/** The figures of the whole plan; maxImb and minImb are the worst grid over and under the mean. */
function summary({ grids, ...all }: Figures): Record<string, number> {
  const round = (value: number): number => Math.round(value * 1e4) / 1e4;
  let [maxImb, minImb] = [-Infinity, Infinity];
  for (const { deviation } of grids) [maxImb, minImb] = [Math.max(maxImb, deviation), Math.min(minImb, deviation)];
  const rows = Object.entries({ grids: grids.length, ...all, maxImb, minImb });
  return Object.fromEntries(rows.map(([name, value]) => [name, round(value)]));
}

function since(time: number): number {
  return Math.round(performance.now() - time) / 1000;
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Refusal('file-unreadable', file, { reason: error instanceof Error ? error.message : String(error) });
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new Refusal('file-unwritable', file, { reason: error instanceof Error ? error.message : String(error) });
  }
}

function twiceIn(ids: Float64Array): number {
  const seen = new Set<number>();
  return ids.find((id) => seen.size === seen.add(id).size) ?? NaN;
}

function graphLayout(nodes: string, edges: string): Layout {
  const [id, x, y, households] = numberColumns(bytesOf(nodes), ['id', 'x', 'y', 'households'], '#/nodes');
  const [u, v] = numberColumns(bytesOf(edges), ['u', 'v'], '#/edges');
  if (id!.some((name, i) => name !== i)) {
    const row = new Map(Array.from(id!, (name, i) => [name, i]));
    if (row.size < id!.length) throw new Refusal('duplicate-building', '#/nodes', { building: twiceIn(id!) });
    for (const end of [u!, v!]) end.forEach((name, e) => (end[e] = row.get(name) ?? -1));
  }
  return layoutOfGraph(x!, y!, households!, { u: u!, v: v! });
}

/** Geometry is loaded for a map only. */
async function mapLayout(file: string, weight: string): Promise<Layout> {
  let map: unknown;
  try {
    map = JSON.parse(new TextDecoder().decode(bytesOf(file)));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('bad-map', '#', { reason: String(error) });
  }
  const [{ layoutOf }, { buildingsOfMap }] = await Promise.all([import('./layout.ts'), import('./map-input.ts')]);
  return layoutOf(buildingsOfMap(map, weight));
}
