import type { Graph } from './partition-start.ts';

/** The connected pieces of a graph. */
export function islandsOf({ n, start, to }: Graph): Int32Array[] {
  const seen = new Uint8Array(n);
  const queue = new Int32Array(n);
  const islands: Int32Array[] = [];
  let size = 0;
  for (let first = 0; first < n; first++) {
    if (seen[first]) continue;
    const from = size;
    seen[first] = 1;
    queue[size++] = first;
    for (let at = from; at < size; at++) {
      const i = queue[at]!;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = to[e]!;
        if (seen[j]) continue;
        seen[j] = 1;
        queue[size++] = j;
      }
    }
    islands.push(queue.slice(from, size));
  }
  return islands;
}
