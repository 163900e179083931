import type { State } from './partition-state.ts';

const DEPTHS = [1, 2, 3, 5];
const WIDTH = 7;
const PASSES = 4;
const TRIES = 1500; // moves tried for one grid at most

/** A move that may be taken back. */
type Step = { readonly nodes: Int32Array; readonly from: number };

/**
 * Ejection chains for the last households: a grid outside its slack gives (or takes) a node, with what hangs on it; when that puts its
 * neighbour outside, the neighbour goes on, a few grids far. Exchanges are chains that come back. A chain stays when in sum fewer
 * households are outside.
 * @param total how many moves may be tried; what is left when it returns
 * @param among the grids to put right; all when not given
 */
export function exchange(state: State, total: { tries: number }, among?: ReadonlySet<number>): void {
  if (total.tries <= 0 || !anyOutside(state)) return;
  for (let pass = 0, again = true; again && pass < PASSES; pass++) {
    again = false;
    for (let p = 0; p < state.k && total.tries > 0; p++) {
      for (const depth of DEPTHS) {
        if (outside(state, p) <= 0 || (among && !among.has(p))) break;
        const budget = { tries: Math.min(TRIES, total.tries) };
        total.tries -= budget.tries;
        if (chain(state, p, 0, depth, budget)) again = true;
        total.tries += Math.max(0, budget.tries);
      }
    }
  }
}

function anyOutside(state: State): boolean {
  for (let p = 0; p < state.k; p++) if (outside(state, p) > 0) return true;
  return false;
}

/** Households by which a grid is outside its slack. */
export function outside({ load, target, slack }: State, p: number): number {
  return Math.max(0, Math.abs(load[p]! - target) - slack - 1e-9);
}

/** @param owed households that are outside more than before the chain; it stays as soon as there are fewer */
function chain(state: State, p: number, owed: number, depth: number, budget: { tries: number }): boolean {
  for (const { i, from, to } of offersOf(state, p).slice(0, WIDTH)) {
    if (--budget.tries < 0) return false;
    const before = outside(state, from) + outside(state, to);
    const size = state.hanging(i);
    if (size === 0 || state.part[i] !== from) continue;
    const step = take(state, size, to);
    const left = outside(state, from);
    const right = outside(state, to);
    const now = owed + left + right - before;
    if (now < -1e-6) return true;
    if (depth > 1 && left + right > 0 && chain(state, left > right ? from : to, now, depth - 1, budget)) return true;
    undo(state, step);
  }
  return false;
}

/** Moves out of a grid that holds too much, or into one that holds too little; those that leave least outside, and near ones, first. */
export function offersOf(state: State, p: number): { i: number; from: number; to: number }[] {
  const { graph, part, load, target, cut, hanging, mx, my, members } = state;
  const { start, to, weight, x, y } = graph;
  const offers: { i: number; from: number; to: number; cost: number; metres: number }[] = [];
  const giving = load[p]! > target;
  const off = (grid: number, change: number): number => {
    return Math.max(0, Math.abs(load[grid]! + change - target) - state.slack);
  };
  const consider = (i: number, source: number, goal: number): void => {
    const size = hanging(i);
    if (size === 0) return;
    let sum = 0;
    for (let s = 0; s < size; s++) sum += weight[cut[s]!]!;
    if (sum === 0) return;
    const metres =
      Math.hypot(x[i]! - mx[goal]!, y[i]! - my[goal]!) - Math.hypot(x[i]! - mx[source]!, y[i]! - my[source]!);
    const own = giving ? off(p, -sum) : off(p, sum);
    const cost = 2 * own + (giving ? off(goal, sum) : off(source, -sum));
    offers.push({ i, from: source, to: goal, cost, metres: metres * (weight[i]! + 1) });
  };
  for (let i = members.head[p]!; i >= 0; i = members.next[i]!) {
    let last = -1;
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const q = part[to[e]!]!;
      if (q === p || q === last) continue;
      if (giving) consider(i, p, q);
      else consider(to[e]!, q, p);
      last = giving ? q : -1;
    }
  }
  const scale = state.reach * 2;
  return offers.sort((a, b) => a.cost + a.metres / scale / 100 - (b.cost + b.metres / scale / 100) || a.i - b.i);
}

function take(state: State, size: number, q: number): Step {
  const nodes = state.cut.slice(0, size);
  const from = state.part[nodes[0]!]!;
  state.move(size, q);
  return { nodes, from };
}

function undo(state: State, { nodes, from }: Step): void {
  state.cut.set(nodes);
  state.move(nodes.length, from);
}
