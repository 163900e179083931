import { neighbourGrids, relax, type Around } from './partition-potential.ts';
import type { State } from './partition-state.ts';

export type Schedule = {
  readonly sweeps: number;
  /** Metres a typical household would go farther and still be let: from, to (falling geometrically). */
  readonly heat: readonly [number, number];
  /** How dear a household too many is, in reaches per slack: from, to (rising geometrically). */
  readonly price: readonly [number, number];
};

/** Share of the slack that costs nothing. */
const FREE = 0.7;
/** Households that a node counts for more than it has, as a share of the mean: empty buildings go to the near grid too. */
const GHOST = 0.02;

/** How much the potential (where households should flow to even out far grids) counts beside the loads of the two grids. */
const GUIDE = 0.4;
/** Sweeps after which it is seen anew which grids are side by side. */
const AFRESH = 3;

/**
 * Simulated annealing over moves of border nodes (with what hangs on them): household metres to the grid's centre, plus a price for
 * loads off the target that rises while the heat falls. A sweep offers each node one move to a neighbouring grid.
 * @param only the nodes to sweep; all when not given
 * Source: Kirkpatrick, Gelatt, Vecchi 1983; centres by Weiszfeld's step after each sweep.
 */
export function anneal(
  state: State,
  schedule: Schedule,
  random: () => number,
  only?: Int32Array,
  potential = new Float64Array(state.k),
): void {
  const { graph, part, load, count, target, cut, hanging, move } = state;
  const { n, weight, start, to } = graph;
  const visits = only ? only.length : n;
  const typical = (target * state.k) / n;
  const ghost = GHOST * typical;
  const free = FREE * state.slack;
  const over = (off: number): number => {
    const beyond = (off < 0 ? -off : off) - free;
    return beyond > 0 ? beyond * beyond : 0;
  };
  const farther = fartherOf(state, ghost);
  const unit = state.reach / Math.max(state.slack, 0.005 * target);
  let around: Around | undefined;
  for (let sweep = 0; sweep < schedule.sweeps; sweep++) {
    if (!only) {
      if (!around || sweep % AFRESH === 0) around = neighbourGrids(state);
      relax(state, around, potential, 0.6, 20);
    }
    const progress = schedule.sweeps === 1 ? 1 : sweep / (schedule.sweeps - 1);
    const heat = typical * state.reach * between(schedule.heat, progress);
    const price = unit * between(schedule.price, progress);
    const guide = 2 * GUIDE * price;
    for (let v = 0; v < visits; v++) {
      const i = only ? only[v]! : v;
      const p = part[i]!;
      let q = p;
      let ways = 0;
      for (let e = start[i]!, end = start[i + 1]!; e < end; e++) {
        const other = part[to[e]!]!;
        if (other !== p && (++ways === 1 || random() * ways < 1)) q = other;
      }
      if (ways === 0 || count[p] === 1) continue;
      const offP = load[p]! - target;
      const offQ = load[q]! - target;
      const now = over(offP) + over(offQ);
      const slope = guide * (potential[p]! - potential[q]!);
      const w = weight[i]!;
      let worse = farther(i, p, q) + price * (over(offP - w) + over(offQ + w) - now) - slope * w;
      if (worse > 0 && random() >= Math.exp(-worse / heat)) continue;
      const size = hanging(i);
      if (size === 0) continue;
      if (size > 1) {
        let sum = 0;
        worse = 0;
        for (let s = 0; s < size; s++) {
          sum += weight[cut[s]!]!;
          worse += farther(cut[s]!, p, q);
        }
        worse += price * (over(offP - sum) + over(offQ + sum) - now) - slope * sum;
        if (worse > 0 && random() >= Math.exp(-worse / heat)) continue;
      }
      move(size, q);
    }
    if (!only) centre(state, 1);
  }
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
