import { contains, shapeOf } from '../responsible/shape.ts';

/** A building as the nets are laid over it. */
export interface NetBuilding {
  readonly id: string;
  readonly lng: number;
  readonly lat: number;
  readonly households: number;
  /** Community code. */
  readonly community: string;
}

/** A grid of a net: an area (MultiPolygon coordinates, WGS84), or the buildings that it lists. */
export interface NetGrid {
  readonly id: string;
  readonly units: readonly string[];
  readonly area?: readonly (readonly (readonly (readonly [number, number])[])[])[] | undefined;
  readonly buildings?: readonly string[] | undefined;
}

/** One department's grids, as it drew them; the unified plan is a net too, whose grids list their buildings. */
export interface Net {
  readonly name: string;
  readonly grids: readonly NetGrid[];
}

/** buildings x nets: places in `net.grids` of the grids that hold the building. */
export type Cover = readonly (readonly (readonly number[])[])[];

/** Which grids of which nets hold each building: listed, or its point inside the area. A listed id that is unknown holds nothing. */
export function coverOf(buildings: readonly NetBuilding[], nets: readonly Net[]): Cover {
  const held = nets.map(({ grids }) =>
    grids.map(({ area, buildings: listed }) => ({ shape: area && shapeOf(area), listed: new Set(listed) })),
  );
  return buildings.map(({ id, lng, lat }) =>
    held.map((grids) =>
      grids.flatMap(({ shape, listed }, i) =>
        listed.has(id) || (shape && contains(shape, lng * 1e6, lat * 1e6)) ? [i] : [],
      ),
    ),
  );
}
