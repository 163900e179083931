import type { State } from './partition-state.ts';

const DEPTHS = [1, 2, 3, 5];
const WIDTH = 7;
const PASSES = 4;
const TRIES = 1500; // moves tried for one grid at most

/** A move that may be taken back. */
type Step = { readonly nodes: Int32Array; readonly from: number; readonly to: number };

/**
 * Ejection chains for the last households: a grid outside its slack gives (or takes) a node, with what hangs on it; when that puts its
 * neighbour outside, the neighbour goes on, a few grids far. Exchanges are chains that come back. A chain stays when in sum fewer
 * households are outside.
 * @param total how many moves may be tried; what is left when it returns
 * @param among the grids to put right; all when not given
 */
export function exchange(state: State, total: { tries: number }, among?: ReadonlySet<number>): void {
  if (total.tries <= 0 || !anyOutside(state)) return;
  const lists = listsOf(state);
  for (let pass = 0, again = true; again && pass < PASSES; pass++) {
    again = false;
    for (let p = 0; p < state.k && total.tries > 0; p++) {
      for (const depth of DEPTHS) {
        if (outside(state, p) <= 0 || (among && !among.has(p))) break;
        const budget = { tries: Math.min(TRIES, total.tries) };
        total.tries -= budget.tries;
        if (chain(state, lists, p, 0, depth, budget)) again = true;
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
function chain(state: State, lists: Lists, p: number, owed: number, depth: number, budget: { tries: number }): boolean {
  for (const { i, from, to } of offersOf(state, lists, p).slice(0, WIDTH)) {
    if (--budget.tries < 0) return false;
    const before = outside(state, from) + outside(state, to);
    const size = state.hanging(i);
    if (size === 0 || state.part[i] !== from) continue;
    const step = take(state, lists, size, to);
    const left = outside(state, from);
    const right = outside(state, to);
    const now = owed + left + right - before;
    if (now < -1e-6) return true;
    if (depth > 1 && left + right > 0 && chain(state, lists, left > right ? from : to, now, depth - 1, budget))
      return true;
    undo(state, lists, step);
  }
  return false;
}

/** Moves out of a grid that holds too much, or into one that holds too little; those that leave least outside, and near ones, first. */
export function offersOf(state: State, lists: Lists, p: number): { i: number; from: number; to: number }[] {
  const { graph, part, load, target, cut, hanging, mx, my } = state;
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
  for (let i = lists.head[p]!; i >= 0; i = lists.next[i]!) {
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

/** Which nodes each grid has: doubly linked lists. */
export type Lists = { readonly head: Int32Array; readonly next: Int32Array; readonly previous: Int32Array };

export function listsOf({ graph, k, part }: State): Lists {
  const lists = {
    head: new Int32Array(k).fill(-1),
    next: new Int32Array(graph.n),
    previous: new Int32Array(graph.n),
  };
  for (let i = graph.n - 1; i >= 0; i--) insert(lists, part[i]!, i);
  return lists;
}

function insert({ head, next, previous }: Lists, p: number, i: number): void {
  const first = head[p]!;
  next[i] = first;
  previous[i] = -1;
  if (first >= 0) previous[first] = i;
  head[p] = i;
}

function remove({ head, next, previous }: Lists, p: number, i: number): void {
  const before = previous[i]!;
  const after = next[i]!;
  if (before >= 0) next[before] = after;
  else head[p] = after;
  if (after >= 0) previous[after] = before;
}

function take(state: State, lists: Lists, size: number, q: number): Step {
  const nodes = state.cut.slice(0, size);
  const from = state.part[nodes[0]!]!;
  state.move(size, q);
  for (const i of nodes) {
    remove(lists, from, i);
    insert(lists, q, i);
  }
  return { nodes, from, to: q };
}

function undo(state: State, lists: Lists, { nodes, from, to }: Step): void {
  state.cut.set(nodes);
  state.move(nodes.length, from);
  for (const i of nodes) {
    remove(lists, to, i);
    insert(lists, from, i);
  }
}
