import { misfit } from './partition-balance.ts';
import { outside } from './partition-exchange.ts';
import { necksOf } from './partition-necks.ts';
import { drafted, finished, type Problem } from './partition-refine.ts';
import type { Borders } from './partition-borders.ts';
import type { State } from './partition-state.ts';

const RINGS = [1, 2, 3, 4]; // of grids around a stubborn one
const DRAFTS = 2; // of a region
const MOST = 400_000; // nodes planned anew, in all, at most

/**
 * For the grids that nothing else brought within their slack: the grids around are planned anew together with them, in ever wider
 * regions. What betters nothing is left as it was, and so is what
 * no plan can better.
 */
export function replanned(state: State, random: () => number): void {
  const place = new Int32Array(state.graph.n);
  let left = MOST;
  if (misfit(state) === 0) return;
  const neck = necksOf(state.graph, state.target, state.slack);
  const hopeless = new Set(state.part.filter((_, i) => neck[i] === 1));
  for (const rings of RINGS) {
    if (misfit(state) === 0) return;
    state.borders.survey();
    for (let p = 0; p < state.k; p++) {
      if (hopeless.has(p)) continue;
      for (let draft = 0; draft < DRAFTS && left > 0 && outside(state, p) > 0; draft++) {
        const grids = ringsAround(state.borders, p, rings);
        if (grids.length < 2) break;
        left -= replan(state, grids, place, random);
      }
    }
  }
}

function ringsAround({ start, to }: Borders, p: number, rings: number): number[] {
  const grids = new Set([p]);
  for (let ring = 0; ring < rings; ring++) {
    for (const q of [...grids]) for (const r of to.subarray(start[q], start[q + 1])) grids.add(r);
  }
  return [...grids].sort((a, b) => a - b);
}

/** @returns how many nodes it planned */
function replan(state: State, grids: readonly number[], place: Int32Array, random: () => number): number {
  const nodes = nodesOf(state, grids);
  const plan = drafted(regionOf(state, grids, nodes, place), random);
  finished(plan, random);
  const before = grids.reduce((sum, p) => sum + outside(state, p), 0);
  if (misfit(plan) < before - 1e-6) {
    nodes.forEach((i, a) => {
      const q = grids[plan.part[a]!]!;
      if (state.part[i] === q) return;
      state.cut[0] = i;
      state.move(1, q);
    });
    grids.forEach((p, g) => {
      state.mx[p] = plan.mx[g]!;
      state.my[p] = plan.my[g]!;
    });
  }
  return nodes.length;
}

function nodesOf({ members: { head, next } }: State, grids: readonly number[]): Int32Array {
  const nodes: number[] = [];
  for (const p of grids) for (let i = head[p]!; i >= 0; i = next[i]!) nodes.push(i);
  return Int32Array.from(nodes).sort();
}

/** Some grids of a plan as a problem of their own. @param place scratch: n */
function regionOf(state: State, grids: readonly number[], nodes: Int32Array, place: Int32Array): Problem {
  const { graph, part, keep, target, slack } = state;
  const n = nodes.length;
  const inside = new Map(grids.map((p, g) => [p, g]));
  nodes.forEach((i, a) => (place[i] = a));
  const start = new Int32Array(n + 1);
  const to: number[] = [];
  nodes.forEach((i, a) => {
    for (let e = graph.start[i]!; e < graph.start[i + 1]!; e++) {
      const j = graph.to[e]!;
      if (inside.has(part[j]!)) to.push(place[j]!);
    }
    start[a + 1] = to.length;
  });
  const of = (values: Float64Array): Float64Array => Float64Array.from(nodes, (i) => values[i]!);
  const fixed = Uint8Array.from(nodes, (i) => keep.fixed[i]!);
  const home = keep.home && Int32Array.from(nodes, (i) => inside.get(keep.home![i]!) ?? -1);
  const bound = home !== undefined || fixed.includes(1);
  return {
    graph: { n, x: of(graph.x), y: of(graph.y), weight: of(graph.weight), start, to: Int32Array.from(to) },
    k: grids.length,
    target,
    slack,
    keep: { fixed, home, stay: keep.stay },
    begin: bound ? Int32Array.from(nodes, (i) => inside.get(part[i]!)!) : undefined,
  };
}
