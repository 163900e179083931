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
  const free = (balanced ? 1 - 1e-6 : FREE) * state.slack;
  const unit = state.reach / Math.max(state.slack, 0.005 * target);
  const sweep = sweepOf(state, free, random);
  for (let s = 0; s < schedule.sweeps; s++) {
    if (s % AFRESH === 0) borders.survey();
    if (!only && !balanced) relax(state, potential, 0.6, 20);
    const progress = schedule.sweeps === 1 ? 1 : s / (schedule.sweeps - 1);
    const heat = ((target * state.k) / graph.n) * state.reach * between(schedule.heat, progress);
    const price = unit * between(prices, progress);
    for (const p of grids) sweep(p, heat, price, potential);
    if (!only) centre(state, 1);
  }
}

/** Offers each node on the borders of grid p one move and, if that is not let, one trade. */
function sweepOf(state: State, free: number, random: () => number) {
  const { graph, part, load, count, target, cut, hanging, move, borders } = state;
  const { weight } = graph;
  const farther = fartherOf(state, (GHOST * target * state.k) / graph.n);
  const over = (off: number): number => {
    const beyond = (off < 0 ? -off : off) - free;
    return beyond > 0 ? beyond * beyond : 0;
  };
  const lets = (worse: number, heat: number): boolean =>
    worse <= 0 || (worse < HOPELESS * heat && random() < Math.exp(-worse / heat));
  const trade = (i: number, q: number, j: number, p: number): void => {
    if (!touches(state, i, q) || hanging(i) !== 1) return;
    move(1, q);
    if (!touches(state, j, p) || hanging(j) !== 1) cut[0] = i; // i goes back
    move(1, p);
  };
  return (p: number, heat: number, price: number, potential: Float64Array): void => {
    for (let b = borders.start[p]!, last = borders.start[p + 1]!; b < last; b++) {
      const q = borders.to[b]!;
      const slope = 2 * GUIDE * price * (potential[p]! - potential[q]!);
      const across = borders.first[borders.back[b]!]!;
      const many = borders.first[borders.back[b]! + 1]! - across;
      for (let s = borders.first[b]!, end = borders.first[b + 1]!; s < end; s++) {
        const i = borders.nodes[s]!;
        if (part[i] !== p || count[p] === 1) continue;
        const offP = load[p]! - target;
        const offQ = load[q]! - target;
        const now = over(offP) + over(offQ);
        const dear = (sum: number): number => price * (over(offP - sum) + over(offQ + sum) - now) - slope * sum;
        const own = farther(i, p, q);
        if (lets(own + dear(weight[i]!), heat)) {
          if (!touches(state, i, q)) continue;
          const size = hanging(i);
          if (size === 0) continue;
          let [sum, metres] = [0, 0];
          for (let c = 0; c < size; c++) {
            sum += weight[cut[c]!]!;
            metres += farther(cut[c]!, p, q);
          }
          if (size === 1 || lets(metres + dear(sum), heat)) move(size, q);
          continue;
        }
        const j = borders.nodes[across + Math.floor(random() * many)]!;
        if (part[j] === q && lets(own + farther(j, q, p) + dear(weight[i]! - weight[j]!), heat)) trade(i, q, j, p);
      }
    }
  };
}

/** Whether a node has a neighbour in grid q. */
export function touches({ graph: { start, to }, part }: State, i: number, q: number): boolean {
  for (let e = start[i]!, end = start[i + 1]!; e < end; e++) if (part[to[e]!] === q) return true;
  return false;
}

/** Household metres by which node i would be farther from the centre of grid q than it is from that of p. */
function fartherOf({ graph, mx, my, keep }: State, ghost: number) {
  const { x, y, weight } = graph;
  const { home, stay } = keep;
  return (i: number, p: number, q: number): number => {
    const px = x[i]! - mx[p]!;
    const py = y[i]! - my[p]!;
    const qx = x[i]! - mx[q]!;
    const qy = y[i]! - my[q]!;
    let metres = Math.sqrt(qx * qx + qy * qy) - Math.sqrt(px * px + py * py);
    if (home) metres += stay * ((home[i] === p ? 1 : 0) - (home[i] === q ? 1 : 0));
    return (weight[i]! + ghost) * metres;
  };
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
