import { csv } from '../../exports/csv.ts';
import type { Building } from '../buildings/contract.ts';
import type { BuildingFeatures } from './contract.ts';

/** Each building's grid by its code. */
export type Assigned = Readonly<Record<string, string>>;

const gridOf = (assigned: Assigned, id: string): string | undefined =>
  Object.hasOwn(assigned, id) ? assigned[id] : undefined;

/** The community's buildings as points, each with its grid in a plan. */
export const buildingFeatures = (buildings: readonly Building[], assigned: Assigned): BuildingFeatures => ({
  type: 'FeatureCollection',
  features: buildings.map(({ id, name, compound, lng, lat, households, population }) => {
    const grid = gridOf(assigned, id);
    return {
      type: 'Feature',
      id,
      properties: {
        ...(name && { name }),
        ...(compound && { compound }),
        households,
        ...(population !== undefined && { population }),
        ...(grid && { grid }),
      },
      geometry: { type: 'Point', coordinates: [lng, lat] },
    };
  }),
});

/** The same as a table. */
export const buildingTable = (buildings: readonly Building[], assigned: Assigned): string =>
  csv(
    ['id', 'name', 'compound', 'lng', 'lat', 'households', 'population', 'grid'],
    buildings.map(({ id, name, compound, lng, lat, households, population }) => [
      id,
      name ?? '',
      compound ?? '',
      lng,
      lat,
      households,
      population ?? '',
      gridOf(assigned, id) ?? '',
    ]),
  );
