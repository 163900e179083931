import type { Building } from '../buildings/contract.ts';
import type { Grid, GridFeatures, Plan } from './contract.ts';
import { figures, type Figures } from './figures.ts';
import type { Layout } from './layout.ts';
import { gridCode } from './numbering.ts';
import { type GridOutline, outline } from './outline.ts';

/** Everything a plan says, before it is stored: the record, its polygons, and which building is in which grid. */
export interface PlanDraft {
  readonly plan: Omit<Plan, 'id' | 'madeAt' | 'version' | 'state'>;
  readonly features: GridFeatures;
  /** For each building of the set, in its order: the grid's place in `plan.grids`. */
  readonly part: number[];
}

/** A cut community, however it was cut. */
export interface Cut {
  readonly community: string;
  readonly buildings: readonly Building[];
  readonly layout: Layout;
  /** Each building's grid, by its place in `serials`. */
  readonly part: Int32Array;
  /** The grids' serials, rising. */
  readonly serials: readonly number[];
  /** Names of the dedicated grids by serial. */
  readonly dedicated: ReadonlyMap<number, string>;
  readonly tolerance: number;
  /** Why a grid that is not within the tolerance is not. */
  readonly reasonOf: (place: number) => Pick<Plan['explanation'][number], 'reason' | 'building'>;
}

/** What a plan says that is no figure of it. */
export type Told = Pick<Plan, 'name' | 'origin' | 'settings' | 'near' | 'moved' | 'barriers' | 'bridges'>;

/** Figures, polygons and codes of a cut community. @param told what the plan says beside them */
export function draftOf(cut: Cut, told: Told): PlanDraft {
  const { community, buildings, layout, part, serials, dedicated } = cut;
  const k = serials.length;
  const sums = figures(layout, part, k);
  const outlines = outline(layout, part, k);
  const regular = serials.map((serial) => !dedicated.has(serial));
  const mean = meanOf(sums, regular);
  const codes = serials.map((serial) => gridCode(community, serial - 1));
  const grids = gridsOf({ ...cut, codes, outlines, sums, mean });
  const off = (place: number): boolean =>
    regular[place]! && Math.abs(sums.grids[place]!.households / mean - 1) > cut.tolerance + 1e-9;
  const explanation = codes.flatMap((grid, place) => (off(place) ? [{ grid, ...cut.reasonOf(place) }] : []));
  return {
    plan: {
      ...told,
      community,
      buildings: buildings.length,
      households: sums.households,
      deviation: Math.max(0, ...grids.map(({ deviation }, place) => (regular[place] ? Math.abs(deviation) : 0))),
      compactness: round(sums.compactness, 3),
      borderM: Math.round(sums.border),
      distanceM: round(sums.distance, 1),
      broken: sums.broken,
      withinTolerance: explanation.length === 0,
      explanation,
      grids,
    },
    features: { type: 'FeatureCollection', features: grids.map((grid, i) => featureOf(grid, outlines[i]!)) },
    part: [...part],
  };
}

/** Households of a grid that is not dedicated, on average; of all where every one is. */
function meanOf(sums: Figures, regular: readonly boolean[]): number {
  const counted = sums.grids.filter((_, place) => regular[place]);
  const list = counted.length > 0 ? counted : sums.grids;
  return list.reduce((sum, { households }) => sum + households, 0) / list.length;
}

interface Parts extends Cut {
  readonly codes: readonly string[];
  readonly outlines: readonly GridOutline[];
  readonly sums: Figures;
  readonly mean: number;
}

function gridsOf({ layout, part, serials, dedicated, codes, outlines, buildings, sums, mean }: Parts): Grid[] {
  const neighbours = neighboursOf(layout, part, codes.length);
  const centres = centresOf(layout, part, codes.length);
  return codes.map((code, i) => {
    const sum = sums.grids[i]!;
    const centre = buildings[centres[i]!]!;
    const name = dedicated.get(serials[i]!);
    return {
      code,
      ...(name !== undefined && { dedicated: name }),
      households: sum.households,
      buildings: sum.buildings,
      deviation: mean > 0 ? round(sum.households / mean - 1, 5) : 0,
      pieces: sum.pieces,
      compactness: round(sum.compactness, 3),
      areaM2: Math.round(areaOf(outlines[i]!)),
      borderM: Math.round(sum.border),
      neighbours: [...neighbours[i]!].sort((a, b) => a - b).map((other) => codes[other]!),
      centre: [centre.lng, centre.lat],
    };
  });
}

function neighboursOf({ n, start, to, link }: Layout, part: Int32Array, k: number): Set<number>[] {
  const sets = Array.from({ length: k }, () => new Set<number>());
  for (let i = 0; i < n; i++) {
    for (let e = start[i]!; e < start[i + 1]!; e++) {
      const [p, q] = [part[i]!, part[to[e]!]!];
      if (p !== q && !link[e]) sets[p]!.add(q);
    }
  }
  return sets;
}

/** For each grid the building nearest to the mean of its buildings: a place inside, also of a bent grid. */
function centresOf({ n, x, y }: Layout, part: Int32Array, k: number): Int32Array {
  const [sx, sy, count] = [new Float64Array(k), new Float64Array(k), new Int32Array(k)];
  for (let i = 0; i < n; i++) {
    sx[part[i]!]! += x[i]!;
    sy[part[i]!]! += y[i]!;
    count[part[i]!]!++;
  }
  const best = new Int32Array(k).fill(-1);
  const nearest = new Float64Array(k).fill(Infinity);
  for (let i = 0; i < n; i++) {
    const p = part[i]!;
    const distance = Math.hypot(x[i]! - sx[p]! / count[p]!, y[i]! - sy[p]! / count[p]!);
    if (distance < nearest[p]!) [nearest[p], best[p]] = [distance, i];
  }
  return best;
}

/** Square metres of an outline, by the shoelace formula on the local equirectangular projection. */
function areaOf(polygons: GridOutline): number {
  const METRES_A_DEGREE = 111_320;
  let area = 0;
  for (const ring of polygons.flat()) {
    const narrow = Math.cos((ring[0]![1] * Math.PI) / 180);
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1]!, ring[i]!];
      area += ((a[0] - ring[0]![0]) * (b[1] - ring[0]![1]) - (b[0] - ring[0]![0]) * (a[1] - ring[0]![1])) * narrow;
    }
  }
  return (Math.abs(area) / 2) * METRES_A_DEGREE ** 2;
}

function featureOf(
  { code, households, buildings, deviation }: Grid,
  coordinates: GridOutline,
): GridFeatures['features'][number] {
  return {
    type: 'Feature',
    id: code,
    properties: { code, households, buildings, deviation },
    geometry: { type: 'MultiPolygon', coordinates },
  };
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
