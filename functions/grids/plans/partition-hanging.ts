import type { Graph } from './partition-start.ts';

/**
 * A search over a plan in the making, by `part` as it stands at each call.
 * @returns `cut`, and `hanging(i)`: node i and all that hangs together with the rest of its grid by i only, put into `cut`; how many,
 *   or 0 when nothing would stay or a fixed node would have to move
 */
export function hangingOf(graph: Graph, part: Int32Array, fixed: Uint8Array) {
  const { n, start, to } = graph;
  const cut = new Int32Array(n);
  const seen = new Int32Array(n);
  const arcs = arcsOf();
  const pieces = piecesOf(graph, part, seen, arcs);
  const { next } = pieces;
  let look = 0;

  const hanging = (i: number): number => {
    if (fixed[i] === 1) return 0;
    const p = part[i]!;
    const own = ++look;
    const end = start[i + 1]!;
    let pending = 0;
    for (let e = start[i]!; e < end; e++) {
      const j = to[e]!;
      if (part[j] !== p || seen[j] === own) continue;
      seen[j] = own;
      pending++;
    }
    if (pending === 0) return 0;
    cut[0] = i;
    if (pending === 1) return 1;
    // most often all neighbours hang together by sides of their own, and that is soon seen
    let found = 0;
    for (let e = start[i]!; pending > 0; e++) {
      const root = to[e]!;
      if (seen[root] !== own) continue;
      const mark = ++look;
      let last = root;
      seen[root] = mark;
      next[root] = -1;
      pending--;
      for (let at = root; at >= 0 && pending > 0; at = next[at]!) {
        for (let f = start[at]!, stop = start[at + 1]!; f < stop; f++) {
          const j = to[f]!;
          if (seen[j] !== own) continue;
          seen[j] = mark;
          next[last] = j;
          last = j;
          next[j] = -1;
          pending--;
        }
      }
      if (found === 0 && pending === 0) return 1;
      arcs.open(found++, root, last);
    }
    const size = pieces.part(i, own + 1, found, cut);
    for (let s = 1; s < size; s++) if (fixed[cut[s]!] === 1) return 0;
    return size;
  };
  return { cut, hanging };
}

/** Searches from several sides at once, as lists of nodes: where each begins and ends, how far it got, and with which it met. */
function arcsOf() {
  let room = 16;
  const arcs = {
    head: new Int32Array(room),
    tail: new Int32Array(room),
    at: new Int32Array(room),
    met: new Int32Array(room),
    busy: new Int32Array(room),
    open: (a: number, head: number, tail: number): void => {
      if (a === room) grow();
      arcs.head[a] = arcs.at[a] = head;
      arcs.tail[a] = tail;
      arcs.met[a] = a;
      arcs.busy[a] = 1;
    },
  };
  const grow = (): void => {
    room *= 2;
    for (const name of ['head', 'tail', 'at', 'met', 'busy'] as const) {
      const wider = new Int32Array(room);
      wider.set(arcs[name]);
      arcs[name] = wider;
    }
  };
  return arcs;
}

/**
 * All sides are searched in turn, a node each, until all but one are at their end: what it costs is the size of what hangs apart, not of
 * the grid. The side that is not at its end stays.
 */
function piecesOf({ n, start, to }: Graph, part: Int32Array, seen: Int32Array, arcs: ReturnType<typeof arcsOf>) {
  const next = new Int32Array(n);
  const classOf = (a: number): number => {
    while (arcs.met[a] !== a) a = arcs.met[a]!;
    return a;
  };
  /** @returns how many nodes it put into `cut`: i and the pieces that do not stay */
  const parted = (i: number, base: number, sides: number, cut: Int32Array): number => {
    const p = part[i]!;
    const { head, tail, at, met, busy } = arcs;
    let open = sides;
    let classes = sides;
    for (let a = 0; open > 1; a = a + 1 === sides ? 0 : a + 1) {
      const u = at[a]!;
      if (u < 0) continue;
      for (let f = start[u]!, stop = start[u + 1]!; f < stop; f++) {
        const j = to[f]!;
        if (part[j] !== p || j === i) continue;
        const mark = seen[j]!;
        if (mark < base) {
          seen[j] = base + a;
          next[tail[a]!] = j;
          tail[a] = j;
          next[j] = -1;
        } else if (mark !== base + a) {
          const c = classOf(a);
          const d = classOf(mark - base);
          if (c === d) continue;
          met[d] = c;
          busy[c]! += busy[d]!;
          open--;
          if (--classes === 1) return 1;
        }
      }
      at[a] = next[u]!;
      if (at[a]! < 0 && --busy[classOf(a)]! === 0) open--;
    }
    let size = 1;
    for (let a = 0; a < sides; a++) {
      if (busy[classOf(a)]! > 0) continue;
      for (let j = head[a]!; j >= 0; j = next[j]!) cut[size++] = j;
    }
    return size;
  };
  return { next, part: parted };
}
