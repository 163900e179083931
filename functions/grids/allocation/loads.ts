import type { GridToServe, UnitToPlace } from './allocate.ts';

export interface UnitLoad {
  readonly unit: string;
  readonly grids: number;
  /** Its part of its grids' households: units of one grid share them by capacity (equally when none has any). */
  readonly households: number;
}

export interface GridLoad {
  readonly grid: string;
  readonly units: number;
  /** Capacity present: a unit of several grids gives each an equal part. */
  readonly capacity: number;
  readonly households: number;
}

type Placed = { readonly unit: string; readonly grid: string };

/** The load of each unit and grid under an allocation, in the order of the units and grids. Pairs name known units and grids. */
export function loadsOf(
  units: readonly Pick<UnitToPlace, 'id' | 'capacity'>[],
  grids: readonly Pick<GridToServe, 'code' | 'households'>[],
  pairs: readonly Placed[],
): { units: UnitLoad[]; grids: GridLoad[] } {
  const gridsOf = Map.groupBy(pairs, (pair) => pair.unit);
  const unitsOf = Map.groupBy(pairs, (pair) => pair.grid);
  const capacity = new Map(units.map((unit) => [unit.id, unit.capacity / (gridsOf.get(unit.id)?.length ?? 1)]));
  const byGrid = new Map(
    grids.map(({ code, households }): [string, GridLoad] => {
      const here = unitsOf.get(code) ?? [];
      const sum = here.reduce((total, { unit }) => total + capacity.get(unit)!, 0);
      return [code, { grid: code, units: here.length, capacity: sum, households }];
    }),
  );
  const share = ({ unit, grid }: Placed): number => {
    const load = byGrid.get(grid)!;
    return load.households * (load.capacity > 0 ? capacity.get(unit)! / load.capacity : 1 / load.units);
  };
  return {
    units: units.map(({ id }) => {
      const own = gridsOf.get(id) ?? [];
      return { unit: id, grids: own.length, households: own.reduce((sum, pair) => sum + share(pair), 0) };
    }),
    grids: [...byGrid.values()],
  };
}
