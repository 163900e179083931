import type { Graph } from './partition-start.ts';

/** Scratch of the search: marks of nodes, and the ring of a node's neighbours. */
interface Scratch {
  readonly seen: Int32Array;
  readonly ring: Int32Array;
}

/**
 * A search over a plan in the making, by `part` as it stands at each call.
 * @returns `cut`, and `hanging(i)`: node i and all that hangs together with the rest of its grid by i only, put into `cut`; how many,
 *   or 0 when nothing would stay or a fixed node would have to move
 */
export function hangingOf(graph: Graph, part: Int32Array, fixed: Uint8Array) {
  const { n, start, to } = graph;
  const cut = new Int32Array(n);
  const scratch: Scratch = { seen: new Int32Array(n), ring: new Int32Array(n) };
  const { seen } = scratch;
  let look = 0;

  const hanging = (i: number): number => {
    if (fixed[i] === 1) return 0;
    const p = part[i]!;
    look += 3; // marks: own neighbours, known nodes; the one below own is free for the ring
    const own = look;
    const known = look + 1;
    let pending = 0;
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const j = to[e]!;
      if (part[j] !== p || seen[j] === own) continue;
      seen[j] = own;
      pending++;
    }
    if (pending === 0) return 0;
    cut[0] = i;
    if (pending === 1 || ringed(graph, scratch, i, own, pending)) return 1;
    // from one neighbour: when all others are met the rest hangs together
    seen[i] = known;
    let size = 1;
    let keepFrom = 0;
    let keepTo = 0;
    for (let e = start[i]!; pending > 0; e++) {
      const root = to[e]!;
      if (part[root] !== p || seen[root] === known) continue;
      const from = size;
      seen[root] = known;
      pending--;
      cut[size++] = root;
      for (let at = from; at < size; at++) {
        const a = cut[at]!;
        for (let f = start[a]!; f < start[a + 1]!; f++) {
          const j = to[f]!;
          const mark = seen[j]!;
          if (mark === known || part[j] !== p) continue;
          if (mark === own && --pending === 0 && from === 1) return 1;
          seen[j] = known;
          cut[size++] = j;
        }
      }
      if (size - from <= keepTo - keepFrom) continue;
      keepFrom = from;
      keepTo = size;
    }
    cut.copyWithin(keepFrom, keepTo, size);
    size -= keepTo - keepFrom;
    for (let s = 1; s < size; s++) if (fixed[cut[s]!] === 1) return 0;
    return size;
  };
  return { cut, hanging };
}

/** Whether the neighbours of i that are marked hang together by sides of their own: most often so, and soon seen. */
function ringed({ start, to }: Graph, { seen, ring }: Scratch, i: number, mark: number, pending: number): boolean {
  let size = 0;
  for (let e = start[i]!; size === 0; e++) if (seen[to[e]!] === mark) ring[size++] = to[e]!;
  seen[ring[0]!] = mark - 1;
  for (let at = 0; at < size; at++) {
    const a = ring[at]!;
    for (let e = start[a]!, end = start[a + 1]!; e < end; e++) {
      const j = to[e]!;
      if (seen[j] !== mark) continue;
      seen[j] = mark - 1;
      ring[size++] = j;
    }
  }
  for (let s = 0; s < size; s++) seen[ring[s]!] = mark;
  return size === pending;
}
