import { anneal } from './partition-anneal.ts';
import { neighbourGrids, relax, type Around } from './partition-potential.ts';
import { exchange, outside } from './partition-exchange.ts';
import type { State } from './partition-state.ts';

const SETTLE = 4;
const IDLE = 10;
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
    const around = neighbourGrids(state);
    relax(state, around, potential, AIM);
    const touched = flow(state, around, potential, random);
    for (let p = 0; p < k; p++) if (outside(state, p) > 0) touched.add(p);
    const near = nodesAround(state, around, touched);
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

/** Moves nodes along the flow, cheapest metres first; returns the grids that changed. */
function flow(state: State, around: Around, potential: Float64Array, random: () => number): Set<number> {
  const { graph, k, part, cut, hanging, move } = state;
  const { weight } = graph;
  const left = new Map<number, number>();
  const offers: { i: number; q: number; cost: number }[] = [];
  for (let p = 0; p < k; p++) {
    let gives = false;
    for (let e = around.start[p]!; e < around.start[p + 1]!; e++) {
      const q = around.to[e]!;
      const amount = potential[p]! - potential[q]!;
      if (amount <= 0.5) continue;
      left.set(p * k + q, amount);
      gives = true;
    }
    if (!gives) continue;
    for (let s = around.first[p]!; s < around.first[p + 1]!; s++) {
      const i = around.nodes[s]!;
      let last = -1;
      for (let e = graph.start[i]!; e < graph.start[i + 1]!; e++) {
        const q = part[graph.to[e]!]!;
        if (q === p || q === last || !left.has(p * k + q)) continue;
        last = q;
        const metres = farther(state, i, p, q);
        offers.push({ i, q, cost: metres + random() * 0.3 * state.reach });
      }
    }
  }
  offers.sort((a, b) => a.cost - b.cost || a.i - b.i || a.q - b.q);
  const touched = new Set<number>();
  for (const { i, q } of offers) {
    const p = part[i]!;
    const key = p * k + q;
    const rest = left.get(key);
    if (rest === undefined || rest <= 0 || weight[i]! > 1.5 * rest || !touches(state, i, q)) continue;
    const size = hanging(i);
    if (size === 0) continue;
    let sum = 0;
    for (let s = 0; s < size; s++) sum += weight[cut[s]!]!;
    if (sum > 1.5 * rest) continue;
    move(size, q);
    left.set(key, rest - sum);
    touched.add(p).add(q);
  }
  return touched;
}

function touches({ graph, part }: State, i: number, q: number): boolean {
  for (let e = graph.start[i]!; e < graph.start[i + 1]!; e++) if (part[graph.to[e]!] === q) return true;
  return false;
}

/** The nodes of some grids and of those around them. */
function nodesAround(state: State, around: Around, some: Set<number>): Int32Array {
  const grids = new Set(some);
  for (const p of [...grids]) for (let e = around.start[p]!; e < around.start[p + 1]!; e++) grids.add(around.to[e]!);
  const { head, next } = state.members;
  const nodes: number[] = [];
  for (const p of grids) for (let i = head[p]!; i >= 0; i = next[i]!) nodes.push(i);
  return Int32Array.from(nodes);
}

function farther({ graph: { x, y }, mx, my }: State, i: number, p: number, q: number): number {
  const [px, py, qx, qy] = [x[i]! - mx[p]!, y[i]! - my[p]!, x[i]! - mx[q]!, y[i]! - my[q]!];
  return Math.sqrt(qx * qx + qy * qy) - Math.sqrt(px * px + py * py);
}
