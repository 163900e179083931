import { relax } from './partition-potential.ts';
import type { State } from './partition-state.ts';

export type Schedule = {
  readonly sweeps: number;
  /** Metres a typical household would go farther and still be let: from, to (falling geometrically). */
  readonly heat: readonly [number, number];
  /**
   * How dear a household too many is, in reaches per slack: from, to (rising geometrically). 'balanced': nothing is let that puts a grid
   * outside the slack, or farther outside.
   */
  readonly price: readonly [number, number] | 'balanced';
};

/** Share of the slack that costs nothing. */
const FREE = 0.7;
const FORBIDDEN = 1e9;
/** Households that a node counts for more than it has, as a share of the mean: empty buildings go to the near grid too. */
const GHOST = 0.02;

/** How much the potential (where households should flow to even out far grids) counts beside the loads of the two grids. */
const GUIDE = 0.4;
/** Sweeps after which borders are looked for anew. */
const AFRESH = 3;
/** So many times the heat is never let: chance would let it once in 160,000. */
const HOPELESS = 12;

/**
 * Simulated annealing along the borders of grids, over moves of a node (with what hangs on it) to the grid beside and, where that alone
 * costs too much, trades of two nodes: household metres to the grid's centre, plus a price for loads off the target that rises while the
 * heat falls. Heavy buildings under a narrow tolerance only change grids by trades.
 * @param only the grids whose borders to sweep; all when not given
 * Source: Kirkpatrick, Gelatt, Vecchi 1983; centres by Weiszfeld's step after each sweep.
 */
export function anneal(
  state: State,
  schedule: Schedule,
  random: () => number,
  only?: readonly number[],
  potential = new Float64Array(state.k),
): void {
  const { graph, target, borders } = state;
  const grids = only ?? Array.from({ length: state.k }, (_, p) => p);
  const balanced = schedule.price === 'balanced';
  const prices = schedule.price === 'balanced' ? ([FORBIDDEN, FORBIDDEN] as const) : schedule.price;
  const unit = state.reach / Math.max(state.slack, 0.005 * target);
  const ghost = (GHOST * target * state.k) / graph.n;
  const rule: Rule = { heat: 0, price: 0, free: (balanced ? 1 - 1e-6 : FREE) * state.slack, ghost, potential, random };
  for (let s = 0; s < schedule.sweeps; s++) {
    if (s % AFRESH === 0) borders.survey();
    if (!only && !balanced) relax(state, potential, 0.6, 20);
    const progress = schedule.sweeps === 1 ? 1 : s / (schedule.sweeps - 1);
    rule.heat = ((target * state.k) / graph.n) * state.reach * between(schedule.heat, progress);
    rule.price = unit * between(prices, progress);
    for (const p of grids) sweep(state, p, rule);
    if (!only) centre(state, 1);
  }
}

/** What a sweep lets: heat in household metres, the price of households squared beyond the free ones. */
type Rule = {
  heat: number;
  price: number;
  readonly free: number;
  readonly ghost: number;
  readonly potential: Float64Array;
  readonly random: () => number;
};

/** Offers each node on the borders of grid p one move and, if that is not let, one trade. */
function sweep(state: State, p: number, rule: Rule): void {
  const { part, load, count, target, borders } = state;
  const { weight } = state.graph;
  for (let b = borders.start[p]!, last = borders.start[p + 1]!; b < last; b++) {
    const q = borders.to[b]!;
    const slope = 2 * GUIDE * rule.price * (rule.potential[p]! - rule.potential[q]!);
    const across = borders.first[borders.back[b]!]!;
    const many = borders.first[borders.back[b]! + 1]! - across;
    for (let s = borders.first[b]!, end = borders.first[b + 1]!; s < end; s++) {
      const i = borders.nodes[s]!;
      if (part[i] !== p || count[p] === 1) continue;
      const offP = load[p]! - target;
      const offQ = load[q]! - target;
      const own = farther(state, i, p, q, rule.ghost);
      if (lets(own + dearer(offP, offQ, weight[i]!, slope, rule), rule)) {
        if (touches(state, i, q)) moveLet(state, i, p, q, slope, rule);
        continue;
      }
      const j = borders.nodes[across + Math.floor(rule.random() * many)]!;
      if (part[j] !== q) continue;
      const sum = weight[i]! - weight[j]!;
      const worse = own + farther(state, j, q, p, rule.ghost) + dearer(offP, offQ, sum, slope, rule);
      if (lets(worse, rule)) trade(state, i, q, j, p);
    }
  }
}

/** By how much what grids p and q are off costs more when so many households go from p to q. */
function dearer(offP: number, offQ: number, sum: number, slope: number, { price, free }: Rule): number {
  const now = beyond(offP, free) + beyond(offQ, free);
  return price * (beyond(offP - sum, free) + beyond(offQ + sum, free) - now) - slope * sum;
}

function beyond(off: number, free: number): number {
  const rest = (off < 0 ? -off : off) - free;
  return rest > 0 ? rest * rest : 0;
}

function lets(worse: number, { heat, random }: Rule): boolean {
  return worse <= 0 || (worse < HOPELESS * heat && random() < Math.exp(-worse / heat));
}

/** Moves a node with all that hangs on it, if that is let too. */
function moveLet(state: State, i: number, p: number, q: number, slope: number, rule: Rule): void {
  const { load, target, cut } = state;
  const size = state.hanging(i);
  if (size === 0) return;
  if (size > 1) {
    let sum = 0;
    let metres = 0;
    for (let c = 0; c < size; c++) {
      sum += state.graph.weight[cut[c]!]!;
      metres += farther(state, cut[c]!, p, q, rule.ghost);
    }
    if (!lets(metres + dearer(load[p]! - target, load[q]! - target, sum, slope, rule), rule)) return;
  }
  state.move(size, q);
}

function trade(state: State, i: number, q: number, j: number, p: number): void {
  if (!touches(state, i, q) || state.hanging(i) !== 1) return;
  state.move(1, q);
  if (!touches(state, j, p) || state.hanging(j) !== 1) state.cut[0] = i; // i goes back
  state.move(1, p);
}

/** Whether a node has a neighbour in grid q. */
export function touches({ graph: { start, to }, part }: State, i: number, q: number): boolean {
  for (let e = start[i]!, end = start[i + 1]!; e < end; e++) if (part[to[e]!] === q) return true;
  return false;
}

/** Household metres by which node i would be farther from the centre of grid q than it is from that of p. */
function farther({ graph, mx, my, keep }: State, i: number, p: number, q: number, ghost: number): number {
  const px = graph.x[i]! - mx[p]!;
  const py = graph.y[i]! - my[p]!;
  const qx = graph.x[i]! - mx[q]!;
  const qy = graph.y[i]! - my[q]!;
  let metres = Math.sqrt(qx * qx + qy * qy) - Math.sqrt(px * px + py * py);
  if (keep.home) metres += keep.stay * ((keep.home[i] === p ? 1 : 0) - (keep.home[i] === q ? 1 : 0));
  return (graph.weight[i]! + ghost) * metres;
}

/** Moves each grid's centre by steps toward its weighted geometric median (0 steps: puts it in the centroid); sets the reach. */
export function centre(state: State, steps: number): void {
  const { graph, k, part, mx, my, target } = state;
  const { n, x, y, weight } = graph;
  const ghost = (GHOST * target * k) / n;
  const [sx, sy, sw] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  for (let step = steps === 0 ? 0 : 1; step <= steps; step++) {
    sx.fill(0);
    sy.fill(0);
    sw.fill(0);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const p = part[i]!;
      const dx = x[i]! - mx[p]!;
      const dy = y[i]! - my[p]!;
      const d = Math.sqrt(dx * dx + dy * dy);
      const own = weight[i]! + ghost;
      const w = step === 0 ? own : own / (d < 1 ? 1 : d);
      sum += own * d;
      sw[p]! += w;
      sx[p]! += w * x[i]!;
      sy[p]! += w * y[i]!;
    }
    for (let p = 0; p < k; p++) {
      mx[p] = sx[p]! / sw[p]!;
      my[p] = sy[p]! / sw[p]!;
    }
    if (step > 0) state.reach = sum / (target * k * (1 + GHOST));
  }
}

function between([from, to]: readonly [number, number], progress: number): number {
  return from * (to / from) ** progress;
}
