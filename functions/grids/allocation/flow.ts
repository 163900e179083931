import { evenNumbers } from './certificate.ts';
import { heapOf, type Heap } from './heap.ts';
import { marginal, type Problem } from './problem.ts';

export interface Flow {
  /** items: the bin of each. */
  readonly bin: Int32Array;
  /** levels x bins, decimetres: what it costs the whole to send one more item of the level there; the proof of optimality. */
  readonly price: Float64Array;
  /** decimetres: price of the right to hold one item more than the fewest. */
  readonly last: number;
}

/**
 * The optimal assignment. Among all assignments that honour the fixed pairs, first the numbers of items per bin are as even as
 * possible (least sum of squares: floor or ceil of the mean unless fixed pairs force more), then distance + load is least.
 *
 * Successive shortest paths with potentials (Busacker-Gowen; Ahuja, Magnanti, Orlin, Network Flows, 9.7 and 14.5). Nodes are cells
 * (bin, level); an item enters its bin at its level and flows down the levels, so the flow through level k is N_k(bin), whose
 * convex cost is a row of unit arcs. An item that arrives may push another out. O(items) searches of O(items bins) steps at most.
 */
export function assign(problem: Problem): Flow {
  return evenNumbers(problem).most.every((n) => n <= 1) ? expanded(problem, solve(collapsed(problem))) : solve(problem);
}

/** Where no bin can hold two items the load term is a cost of each pair: one level does. */
function collapsed(problem: Problem): Problem {
  const { items, bins, level } = problem;
  const onward = onwardCosts(problem);
  const cost = problem.cost.map((c, pair) => c + onward[level[Math.floor(pair / bins)]! * bins + (pair % bins)]!);
  const none = new Float64Array(bins);
  return { ...problem, cost, level: new Int32Array(items), levels: 1, first: none, step: none.subarray(0, 1) };
}

const expanded = (problem: Problem, { bin, price, last }: Flow): Flow => ({
  bin,
  price: onwardCosts(problem).map((cost, cell) => cost + price[cell % problem.bins]!),
  last,
});

/** levels x bins: what the first item of a bin costs from its level down. */
function onwardCosts(problem: Problem): Float64Array {
  const { bins, levels } = problem;
  const onward = new Float64Array(bins * levels);
  for (let k = levels - 1; k >= 0; k--)
    for (let b = 0; b < bins; b++)
      onward[k * bins + b] = marginal(problem, b, k, 0) + (k < levels - 1 ? onward[(k + 1) * bins + b]! : 0);
  return onward;
}

function solve(problem: Problem): Flow {
  const state = start(problem);
  const { bins, levels, items } = problem;
  const heap = heapOf(bins * levels);
  let fewest = -1;
  for (let item = 0; item < items; item++) {
    if (problem.fixed[item]! >= 0) continue;
    const least = leastCount(problem, state);
    if (least > fewest) {
      fewest = least;
      state.sink = openingPotential(problem, state, fewest);
    }
    augment(problem, state, search(problem, state, heap, item, fewest), item);
  }
  return { bin: state.bin, price: state.potential.map((p) => -p), last: -state.sink };
}

interface State {
  readonly bin: Int32Array;
  /** levels x bins: N_k(bin). */
  readonly flow: Int32Array;
  readonly potential: Float64Array;
  sink: number;
  /** levels x bins: the movable items in a cell, a doubly linked list. */
  readonly head: Int32Array;
  readonly next: Int32Array;
  readonly previous: Int32Array;
  /** levels x bins: the cell and the item that a path came by; item -1: along the levels of the bin. */
  readonly fromCell: Int32Array;
  readonly fromItem: Int32Array;
  readonly settled: number[];
}

function start(problem: Problem): State {
  const { items, bins, levels, fixed, level } = problem;
  const cells = bins * levels;
  const flow = new Int32Array(cells);
  for (let i = 0; i < items; i++)
    if (fixed[i]! >= 0) for (let k = level[i]!; k < levels; k++) flow[k * bins + fixed[i]!]!++;
  const potential = new Float64Array(cells);
  for (let b = 0; b < bins; b++) {
    for (let k = 1; k < levels; k++) {
      const above = (k - 1) * bins + b;
      potential[above + bins] = potential[above]! + marginal(problem, b, k - 1, flow[above]!);
    }
  }
  return {
    bin: fixed.slice(),
    flow,
    potential,
    sink: 0,
    head: new Int32Array(cells).fill(-1),
    next: new Int32Array(items).fill(-1),
    previous: new Int32Array(items).fill(-1),
    fromCell: new Int32Array(cells),
    fromItem: new Int32Array(cells),
    settled: [],
  };
}

function leastCount({ bins }: Problem, { flow }: State): number {
  let least = Infinity;
  for (let cell = flow.length - bins; cell < flow.length; cell++) least = Math.min(least, flow[cell]!);
  return least;
}

/** Only bins with the fewest items are open; when all have one more, a new round opens them again at fresh prices. */
function openingPotential(problem: Problem, { flow, potential }: State, fewest: number): number {
  const bottom = problem.levels - 1;
  let least = Infinity;
  for (let b = 0; b < problem.bins; b++) {
    const cell = bottom * problem.bins + b;
    if (flow[cell] === fewest) least = Math.min(least, potential[cell]! + marginal(problem, b, bottom, fewest));
  }
  return least;
}

/** Dijkstra from the item to the cheapest open bin; updates the potentials; returns the cell where the path ends. */
function search(problem: Problem, state: State, heap: Heap, item: number, fewest: number): number {
  const { bins, levels, cost, level } = problem;
  const { flow, potential, fromCell, fromItem, settled, head, next } = state;
  const { key } = heap;
  let found = Infinity;
  let end = -1;
  const reach = (cell: number, value: number, from: number, by: number): void => {
    if (value >= found || value >= key[cell]!) return;
    heap.offer(cell, value);
    fromCell[cell] = from;
    fromItem[cell] = by;
  };
  heap.clear();
  settled.length = 0;
  for (let b = 0, cell = level[item]! * bins; b < bins; b++, cell++)
    reach(cell, cost[item * bins + b]! - potential[cell]!, -1, item);
  for (let cell = heap.pop(); cell >= 0 && key[cell]! < found; cell = heap.pop()) {
    settled.push(cell);
    const k = Math.floor(cell / bins);
    const b = cell - k * bins;
    const base = key[cell]! + potential[cell]!;
    const onward = marginal(problem, b, k, flow[cell]!);
    if (k < levels - 1) reach(cell + bins, base + onward - potential[cell + bins]!, cell, -1);
    else if (flow[cell] === fewest && base + onward - state.sink < found) {
      found = base + onward - state.sink;
      end = cell;
    }
    const above = cell - bins;
    if (k > 0 && flow[above]! > 0)
      reach(above, base - marginal(problem, b, k - 1, flow[above]! - 1) - potential[above]!, cell, -1);
    for (let other = head[cell]!; other >= 0; other = next[other]!) {
      const row = other * bins;
      const free = base - cost[row + b]!;
      const limit = found;
      // the search's inner loop: local numbers and typed arrays only
      for (let to = 0, goal = k * bins; to < bins; to++, goal++) {
        const value = free + cost[row + to]! - potential[goal]!;
        if (value < limit && value < key[goal]!) reach(goal, value, cell, other);
      }
    }
  }
  for (const cell of settled) if (key[cell]! < found) potential[cell]! += key[cell]! - found;
  return end;
}

/** Walks the path back from its end: items move on, flows along levels change by one. */
function augment({ bins }: Problem, state: State, end: number, item: number): void {
  const { flow, fromCell, fromItem } = state;
  flow[end]!++;
  let cell = end;
  for (;;) {
    const from = fromCell[cell]!;
    const by = fromItem[cell]!;
    if (by < 0) {
      if (from < cell) flow[from]!++;
      else flow[cell]!--;
    } else {
      if (from >= 0) unlink(state, by, from);
      link(state, by, cell);
      state.bin[by] = cell % bins;
      if (by === item) return;
    }
    cell = from;
  }
}

function link({ head, next, previous }: State, item: number, cell: number): void {
  const first = head[cell]!;
  next[item] = first;
  previous[item] = -1;
  if (first >= 0) previous[first] = item;
  head[cell] = item;
}

function unlink({ head, next, previous }: State, item: number, cell: number): void {
  const [before, after] = [previous[item]!, next[item]!];
  if (before >= 0) next[before] = after;
  else head[cell] = after;
  if (after >= 0) previous[after] = before;
}
