import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { layoutOfGraph } from '../../functions/grids/plans/layout-graph.ts';
import { partition } from '../../functions/grids/plans/partition.ts';
import { numberColumns } from '../../functions/grids/plans/table.ts';

/**
 * The grid planner beside METIS on generated layouts: `npm run bench -- grids [huge]`. Layouts and metrics are made by the generator and the
 * evaluator next to the checkout (../shared/bench/grids); METIS' column is there when gpmetis is installed.
 */
const rows = [
  { kind: 'community', n: 300, grids: 8, tolerance: 0.015, seeds: [31, 32, 33, 101, 102] },
  { kind: 'town', n: 1000, grids: 20, tolerance: 0.03, seeds: [1, 2, 3, 101, 102] },
  { kind: 'town', n: 10_000, grids: 200, tolerance: 0.05, seeds: [1, 2, 101] },
  { kind: 'town', n: 100_000, grids: 2000, tolerance: 0.05, seeds: [1, 101] },
  { kind: 'town', n: 1_000_000, grids: 20_000, tolerance: 0.05, seeds: [1] },
] as const;

type Metrics = { maxImb: number; minImb: number; nonContig: number; dMed: number };

/** Layouts that the API plans at once: it runs in a process that planned before. */
const MOST_AT_ONCE = 20_000;

const source = resolve('../shared/bench/grids');
const planner = resolve('functions/grids/plans/cli.ts');
const folder = mkdtempSync(join(tmpdir(), 'grids-'));
const hasMetis = spawnSync('gpmetis').error === undefined;
if (!existsSync(join(source, 'gen.mjs'))) console.log(`no layout generator at ${source}: nothing to measure`);
else {
  if (!hasMetis) console.log('gpmetis is not installed: our column alone');
  console.log(
    'layout/grids | ours: s (cpu), MB, worst grid over/under %, broken, dMed m | METIS: s, over/under %, broken, dMed m',
  );
  const huge = process.argv.includes('huge');
  for (const { kind, n, grids, tolerance, seeds } of rows) {
    if (n > 100_000 && !huge) continue;
    for (const seed of seeds) compare(kind, n, seed, grids, tolerance);
    if (n <= MOST_AT_ONCE)
      console.log(`${kind}-${n}/${grids} in a warm process: ${warm(kind, n, seeds, grids, tolerance)} ms`);
  }
  providence();
}
rmSync(folder, { recursive: true });

function compare(kind: string, n: number, seed: number, grids: number, tolerance: number): void {
  const memory = '--max-old-space-size=8000';
  execFileSync(process.execPath, [memory, join(source, 'gen.mjs'), String(n), String(seed), folder, kind], {
    stdio: 'ignore',
  });
  const layout = join(folder, `${kind}-${n}-s${seed}`);
  const out = `${layout}.parts`;
  const input = ['--nodes', `${layout}.nodes.csv`, '--edges', `${layout}.edges.csv`];
  const { seconds, cpuSeconds, megabytes } = plan([
    ...input,
    '--grids',
    String(grids),
    '--tolerance',
    String(tolerance),
    '--out',
    out,
  ]);
  const ours = `${seconds} (${cpuSeconds}), ${megabytes}, ${shown(metrics(layout, out, grids))}`;
  console.log(`${kind}-${n}-s${seed}/${grids} | ${ours} | ${metis(layout, grids)}`);
  rmSync(out);
}

/** Milliseconds of each layout's second plan in this process. */
function warm(kind: string, n: number, seeds: readonly number[], grids: number, tolerance: number): string {
  const layouts = seeds.map((seed) => {
    const file = join(folder, `${kind}-${n}-s${seed}`);
    const [x, y, households] = numberColumns(readFileSync(`${file}.nodes.csv`), ['x', 'y', 'households'], '#/nodes');
    const [u, v] = numberColumns(readFileSync(`${file}.edges.csv`), ['u', 'v'], '#/edges');
    return layoutOfGraph(x!, y!, households!, { u: u!, v: v! });
  });
  const once = (layout: (typeof layouts)[number]): number => {
    const start = performance.now();
    partition(layout, { grids, tolerance, seed: 1 });
    return performance.now() - start;
  };
  layouts.forEach(once);
  return layouts.map((layout) => once(layout).toFixed(0)).join(' ');
}

function plan(
  args: string[],
): { seconds: number; cpuSeconds: number; megabytes: number; maxImb: number; minImb: number } & Record<string, number> {
  const line = execFileSync(process.execPath, [planner, ...args], {
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 1e9,
    env: { ...process.env, NODE_COMPILE_CACHE: 'node_modules/.cache/node' }, // as `npm run grids:plan` does
  });
  return JSON.parse(line.toString());
}

function metrics(layout: string, parts: string, grids: number): Metrics {
  const args = ['--max-old-space-size=8000', join(source, 'eval.mjs'), layout, parts, String(grids)];
  return JSON.parse(execFileSync(process.execPath, args).toString());
}

function metis(layout: string, grids: number): string {
  if (!hasMetis) return '-';
  const began = performance.now();
  execFileSync('gpmetis', ['-contig', `${layout}.graph`, String(grids)], { stdio: 'ignore' });
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  return `${seconds}, ${shown(metrics(layout, `${layout}.graph.part.${grids}`, grids))}`;
}

function shown({ maxImb, minImb, nonContig, dMed }: Metrics): string {
  return `+${(100 * maxImb).toFixed(2)}/${(100 * minImb).toFixed(2)}, ${nonContig}, ${dMed.toFixed(1)}`;
}

function providence(): void {
  const map = resolve('../shared/data/grids/providence_blocks.geojson');
  if (!existsSync(map)) return;
  const args = ['--geojson', map, '--weight', 'pop', '--grids', '15', '--tolerance', '0.02'];
  const { seconds, cpuSeconds, megabytes, maxImb, minImb, broken, distance } = plan(args);
  const worst = shown({ maxImb, minImb, nonContig: broken!, dMed: distance! });
  console.log(
    `providence (${JSON.parse(readFileSync(map, 'utf8')).features.length} blocks)/15 | ${seconds} (${cpuSeconds}), ${megabytes}, ${worst}`,
  );
}
