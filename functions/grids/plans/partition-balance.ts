import { anneal, touches } from './partition-anneal.ts';
import { relax } from './partition-potential.ts';
import { exchange, outside } from './partition-exchange.ts';
import type { State } from './partition-state.ts';

const SETTLE = 4;
const IDLE = 10;
const LUMP = 1.5; // a heavy building at a narrow place flows only when nothing lighter helped for some rounds
const AIM = 0.85; // share of the slack that flows leave a grid at

/**
 * Brings grids within the slack that annealing left outside. Between neighbouring grids a flow of households is sought that is least
 * in squares and leaves each grid within its slack; it is the difference of a potential that is 0 wherever nothing need flow. Then
 * nodes move along it, also whole lumps over a narrow link that no local rule would let pass, and the neighbourhood settles.
 * The best plan met stays.
 * @param rounds how often at most
 * @param tries how many moves ejection chains may try, in all; 0: none
 */
export function balance(state: State, random: () => number, rounds: number, tries: number): void {
  const { k, part } = state;
  let best = misfit(state);
  let kept = part.slice();
  const potential = new Float64Array(k);
  const total = { tries };
  let idle = 0;
  exchange(state, total);
  if (misfit(state) < best) {
    best = misfit(state);
    kept = part.slice();
  }
  for (let round = 0; round < rounds && best > 0 && idle < IDLE; round++) {
    state.borders.survey();
    relax(state, potential, AIM);
    const touched = flow(state, potential, random, LUMP * 2 ** idle);
    for (let p = 0; p < k; p++) if (outside(state, p) > 0) touched.add(p);
    const near = gridsAround(state, touched);
    anneal(state, { sweeps: SETTLE, heat: [0.005, 0.003], price: [10, 30] }, random, near, potential);
    exchange(state, total);
    const now = misfit(state);
    idle++;
    if (now >= best) continue;
    idle = 0;
    best = now;
    kept = part.slice();
  }
  if (misfit(state) > best) state.restore(kept);
}

/** Households by which the grids are outside their slack. */
export function misfit(state: State): number {
  let sum = 0;
  for (let p = 0; p < state.k; p++) sum += outside(state, p);
  return sum;
}

/**
 * Moves nodes along the flow, cheapest metres first; returns the grids that changed.
 * @param lump how many times what is still to flow a move may carry
 */
function flow(state: State, potential: Float64Array, random: () => number, lump: number): Set<number> {
  const { graph, k, part, cut, hanging, move, borders } = state;
  const { weight } = graph;
  const left = new Map<number, number>();
  const offers: { i: number; q: number; cost: number }[] = [];
  for (let p = 0; p < k; p++) {
    for (let b = borders.start[p]!; b < borders.start[p + 1]!; b++) {
      const q = borders.to[b]!;
      const amount = potential[p]! - potential[q]!;
      if (amount <= 0.5) continue;
      left.set(p * k + q, amount);
      for (let s = borders.first[b]!; s < borders.first[b + 1]!; s++) {
        const i = borders.nodes[s]!;
        offers.push({ i, q, cost: farther(state, i, p, q) + random() * 0.3 * state.reach });
      }
    }
  }
  offers.sort((a, b) => a.cost - b.cost || a.i - b.i || a.q - b.q);
  const touched = new Set<number>();
  for (const { i, q } of offers) {
    const p = part[i]!;
    const key = p * k + q;
    const rest = left.get(key);
    if (rest === undefined || rest <= 0 || weight[i]! > lump * rest || !touches(state, i, q)) continue;
    const size = hanging(i);
    if (size === 0) continue;
    let sum = 0;
    for (let s = 0; s < size; s++) sum += weight[cut[s]!]!;
    if (sum > lump * rest) continue;
    move(size, q);
    left.set(key, rest - sum);
    touched.add(p).add(q);
  }
  return touched;
}

/** Some grids and those around them. */
function gridsAround({ borders: { start, to } }: State, some: Set<number>): number[] {
  const grids = new Set(some);
  for (const p of [...grids]) for (let b = start[p]!; b < start[p + 1]!; b++) grids.add(to[b]!);
  return [...grids];
}

function farther({ graph: { x, y }, mx, my }: State, i: number, p: number, q: number): number {
  const px = x[i]! - mx[p]!;
  const py = y[i]! - my[p]!;
  const qx = x[i]! - mx[q]!;
  const qy = y[i]! - my[q]!;
  return Math.sqrt(qx * qx + qy * qy) - Math.sqrt(px * px + py * py);
}
