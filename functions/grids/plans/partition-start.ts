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
 * A region is swept from one end to the other in the order of d(a, i) - d(b, i), graph distances to its two ends: every prefix of
 * this order is connected (a shortest way to a never rises in it), and so is every rest, but for ties, which are put right.
 */
export function bisected(graph: Graph, k: number): Int32Array {
  const { n } = graph;
  const part = new Int32Array(n);
  const sweep = new Sweep(graph);
  const open: { nodes: Int32Array; grids: number; first: number }[] = [];
  open.push({ nodes: Int32Array.from({ length: n }, (_, i) => i), grids: k, first: 0 });
  for (let region = open.pop(); region; region = open.pop()) {
    const { nodes, grids, first } = region;
    if (grids === 1) {
      for (const i of nodes) part[i] = first;
      continue;
    }
    const left = grids >> 1;
    const [a, b] = sweep.cut(nodes, left, grids - left);
    open.push({ nodes: a, grids: left, first }, { nodes: b, grids: grids - left, first: first + left });
  }
  return part;
}

class Sweep {
  readonly #graph: Graph;
  readonly #region: Int32Array;
  readonly #from: Float64Array;
  readonly #toward: Float64Array;
  readonly #side: Uint8Array;
  readonly #heap: Heap;
  readonly #stack: Int32Array;
  readonly #seen: Int32Array;
  #stamp = 0;
  #look = 0;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.#region = new Int32Array(graph.n).fill(-1);
    this.#from = new Float64Array(graph.n);
    this.#toward = new Float64Array(graph.n);
    this.#side = new Uint8Array(graph.n);
    this.#heap = new Heap(graph.n);
    this.#stack = new Int32Array(graph.n);
    this.#seen = new Int32Array(graph.n);
  }

  /** Two connected parts of a connected region, in weight about as left : right, with at least so many buildings each. */
  cut(nodes: Int32Array, left: number, right: number): [Int32Array, Int32Array] {
    const stamp = ++this.#stamp;
    let total = 0;
    for (const i of nodes) {
      this.#region[i] = stamp;
      total += this.#graph.weight[i]!;
    }
    const a = this.#distances(nodes[0]!, this.#from, nodes);
    const b = this.#distances(a, this.#from, nodes);
    this.#distances(b, this.#toward, nodes);
    const [from, toward] = [this.#from, this.#toward];
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
    const target = (total * left) / (left + right);
    let sum = 0;
    let taken = 0;
    while (taken < order.length - right) {
      const w = this.#graph.weight[order[taken]!]!;
      if (taken >= left && sum + w / 2 >= target) break;
      sum += w;
      taken++;
    }
    for (let s = 0; s < order.length; s++) this.#side[order[s]!] = s < taken ? 0 : 1;
    this.#mend(a, order, 0);
    this.#mend(order[order.length - 1]!, order, 1);
    return [order.filter((i) => this.#side[i] === 0), order.filter((i) => this.#side[i] === 1)];
  }

  /** What of a side hangs not together with its end goes to the other side. */
  #mend(end: number, order: Int32Array, side: number): void {
    const { start, to } = this.#graph;
    const look = ++this.#look;
    const [seen, stack] = [this.#seen, this.#stack];
    let top = 0;
    stack[top++] = end;
    seen[end] = look;
    while (top > 0) {
      const i = stack[--top]!;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = to[e]!;
        if (seen[j] === look || this.#region[j] !== this.#stamp || this.#side[j] !== side) continue;
        seen[j] = look;
        stack[top++] = j;
      }
    }
    for (const i of order) if (this.#side[i] === side && seen[i] !== look) this.#side[i] = 1 - side;
  }

  /** Graph distances from a node within its region (Dijkstra); returns the farthest node. */
  #distances(source: number, distance: Float64Array, nodes: Int32Array): number {
    const { start, to, x, y } = this.#graph;
    const region = this.#region[source]!;
    for (const i of nodes) distance[i] = Infinity;
    distance[source] = 0;
    const heap = this.#heap;
    heap.push(source, 0);
    let last = source;
    for (let i = heap.pop(); i >= 0; i = heap.pop()) {
      const here = heap.popped;
      if (here > distance[i]!) continue;
      last = i;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = to[e]!;
        if (this.#region[j] !== region) continue;
        const dx = x[i]! - x[j]!;
        const dy = y[i]! - y[j]!;
        const there = here + Math.sqrt(dx * dx + dy * dy);
        if (there >= distance[j]!) continue;
        distance[j] = there;
        heap.push(j, there);
      }
    }
    return last;
  }
}

/** A binary heap of nodes by distance; old entries stay and are skipped by their reader. */
class Heap {
  #node: Int32Array;
  #key: Float64Array;
  #size = 0;
  popped = 0;

  constructor(n: number) {
    this.#node = new Int32Array(n + 16);
    this.#key = new Float64Array(n + 16);
  }

  push(node: number, key: number): void {
    if (this.#size === this.#node.length) this.#grow();
    let at = this.#size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (this.#key[up]! <= key) break;
      this.#node[at] = this.#node[up]!;
      this.#key[at] = this.#key[up]!;
      at = up;
    }
    this.#node[at] = node;
    this.#key[at] = key;
  }

  /** The nearest node, its distance in `popped`; -1 when empty. */
  pop(): number {
    if (this.#size === 0) return -1;
    const node = this.#node[0]!;
    this.popped = this.#key[0]!;
    const last = --this.#size;
    const key = this.#key[last]!;
    const moved = this.#node[last]!;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= last) break;
      if (down + 1 < last && this.#key[down + 1]! < this.#key[down]!) down++;
      if (this.#key[down]! >= key) break;
      this.#node[at] = this.#node[down]!;
      this.#key[at] = this.#key[down]!;
      at = down;
    }
    this.#node[at] = moved;
    this.#key[at] = key;
    return node;
  }

  #grow(): void {
    const node = new Int32Array(2 * this.#node.length);
    const key = new Float64Array(2 * this.#key.length);
    node.set(this.#node);
    key.set(this.#key);
    this.#node = node;
    this.#key = key;
  }
}
