/** Two plans of the same buildings, side by side. */
export interface Comparison {
  /** For each grid of the first plan: the grid of the second that continues it, or -1 where none does. */
  readonly continued: Int32Array;
  /** Buildings whose grid in the second plan does not continue the one they had (1), the others 0. */
  readonly moved: Uint8Array;
  readonly buildings: number;
  readonly households: number;
  /** What went from which grid to which (-1: the bucket), most households first. */
  readonly flows: readonly Flow[];
}

export interface Flow {
  readonly from: number;
  readonly to: number;
  readonly buildings: number;
  readonly households: number;
}

/**
 * What changes between two plans. Numbers follow the map, so a grid may be the same under another number: grids are paired by the
 * households (then buildings) they have in common, the largest common part first; each grid continues at most one.
 * @param weight households of each building
 */
export function compare(weight: ArrayLike<number>, before: ArrayLike<number>, after: ArrayLike<number>): Comparison {
  const n = weight.length;
  const grids = Array.from(before).reduce((most, grid) => Math.max(most, grid + 1), 0);
  const shared = new Map<string, Flow>();
  for (let i = 0; i < n; i++) {
    const [from, to] = [before[i]!, after[i]!];
    const key = `${from} ${to}`;
    const flow = shared.get(key) ?? { from, to, buildings: 0, households: 0 };
    shared.set(key, { from, to, buildings: flow.buildings + 1, households: flow.households + weight[i]! });
  }
  const falling = [...shared.values()].sort(
    (a, b) => b.households - a.households || b.buildings - a.buildings || a.from - b.from || a.to - b.to,
  );
  const continued = new Int32Array(grids).fill(-1);
  const taken = new Set<number>();
  for (const { from, to } of falling) {
    if (from < 0 || to < 0 || continued[from] !== -1 || taken.has(to)) continue;
    continued[from] = to;
    taken.add(to);
  }
  const stays = ({ from, to }: { from: number; to: number }): boolean => (from < 0 ? to < 0 : continued[from] === to);
  const flows = falling.filter((flow) => !stays(flow));
  return {
    continued,
    moved: Uint8Array.from(weight, (_, i) => (stays({ from: before[i]!, to: after[i]! }) ? 0 : 1)),
    buildings: flows.reduce((sum, flow) => sum + flow.buildings, 0),
    households: flows.reduce((sum, flow) => sum + flow.households, 0),
    flows,
  };
}
