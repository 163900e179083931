import { neighbourGrids, relax } from './partition-balance.ts';
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

/**
 * Simulated annealing over moves of border nodes (with what hangs on them): household metres to the grid's centre, plus a price for
 * loads off the target that rises while the heat falls. A sweep offers each node one move to a neighbouring grid.
 * @param only the nodes to sweep; all when not given
 * Source: Kirkpatrick, Gelatt, Vecchi 1983; centres by Weiszfeld's step after each sweep.
 */
export function anneal(state: State, schedule: Schedule, random: () => number, only?: Int32Array): void {
  const { graph, part, load, count, mx, my, target, cut, hanging, move } = state;
  const { n, x, y, weight, start, to } = graph;
  const { home, stay } = state.keep;
  const visits = only ? only.length : n;
  const ghost = (GHOST * target * state.k) / n;
  const free = FREE * state.slack;
  const over = (off: number): number => {
    const beyond = (off < 0 ? -off : off) - free;
    return beyond > 0 ? beyond * beyond : 0;
  };
  const typical = (target * state.k) / n;
  const unit = state.reach / Math.max(state.slack, 0.005 * target);
  const potential = new Float64Array(state.k);
  const GUIDE = 0.4;
  const EVERY = 3;
  let around;
  for (let sweep = 0; sweep < schedule.sweeps; sweep++) {
    if (!only && GUIDE > 0) {
      if (sweep % EVERY === 0) around = neighbourGrids(state);
      relax(state, around!, potential, 20);
    }
    const progress = schedule.sweeps === 1 ? 1 : sweep / (schedule.sweeps - 1);
    const heat = typical * state.reach * between(schedule.heat, progress);
    const price = unit * between(schedule.price, progress);
    const guide = 2 * GUIDE * unit * between(schedule.price, progress);
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
      const [offP, offQ] = [load[p]! - target, load[q]! - target];
      const now = over(offP) + over(offQ);
      const dx = x[i]! - mx[p]!;
      const dy = y[i]! - my[p]!;
      const ex = x[i]! - mx[q]!;
      const ey = y[i]! - my[q]!;
      const w = weight[i]!;
      let worse =
        (w + ghost) * (Math.sqrt(ex * ex + ey * ey) - Math.sqrt(dx * dx + dy * dy)) +
        price * (over(offP - w) + over(offQ + w) - now) -
        guide * w * (potential[p]! - potential[q]!);
      if (home) worse += stay * (w + ghost) * ((home[i] === p ? 1 : 0) - (home[i] === q ? 1 : 0));
      if (worse > 0 && random() >= Math.exp(-worse / heat)) continue;
      const size = hanging(i);
      if (size === 0) continue;
      if (size > 1) {
        let sum = 0;
        worse = 0;
        for (let s = 0; s < size; s++) {
          const j = cut[s]!;
          const [ax, ay, bx, by] = [x[j]! - mx[p]!, y[j]! - my[p]!, x[j]! - mx[q]!, y[j]! - my[q]!];
          sum += weight[j]!;
          if (home) worse += stay * (weight[j]! + ghost) * ((home[j] === p ? 1 : 0) - (home[j] === q ? 1 : 0));
          worse += (weight[j]! + ghost) * (Math.sqrt(bx * bx + by * by) - Math.sqrt(ax * ax + ay * ay));
        }
        worse += price * (over(offP - sum) + over(offQ + sum) - now) - guide * sum * (potential[p]! - potential[q]!);
        if (worse > 0 && random() >= Math.exp(-worse / heat)) continue;
      }
      move(size, q);
    }
    if (!only) centre(state, 1);
  }
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
