import { islandsOf } from './islands.ts';

/** What the partition works on: points with weights and neighbours. */
export type Graph = {
  readonly n: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weight: Float64Array;
  readonly start: Int32Array;
  readonly to: Int32Array;
};

/**
 * A first partition by recursive bisection: contiguous, about even.
 * A region is swept from one end to the other in the order of d(a, i) - d(b, i), straight distances to its two ends; what then hangs
 * apart on either side is put right.
 */
export function bisected(graph: Graph, k: number, random: () => number): Int32Array {
  const { n } = graph;
  const part = new Int32Array(n);
  const sweep = new Sweep(graph, random);
  const open: { nodes: Int32Array; grids: number; first: number }[] = [];
  let given = 0;
  for (const { nodes, grids } of shares(islandsOf(graph), graph, k)) {
    open.push({ nodes, grids, first: given });
    given += grids;
  }
  for (let region = open.pop(); region; region = open.pop()) {
    const { nodes, grids, first } = region;
    if (grids === 1) {
      for (const i of nodes) part[i] = first;
      continue;
    }
    const {
      left,
      parts: [a, b],
    } = sweep.cut(nodes, grids);
    open.push({ nodes: a, grids: left, first }, { nodes: b, grids: grids - left, first: first + left });
  }
  return part;
}

/** Grids for each island: one at least, then each next one to where a grid would be largest (D'Hondt). There are no more islands than grids. */
function shares(islands: Int32Array[], graph: Graph, k: number): { nodes: Int32Array; grids: number }[] {
  const list = islands.map((nodes) => {
    return { nodes, grids: 1, weight: nodes.reduce((sum, i) => sum + graph.weight[i]!, 0) };
  });
  if (list.length === 1) return [{ nodes: list[0]!.nodes, grids: k }];
  for (let given = list.length; given < k; given++) {
    let next: (typeof list)[number] | undefined;
    for (const one of list) {
      if (one.grids >= one.nodes.length) continue;
      if (!next || one.weight / (one.grids + 1) > next.weight / (next.grids + 1)) next = one;
    }
    next!.grids++;
  }
  return list;
}

type Cut = { left: number; parts: [Int32Array, Int32Array] };
const TRIES = 2;
const ROUNDS = 3;
const CLOSE = 0.012;
const WINDOW = 0.02;
const POWER = 0.4;
const JITTER = 0.5;

/** Cuts regions of a graph in two. */
export class Sweep {
  readonly #graph: Graph;
  /** Households, and a trace for each node, so that empty land is cut evenly too. */
  readonly #weight: Float64Array;
  readonly #region: Int32Array;
  readonly #from: Float64Array;
  readonly #toward: Float64Array;
  readonly #side: Uint8Array;
  readonly #stack: Int32Array;
  readonly #seen: Int32Array;
  #stamp = 0;
  #look = 0;

  readonly #random: () => number;

  constructor(graph: Graph, random: () => number) {
    this.#graph = graph;
    this.#weight = graph.weight.map((w) => w + 1e-6);
    this.#random = random;
    this.#region = new Int32Array(graph.n).fill(-1);
    this.#from = new Float64Array(graph.n);
    this.#toward = new Float64Array(graph.n);
    this.#side = new Uint8Array(graph.n);
    this.#stack = new Int32Array(graph.n);
    this.#seen = new Int32Array(graph.n);
  }

  /** Two connected parts of a connected region, in weight about as left : right, with at least so many buildings each. */
  cut(nodes: Int32Array, grids: number): Cut {
    const stamp = ++this.#stamp;
    let total = 0;
    for (const i of nodes) {
      this.#region[i] = stamp;
      total += this.#weight[i]!;
    }
    const [from, toward] = [this.#from, this.#toward];
    const a = this.#away(nodes[Math.floor(this.#random() * nodes.length)]!, from, nodes);
    const b = this.#away(a, from, nodes);
    this.#away(b, toward, nodes);
    const key = new Float64Array(nodes.length);
    let low = Infinity;
    let high = -Infinity;
    for (let s = 0; s < nodes.length; s++) {
      const value = from[nodes[s]!]! - toward[nodes[s]!]!;
      key[s] = value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    const scale = (2 ** 30 - 1) / (high - low || 1);
    for (let s = 0; s < nodes.length; s++) key[s] = Math.round((key[s]! - low) * scale) * 2 ** 22 + s;
    key.sort();
    const order = Int32Array.from(key, (v) => nodes[v % 2 ** 22]!);
    return this.#split(nodes, order, total, grids);
  }

  /** Of the prefixes that weigh about a whole number of grids, once both sides hang together: one with few neighbours cut. */
  #split(nodes: Int32Array, order: Int32Array, total: number, grids: number): Cut {
    const mean = total / grids;
    let best: { taken: number; left: number; error: number } | undefined;
    let last = -1; // the prefix that the sides stand for now
    for (const wanted of this.#thinnest(order, mean, grids)) {
      let aim = wanted * mean;
      for (let round = 0; round < ROUNDS; round++) {
        const taken = this.#prefix(order, aim, wanted, grids - wanted);
        last = taken;
        const [sum, count] = this.#mended(nodes, order, taken);
        const rest = order.length - count;
        const left = Math.min(grids - 1, count, Math.max(1, grids - rest, Math.round(sum / mean)));
        const error = Math.abs(sum - left * mean) / (mean * Math.min(left, grids - left));
        if (!best || error < best.error) best = { taken, left, error };
        const off = wanted * mean - sum;
        if (best.error < CLOSE || Math.abs(off) < 0.01 * mean) break;
        aim += off;
        if (aim <= 0 || aim >= total) break;
      }
      if (best!.error < CLOSE) break;
    }
    const { taken, left } = best!;
    if (taken !== last) this.#mended(nodes, order, taken);
    return { left, parts: this.#sides(nodes) };
  }

  #sides(nodes: Int32Array): [Int32Array, Int32Array] {
    const sides = new Int32Array(nodes.length);
    let first = 0;
    let second = nodes.length;
    for (const i of nodes) {
      if (this.#side[i] === 0) sides[first++] = i;
      else sides[--second] = i;
    }
    return [sides.slice(0, first), sides.slice(first).reverse()];
  }

  /** Numbers of grids for the first side: those whose prefixes cut few neighbours for their size come first. */
  #thinnest(order: Int32Array, mean: number, grids: number): number[] {
    const { start, to } = this.#graph;
    const weight = this.#weight;
    const [seen, region] = [this.#seen, this.#region];
    const look = ++this.#look;
    const cut = new Float64Array(grids).fill(Infinity);
    let crossing = 0;
    let sum = 0;
    for (const i of order) {
      seen[i] = look;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = to[e]!;
        if (region[j] === this.#stamp) crossing += seen[j] === look ? -1 : 1;
      }
      sum += weight[i]!;
      const g = Math.round(sum / mean);
      if (Math.abs(sum - g * mean) < WINDOW * mean * Math.min(g, grids - g)) cut[g] = Math.min(cut[g]!, crossing);
    }
    const smaller = (g: number): number => Math.min(g, grids - g);
    const score = (g: number): number => ((cut[g]! + 1) / smaller(g) ** POWER) * (1 + JITTER * this.#random());
    return Array.from({ length: grids - 1 }, (_, g) => ({ g: g + 1, score: score(g + 1) }))
      .sort((p, q) => p.score - q.score || smaller(q.g) - smaller(p.g) || p.g - q.g)
      .slice(0, TRIES)
      .map(({ g }) => g);
  }

  /** How many of the order weigh about `aim`, with enough buildings on both sides. */
  #prefix(order: Int32Array, aim: number, left: number, right: number): number {
    let sum = 0;
    let taken = 0;
    while (taken < order.length - right) {
      const w = this.#weight[order[taken]!]!;
      if (taken >= left && sum + w / 2 >= aim) break;
      sum += w;
      taken++;
    }
    return taken;
  }

  /** Sides from a prefix, both connected; weight and buildings of the first. */
  #mended(nodes: Int32Array, order: Int32Array, taken: number): [weight: number, count: number] {
    for (let s = 0; s < order.length; s++) this.#side[order[s]!] = s < taken ? 0 : 1;
    this.#mend(nodes, 0);
    this.#mend(nodes, 1);
    let sum = 0;
    let count = 0;
    for (const i of nodes) {
      if (this.#side[i] !== 0) continue;
      sum += this.#weight[i]!;
      count++;
    }
    return [sum, count];
  }

  /** All of a side but its largest piece goes to the other side. */
  #mend(order: Int32Array, side: number): void {
    const { start, to } = this.#graph;
    const stack = this.#stack;
    const seen = this.#seen;
    const none = this.#look + 1;
    let most = 0;
    let main = none;
    for (const first of order) {
      if (this.#side[first] !== side || seen[first]! >= none) continue;
      const look = ++this.#look;
      let size = 0;
      let top = 0;
      stack[top++] = first;
      seen[first] = look;
      while (top > 0) {
        const i = stack[--top]!;
        size++;
        for (let e = start[i]!; e < start[i + 1]!; e++) {
          const j = to[e]!;
          if (seen[j] === look || this.#region[j] !== this.#stamp || this.#side[j] !== side) continue;
          seen[j] = look;
          stack[top++] = j;
        }
      }
      if (size <= most) continue;
      most = size;
      main = look;
    }
    for (const i of order) if (this.#side[i] === side && seen[i] !== main) this.#side[i] = 1 - side;
  }

  /** Straight distances from a node; returns the farthest node. */
  #away(source: number, distance: Float64Array, nodes: Int32Array): number {
    const { x, y } = this.#graph;
    let last = source;
    for (const i of nodes) {
      const dx = x[i]! - x[source]!;
      const dy = y[i]! - y[source]!;
      distance[i] = Math.sqrt(dx * dx + dy * dy);
      if (distance[i] > distance[last]!) last = i;
    }
    return last;
  }
}
