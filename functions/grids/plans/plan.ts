import { refuse } from '../../http/refusal.ts';
import type { Building } from '../buildings/contract.ts';
import type { Grid, GridFeatures, Plan, PlanRequest } from './contract.ts';
import { figures, type GridFigures } from './figures.ts';
import { type Layout, layoutOf } from './layout.ts';
import { gridCode, numbered } from './numbering.ts';
import { type GridOutline, outline } from './outline.ts';
import { partition } from './partition.ts';

/** Everything a plan says, before it is stored: the record, its polygons, and which building is in which grid. */
export interface PlanDraft {
  readonly plan: Omit<Plan, 'id' | 'madeAt' | 'version' | 'state'>;
  readonly features: GridFeatures;
  /** For each building of the set, in its order: the grid's place in `plan.grids`. */
  readonly part: number[];
}

/** Serials have three digits. */
const MOST_GRIDS = 999;

/**
 * Plans a community's grids. The same buildings and request give the same plan.
 * @throws Refusal of the contract's planGrids row
 */
export function planGrids(community: string, buildings: readonly Building[], request: PlanRequest): PlanDraft {
  const { tolerance, seed, weight } = request;
  if (buildings.length === 0) refuse('no-buildings');
  const weighed = buildings.map((building) => ({ ...building, households: weightOf(building, weight) }));
  const total = weighed.reduce((sum, { households }) => sum + households, 0);
  if (total === 0) refuse('no-households');
  const k = howMany(request, total);
  if (k > MOST_GRIDS) refuse('too-many-grids', '#/grids', { limit: MOST_GRIDS });
  if (k > buildings.length) refuse('more-grids-than-buildings', '#/grids', { buildings: buildings.length, grids: k });
  const layout = layoutOf(weighed);
  const { part: cut, exceptions } = partition(layout, { grids: k, tolerance, seed });
  const part = numbered(layout, cut, k);
  const sums = figures(layout, part, k);
  const outlines = outline(layout, part, k);
  const codes = Array.from({ length: k }, (_, grid) => gridCode(community, grid));
  const grids = gridsOf({ layout, part, codes, outlines, buildings, figures: sums.grids });
  const serials = new Map(Array.from(cut, (grid, i) => [grid, part[i]!]));
  return {
    plan: {
      community,
      ...(request.name && { name: request.name }),
      settings: { grids: k, tolerance, seed, weight },
      buildings: buildings.length,
      households: total,
      deviation: round(sums.deviation, 5),
      withinTolerance: exceptions.length === 0,
      explanation: exceptions.map(({ grid, reason }) => ({ grid: codes[serials.get(grid)!]!, reason })),
      grids,
    },
    features: { type: 'FeatureCollection', features: grids.map((grid, i) => featureOf(grid, outlines[i]!)) },
    part: [...part],
  };
}

const weightOf = (building: Building, weight: PlanRequest['weight']): number =>
  weight === 'population' ? (building.population ?? 0) : building.households;

function howMany({ grids, householdsPerGrid }: PlanRequest, total: number): number {
  if ((grids === undefined) === (householdsPerGrid === undefined)) refuse('grids-missing', '#/grids');
  return grids ?? Math.max(1, Math.round(total / householdsPerGrid!));
}

interface Parts {
  readonly layout: Layout;
  readonly part: Int32Array;
  readonly codes: readonly string[];
  readonly outlines: readonly GridOutline[];
  readonly buildings: readonly Building[];
  readonly figures: readonly GridFigures[];
}

function gridsOf({ layout, part, codes, outlines, buildings, figures: sums }: Parts): Grid[] {
  const neighbours = neighboursOf(layout, part, codes.length);
  const centres = centresOf(layout, part, codes.length);
  return codes.map((code, i) => {
    const sum = sums[i]!;
    const centre = buildings[centres[i]!]!;
    return {
      code,
      households: sum.households,
      buildings: sum.buildings,
      deviation: round(sum.deviation, 5),
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
