import type { Graph } from './partition-start.ts';
import { randomOf } from './random.ts';

const SWEEPS = 60;

/** Betters a contiguous partition in place by annealing over moves of border buildings, balance first and then distance. */
export function refine(graph: Graph, part: Int32Array, k: number, tolerance: number, seed: number): void {
  if (k === 1) return;
  const { n, x, y, weight, start, to } = graph;
  const random = randomOf(seed);
  const [load, count] = [new Float64Array(k), new Int32Array(k)];
  const [mx, my] = [new Float64Array(k), new Float64Array(k)];
  const [sx, sy, sw] = [new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  let total = 0;
  for (let i = 0; i < n; i++) {
    load[part[i]!]! += weight[i]!;
    count[part[i]!]!++;
    total += weight[i]!;
  }
  const mean = total / k;
  const centre = (first: boolean): number => {
    (sx.fill(0), sy.fill(0), sw.fill(0));
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const p = part[i]!;
      const dx = x[i]! - mx[p]!;
      const dy = y[i]! - my[p]!;
      const d = Math.sqrt(dx * dx + dy * dy);
      const own = weight[i]! + 1e-6;
      const w = first ? own : own / (d < 1 ? 1 : d);
      sum += own * d;
      sw[p]! += w;
      sx[p]! += w * x[i]!;
      sy[p]! += w * y[i]!;
    }
    for (let p = 0; p < k; p++) {
      mx[p] = sx[p]! / sw[p]!;
      my[p] = sy[p]! / sw[p]!;
    }
    return sum / total;
  };
  centre(true);
  centre(false);
  const reach = centre(false);
  const band = 0.7 * tolerance * mean;
  const over = (off: number): number => {
    const beyond = Math.abs(off) - band;
    return beyond > 0 ? beyond * beyond : 0;
  };
  const stack = new Int32Array(n);
  const seen = new Int32Array(n);
  let look = 0;
  const removable = (i: number, p: number): boolean => {
    let first = -1;
    let others = 0;
    look++;
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const j = to[e]!;
      if (part[j] !== p || seen[j] === -look) continue;
      if (first < 0) first = j;
      else {
        others++;
      }
      seen[j] = -look;
    }
    if (first < 0) return false;
    if (others === 0) return true;
    let top = 0;
    stack[top++] = first;
    seen[first] = look;
    seen[i] = look;
    while (top > 0) {
      const a = stack[--top]!;
      for (let e = start[a]!; e < start[a + 1]!; e++) {
        const j = to[e]!;
        const mark = seen[j]!;
        if (mark === look || part[j] !== p) continue;
        if (mark === -look && --others === 0) return true;
        seen[j] = look;
        stack[top++] = j;
      }
    }
    return false;
  };
  const typical = (total / n) * reach;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const progress = sweep / (SWEEPS - 1);
    const heat = 0.3 * typical * 0.01 ** progress;
    const price = (reach / (Math.max(tolerance, 0.005) * mean)) * 10 ** progress;
    for (let i = 0; i < n; i++) {
      const p = part[i]!;
      let q = p;
      let ways = 0;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const other = part[to[e]!]!;
        if (other !== p && random() * ++ways < 1) q = other;
      }
      if (ways === 0 || count[p] === 1) continue;
      const w = weight[i]!;
      const px = x[i]! - mx[p]!;
      const py = y[i]! - my[p]!;
      const qx = x[i]! - mx[q]!;
      const qy = y[i]! - my[q]!;
      const farther = (w + 0.1) * (Math.sqrt(qx * qx + qy * qy) - Math.sqrt(px * px + py * py));
      const [op, oq] = [load[p]! - mean, load[q]! - mean];
      const worse = farther + price * (over(op - w) + over(oq + w) - over(op) - over(oq));
      if (worse > 0 && random() >= Math.exp(-worse / heat)) continue;
      if (!removable(i, p)) continue;
      part[i] = q;
      load[p]! -= w;
      load[q]! += w;
      count[p]!--;
      count[q]!++;
    }
    centre(false);
  }
}
