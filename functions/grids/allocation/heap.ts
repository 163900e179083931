/** A binary heap of node numbers by key, with decrease of a key; cleared in time of what it touched. */
export interface Heap {
  /** nodes: the smallest key offered since the last clear, Infinity when none. */
  readonly key: Float64Array;
  /** Takes the node in, or moves it up. */
  offer(node: number, key: number): void;
  /** Removes the node of the smallest key; -1 when empty. Equal keys leave by node number. */
  pop(): number;
  clear(): void;
}

export function heapOf(nodes: number): Heap {
  const key = new Float64Array(nodes).fill(Infinity);
  const place = new Int32Array(nodes).fill(-1);
  const tree = new Int32Array(nodes);
  const touched: number[] = [];
  let size = 0;

  const before = (a: number, b: number): boolean => key[a]! < key[b]! || (key[a] === key[b] && a < b);
  const put = (at: number, node: number): void => {
    tree[at] = node;
    place[node] = at;
  };
  const up = (from: number, node: number): void => {
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(node, tree[parent]!)) break;
      put(at, tree[parent]!);
      at = parent;
    }
    put(at, node);
  };
  const down = (node: number): void => {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && before(tree[child + 1]!, tree[child]!)) child++;
      if (!before(tree[child]!, node)) break;
      put(at, tree[child]!);
      at = child;
    }
    put(at, node);
  };

  return {
    key,
    offer(node, value) {
      if (key[node] === Infinity) touched.push(node);
      key[node] = value;
      up(place[node]! >= 0 ? place[node]! : size++, node);
    },
    pop() {
      if (size === 0) return -1;
      const top = tree[0]!;
      place[top] = -1;
      size--;
      if (size > 0) down(tree[size]!);
      return top;
    },
    clear() {
      for (const node of touched) {
        key[node] = Infinity;
        place[node] = -1;
      }
      touched.length = 0;
      size = 0;
    },
  };
}
