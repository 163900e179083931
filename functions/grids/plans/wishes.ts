import { refuse } from '../../http/refusal.ts';
import type { Building } from '../buildings/contract.ts';
import type { PlanRequest } from './contract.ts';
import type { PartitionOptions } from './partition.ts';
import { settledSerials, type Settled } from './serials.ts';

/** In the building and grid numbers that the partition knows. */
export interface Wishes {
  readonly options: Pick<PartitionOptions, 'together' | 'locked' | 'dedicated' | 'previous' | 'stay'>;
  readonly settled: Settled;
}

/**
 * What a request wishes beyond the number of grids.
 * @param buildings with what the plan weighs as their households
 * @param k grids that are not dedicated
 * @param near each building's serial in the plan to stay close to
 * @throws Refusal 'building-unknown', 'grid-unknown', 'dedicated-twice', 'locks-conflict'
 */
export function wishesOf(
  buildings: readonly Building[],
  request: PlanRequest,
  k: number,
  near: ReadonlyMap<string, number> | undefined,
): Wishes {
  const place = new Map(buildings.map(({ id }, i) => [id, i]));
  const dedicated = dedicatedOf(request, place);
  const apart = new Set(dedicated.flat());
  const before = new Map<number, number>();
  buildings.forEach(({ id, households }, i) => {
    const serial = near?.get(id);
    if (serial !== undefined && !apart.has(i)) before.set(serial, (before.get(serial) ?? 0) + households);
  });
  const locks = Object.entries(request.locks ?? {});
  const regular = settledSerials(new Set(locks.map(([, serial]) => serial)), before, k);
  const grids = new Map(regular.map((serial, grid) => [serial, grid]));
  const known = (serial: number): boolean =>
    regular.length <= k && (before.has(serial) || serial <= k + dedicated.length);
  const settled: (number | undefined)[] = Array.from({ length: k }, (_, grid) => regular[grid]);
  for (const list of dedicated) settled.push(serialOfDedicated(list, buildings, near, settled));
  const locked = new Int32Array(buildings.length).fill(-1);
  for (const [id, serial] of locks) {
    const at = `#/locks/${id.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const i = place.get(id) ?? refuse('building-unknown', at, { building: id });
    if (!known(serial)) refuse('grid-unknown', at, { grid: serial });
    if (apart.has(i)) refuse('locks-conflict', at, { building: id });
    locked[i] = grids.get(serial)!;
  }
  return {
    options: {
      ...(request.keepCompounds && { together: compoundsOf(buildings) }),
      ...(locks.length > 0 && { locked }),
      dedicated,
      ...(near && {
        previous: Int32Array.from(buildings, ({ id }) => grids.get(near.get(id) ?? 0) ?? -1),
        stay: request.near?.stay ?? 0,
      }),
    },
    settled,
  };
}

function dedicatedOf({ dedicated = [] }: PlanRequest, place: ReadonlyMap<string, number>): number[][] {
  const taken = new Set<string>();
  return dedicated.map(({ buildings }, d) =>
    buildings.map((id, b) => {
      const at = `#/dedicated/${d}/buildings/${b}`;
      if (taken.has(id)) refuse('dedicated-twice', at, { building: id });
      taken.add(id);
      return place.get(id) ?? refuse('building-unknown', at, { building: id });
    }),
  );
}

/** A dedicated grid keeps the serial that its first building has in the plan before, unless another grid goes on with it. */
function serialOfDedicated(
  list: readonly number[],
  buildings: readonly Building[],
  near: ReadonlyMap<string, number> | undefined,
  settled: Settled,
): number | undefined {
  const serial = near?.get(buildings[list[0]!]!.id);
  return settled.includes(serial) ? undefined : serial;
}

/** The buildings of each compound of more than one. */
function compoundsOf(buildings: readonly Building[]): number[][] {
  const compounds = new Map<string, number[]>();
  buildings.forEach(({ compound }, i) => {
    if (compound === undefined) return;
    const list = compounds.get(compound);
    if (list) list.push(i);
    else compounds.set(compound, [i]);
  });
  return [...compounds.values()].filter((list) => list.length > 1);
}
