/** A binary heap of nodes by distance; old entries stay and are skipped by their reader. */
export class Heap {
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
