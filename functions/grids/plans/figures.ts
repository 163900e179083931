import type { Layout } from './layout.ts';

export type GridFigures = {
  readonly households: number;
  readonly buildings: number;
  /** households / mean - 1 */
  readonly deviation: number;
  /** 4 pi area / perimeter^2 of the grid's cells (Polsby and Popper): 1 for a circle. */
  readonly compactness: number;
  /** Metres of border with other grids. */
  readonly border: number;
  /** Household-weighted mean metres to the grid's weighted geometric median. */
  readonly distance: number;
  /** Connected pieces: 1 in a sound plan. */
  readonly pieces: number;
};

export type Figures = {
  readonly grids: readonly GridFigures[];
  readonly households: number;
  readonly mean: number;
  /** Largest |households / mean - 1|. */
  readonly deviation: number;
  readonly compactness: number;
  readonly border: number;
  readonly distance: number;
  /** Grids of more than one piece. */
  readonly broken: number;
};

const STEPS = 25; // of Weiszfeld's iteration: distances stand to a centimetre

/** Figures of a plan: of each grid, and of all. */
export function figures(layout: Layout, part: Int32Array, k: number): Figures {
  const { n, start, to, border, weight, area, outer } = layout;
  const households = new Float64Array(k);
  const buildings = new Int32Array(k);
  const land = new Float64Array(k);
  const edge = new Float64Array(k);
  const shared = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    const p = part[i]!;
    households[p]! += weight[i]!;
    buildings[p]!++;
    land[p]! += area[i]!;
    edge[p]! += outer[i]!;
    for (let e = start[i]!; e < start[i + 1]!; e++) if (part[to[e]!] !== p) shared[p]! += border[e]!;
  }
  const total = households.reduce((a, b) => a + b, 0);
  const mean = total / k;
  const distance = distances(layout, part, k);
  const pieces = piecesOf(layout, part, k);
  const grids = Array.from({ length: k }, (_, p): GridFigures => {
    const perimeter = edge[p]! + shared[p]!;
    return {
      households: households[p]!,
      buildings: buildings[p]!,
      deviation: mean > 0 ? households[p]! / mean - 1 : 0,
      compactness: perimeter > 0 ? (4 * Math.PI * land[p]!) / perimeter ** 2 : 0,
      border: shared[p]!,
      distance: households[p]! > 0 ? distance[p]! / households[p]! : 0,
      pieces: pieces[p]!,
    };
  });
  const sum = (f: (grid: GridFigures) => number): number => grids.reduce((s, grid) => s + f(grid), 0);
  return {
    grids,
    households: total,
    mean,
    deviation: grids.reduce((most, grid) => Math.max(most, Math.abs(grid.deviation)), 0),
    compactness: sum((grid) => grid.compactness) / k,
    border: sum((grid) => grid.border) / 2,
    distance: total > 0 ? distance.reduce((a, b) => a + b, 0) / total : 0,
    broken: grids.filter((grid) => grid.pieces > 1).length,
  };
}

/** Connected pieces of each grid. */
export function piecesOf({ n, start, to }: Layout, part: Int32Array, k: number): Int32Array {
  const pieces = new Int32Array(k);
  const seen = new Uint8Array(n);
  const stack = new Int32Array(n);
  for (let first = 0; first < n; first++) {
    if (seen[first]) continue;
    const p = part[first]!;
    pieces[p]!++;
    let top = 0;
    stack[top++] = first;
    seen[first] = 1;
    while (top > 0) {
      const i = stack[--top]!;
      for (let e = start[i]!; e < start[i + 1]!; e++) {
        const j = to[e]!;
        if (seen[j] || part[j] !== p) continue;
        seen[j] = 1;
        stack[top++] = j;
      }
    }
  }
  return pieces;
}

/** Household metres of each grid to its weighted geometric median (Weiszfeld 1937, from the centroid). */
function distances({ n, x, y, weight }: Layout, part: Int32Array, k: number): Float64Array {
  const [mx, my] = [new Float64Array(k), new Float64Array(k)];
  const [sx, sy, sw, sum] = [new Float64Array(k), new Float64Array(k), new Float64Array(k), new Float64Array(k)];
  for (let step = 0; step <= STEPS; step++) {
    for (const list of [sx, sy, sw, sum]) list.fill(0);
    for (let i = 0; i < n; i++) {
      const p = part[i]!;
      const [dx, dy] = [x[i]! - mx[p]!, y[i]! - my[p]!];
      const d = Math.sqrt(dx * dx + dy * dy);
      const w = step === 0 ? weight[i]! : weight[i]! / Math.max(0.5, d);
      sum[p]! += weight[i]! * d;
      sw[p]! += w;
      sx[p]! += w * x[i]!;
      sy[p]! += w * y[i]!;
    }
    if (step === STEPS) break;
    for (let p = 0; p < k; p++) {
      if (sw[p]! <= 0) continue;
      mx[p] = sx[p]! / sw[p]!;
      my[p] = sy[p]! / sw[p]!;
    }
  }
  return sum;
}
