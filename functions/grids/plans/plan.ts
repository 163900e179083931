import { Refusal, refuse } from '../../http/refusal.ts';
import type { Building } from '../buildings/contract.ts';
import type { PlanRequest } from './contract.ts';
import { roadsKept, roadsOf } from './barriers.ts';
import { draftOf, type Cut, type PlanDraft, type Told } from './draft.ts';
import { layoutOf, type Layout } from './layout.ts';
import { partition, type Partition, type PartitionOptions } from './partition.ts';
import { serialsOf } from './serials.ts';
import { wishesOf } from './wishes.ts';

/** Serials have three digits. */
const MOST_GRIDS = 999;
/** Buildings that are surely planned within the half minute of an HTTP answer; more are a job's. */
const MOST_AT_ONCE = 20_000;

/** A plan that another one is to be compared with: each building's serial in it. */
export interface Near {
  readonly plan: string;
  readonly serials: ReadonlyMap<string, number>;
}

/**
 * Plans a community's grids. The same buildings and request give the same plan.
 * @param near the plan that the request names to stay close to
 * @throws Refusal of the contract's planGrids row
 */
export function planGrids(
  community: string,
  buildings: readonly Building[],
  request: PlanRequest,
  near?: Near,
): PlanDraft {
  if (buildings.length > MOST_AT_ONCE) refuse('plan-too-large', undefined, { limit: MOST_AT_ONCE });
  const { cut, told } = cutGrids(community, buildings, request, near);
  return draftOf(cut, told);
}

/** The first half of planning, and the longer one: which building is in which grid, and what the plan says of it. */
export function cutGrids(
  community: string,
  buildings: readonly Building[],
  request: PlanRequest,
  near?: Near,
): { cut: Cut; told: Told } {
  const { tolerance, seed, weight } = request;
  const weighed = weighedBy(buildings, weight);
  const k = howMany(request, buildings, weighed);
  const wishes = wishesOf(weighed, request, k, near?.serials);
  const layout = layoutOf(weighed, roadsOf(request));
  const options = { grids: k, tolerance, seed, ...wishes.options };
  const cut = partitionOf(layout, buildings, options);
  const serials = serialsOf(layout, cut.part, cut.grids, wishes.settled);
  const rising = serials.map((_, grid) => grid).sort((a, b) => serials[a]! - serials[b]!);
  const placeOf = new Map(rising.map((grid, place) => [grid, place]));
  const exceptions = new Map(cut.exceptions.map((one) => [one.grid, one]));
  const given = Array.from(cut.part, (grid) => serials[grid]!);
  return {
    cut: {
      community,
      buildings,
      layout,
      part: cut.part.map((grid) => placeOf.get(grid)!),
      serials: rising.map((grid) => serials[grid]!),
      dedicated: new Map((request.dedicated ?? []).map(({ name }, d) => [serials[k + d]!, name])),
      tolerance,
      reasonOf: (place) => {
        const { reason, building } = exceptions.get(rising[place]!)!;
        return { reason, ...(building !== undefined && { building: buildings[building]!.id }) };
      },
    },
    told: {
      ...(request.name && { name: request.name }),
      origin: 'planned',
      settings: { grids: cut.grids, tolerance, seed, weight },
      ...roadsKept(request),
      ...(near && { near: near.plan, moved: movedFrom(near, weighed, given) }),
    },
  };
}

/** Households in another grid than in the plan before; newer buildings do not count. @param given each building's serial */
export function movedFrom({ serials }: Near, weighed: readonly Building[], given: readonly number[]): number {
  return weighed.reduce((sum, { id, households }, i) => {
    const before = serials.get(id);
    return before === undefined || before === given[i] ? sum : sum + households;
  }, 0);
}

/**
 * The buildings with what the plan weighs as their households.
 * @throws Refusal 'no-buildings', 'no-households'
 */
export function weighedBy(buildings: readonly Building[], weight: PlanRequest['weight']): Building[] {
  if (buildings.length === 0) refuse('no-buildings');
  const weighed = buildings.map((building) => ({
    ...building,
    households: weight === 'population' ? (building.population ?? 0) : building.households,
  }));
  if (weighed.every(({ households }) => households === 0)) refuse('no-households');
  return weighed;
}

/** How many grids, the dedicated ones aside. */
function howMany(request: PlanRequest, buildings: readonly Building[], weighed: readonly Building[]): number {
  const { grids, householdsPerGrid, dedicated = [] } = request;
  if ((grids === undefined) === (householdsPerGrid === undefined)) refuse('grids-missing', '#/grids');
  const total = weighed.reduce((sum, { households }) => sum + households, 0);
  const k = grids ?? Math.max(1, Math.round(total / householdsPerGrid!));
  if (k + dedicated.length > MOST_GRIDS) refuse('too-many-grids', '#/grids', { limit: MOST_GRIDS });
  if (k > buildings.length) refuse('more-grids-than-buildings', '#/grids', { buildings: buildings.length, grids: k });
  return k;
}

/** The partition, whose refusals name buildings by their ids and grids by their serials. */
function partitionOf(layout: Layout, buildings: readonly Building[], options: PartitionOptions): Partition {
  try {
    return partition(layout, options);
  } catch (error) {
    if (!(error instanceof Refusal) || !error.refusal.startsWith('locks-')) throw error;
    const { building, grid } = error.facts;
    throw new Refusal(error.refusal, '#/locks', {
      building: buildings[Number(building)]!.id,
      grid: Number(grid) + 1,
    });
  }
}
