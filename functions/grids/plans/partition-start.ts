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

const OUT = 2; // of the region that is cut; its sides are 0 and 1

/** Cuts regions of a graph in two. */
export class Sweep {
  readonly #graph: Graph;
  /** Households, and a trace for each node, so that empty land is cut evenly too. */
  readonly #weight: Float64Array;
  readonly #side: Uint8Array;
  readonly #stack: Int32Array;
  readonly #seen: Int32Array;
  #look = 0;
  readonly #random: () => number;

  constructor(graph: Graph, random: () => number) {
    this.#graph = graph;
    this.#weight = graph.weight.map((w) => w + 1e-6);
    this.#random = random;
    this.#side = new Uint8Array(graph.n).fill(OUT);
    this.#stack = new Int32Array(graph.n);
    this.#seen = new Int32Array(graph.n);
  }

  /** Two connected parts of a connected region, in weight about as left : right, with at least so many buildings each. */
  cut(nodes: Int32Array, grids: number): Cut {
    const a = this.#farthest(nodes, nodes[Math.floor(this.#random() * nodes.length)]!);
    const order = this.#order(nodes, a, this.#farthest(nodes, a));
    const left = this.#split(nodes, order, grids);
    return { left, parts: this.#sides(nodes) };
  }

  #farthest(nodes: Int32Array, source: number): number {
    const { x, y } = this.#graph;
    let [last, most] = [source, 0];
    for (let s = 0; s < nodes.length; s++) {
      const dx = x[nodes[s]!]! - x[source]!;
      const dy = y[nodes[s]!]! - y[source]!;
      const far = dx * dx + dy * dy;
      if (far <= most) continue;
      most = far;
      last = nodes[s]!;
    }
    return last;
  }

  /** The nodes from a to b: by how much farther they are from a than from b. */
  #order(nodes: Int32Array, a: number, b: number): Int32Array {
    const { x, y } = this.#graph;
    const n = nodes.length;
    const key = new Float64Array(n);
    let low = Infinity;
    let high = -Infinity;
    for (let s = 0; s < n; s++) {
      const i = nodes[s]!;
      const ax = x[i]! - x[a]!;
      const ay = y[i]! - y[a]!;
      const bx = x[i]! - x[b]!;
      const by = y[i]! - y[b]!;
      const value = Math.sqrt(ax * ax + ay * ay) - Math.sqrt(bx * bx + by * by);
      key[s] = value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    const scale = (2 ** 30 - 1) / (high - low || 1);
    for (let s = 0; s < n; s++) key[s] = Math.round((key[s]! - low) * scale) * 2 ** 22 + s;
    key.sort();
    const order = new Int32Array(n);
    for (let s = 0; s < n; s++) order[s] = nodes[key[s]! % 2 ** 22]!;
    return order;
  }

  /**
   * Sets the sides. Of the prefixes that weigh about a whole number of grids, once both sides hang together: one with few neighbours cut.
   * @returns grids of the first side
   */
  #split(nodes: Int32Array, order: Int32Array, grids: number): number {
    const weight = this.#weight;
    let total = 0;
    for (let s = 0; s < nodes.length; s++) total += weight[nodes[s]!]!;
    const mean = total / grids;
    let best: { taken: number; left: number; error: number } | undefined;
    let last = -1; // the prefix that the sides stand for now
    for (const wanted of this.#thinnest(order, mean, grids)) {
      let aim = wanted * mean;
      for (let round = 0; round < ROUNDS; round++) {
        const taken = this.#prefix(order, aim, wanted, grids - wanted);
        last = taken;
        const { sum, count } = this.#mended(nodes, order, taken);
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
    return left;
  }

  /** The nodes of each side; the region is no more. */
  #sides(nodes: Int32Array): [Int32Array, Int32Array] {
    const side = this.#side;
    const sides = new Int32Array(nodes.length);
    let first = 0;
    let second = nodes.length;
    for (let s = 0; s < nodes.length; s++) {
      const i = nodes[s]!;
      if (side[i] === 0) sides[first++] = i;
      else sides[--second] = i;
      side[i] = OUT;
    }
    return [sides.slice(0, first), sides.slice(first).reverse()];
  }

  /** Numbers of grids for the first side: those whose prefixes cut few neighbours for their size come first. */
  #thinnest(order: Int32Array, mean: number, grids: number): number[] {
    const { start, to } = this.#graph;
    const [weight, side] = [this.#weight, this.#side];
    const cut = new Float64Array(grids).fill(Infinity);
    for (let s = 0; s < order.length; s++) side[order[s]!] = 1;
    let crossing = 0;
    let sum = 0;
    for (let s = 0; s < order.length; s++) {
      const i = order[s]!;
      side[i] = 0;
      for (let e = start[i]!, end = start[i + 1]!; e < end; e++) {
        const other = side[to[e]!]!;
        if (other !== OUT) crossing += other === 0 ? -1 : 1;
      }
      sum += weight[i]!;
      const g = Math.round(sum / mean);
      if (Math.abs(sum - g * mean) < WINDOW * mean * Math.min(g, grids - g)) cut[g] = Math.min(cut[g]!, crossing);
    }
    const smaller = (g: number): number => Math.min(g, grids - g);
    const score = new Float64Array(grids);
    for (let g = 1; g < grids; g++) score[g] = ((cut[g]! + 1) / smaller(g) ** POWER) * (1 + JITTER * this.#random());
    return Array.from({ length: grids - 1 }, (_, g) => g + 1)
      .sort((p, q) => score[p]! - score[q]! || smaller(q) - smaller(p) || p - q)
      .slice(0, TRIES);
  }

  /** How many of the order weigh about `aim`, with enough buildings on both sides. */
  #prefix(order: Int32Array, aim: number, left: number, right: number): number {
    const weight = this.#weight;
    let sum = 0;
    let taken = 0;
    while (taken < order.length - right) {
      const w = weight[order[taken]!]!;
      if (taken >= left && sum + w / 2 >= aim) break;
      sum += w;
      taken++;
    }
    return taken;
  }

  /** Sides from a prefix, both connected; weight and buildings of the first. */
  #mended(nodes: Int32Array, order: Int32Array, taken: number): { sum: number; count: number } {
    const [weight, side] = [this.#weight, this.#side];
    for (let s = 0; s < order.length; s++) side[order[s]!] = s < taken ? 0 : 1;
    this.#mend(nodes, 0);
    this.#mend(nodes, 1);
    let sum = 0;
    let count = 0;
    for (let s = 0; s < nodes.length; s++) {
      if (side[nodes[s]!] !== 0) continue;
      sum += weight[nodes[s]!]!;
      count++;
    }
    return { sum, count };
  }

  /** All of a side but its largest piece goes to the other side. */
  #mend(nodes: Int32Array, one: number): void {
    const { start, to } = this.#graph;
    const [stack, seen, side] = [this.#stack, this.#seen, this.#side];
    const none = this.#look + 1;
    let most = 0;
    let main = none;
    for (let s = 0; s < nodes.length; s++) {
      const first = nodes[s]!;
      if (side[first] !== one || seen[first]! >= none) continue;
      const look = ++this.#look;
      let size = 0;
      let top = 0;
      stack[top++] = first;
      seen[first] = look;
      while (top > 0) {
        const i = stack[--top]!;
        size++;
        for (let e = start[i]!, end = start[i + 1]!; e < end; e++) {
          const j = to[e]!;
          if (side[j] !== one || seen[j] === look) continue;
          seen[j] = look;
          stack[top++] = j;
        }
      }
      if (size <= most) continue;
      most = size;
      main = look;
    }
    if (this.#look === none) return;
    for (let s = 0; s < nodes.length; s++) {
      const i = nodes[s]!;
      if (side[i] === one && seen[i] !== main) side[i] = 1 - one;
    }
  }
}
