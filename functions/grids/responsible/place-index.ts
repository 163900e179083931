import type { GridFeatures } from '../plans/contract.ts';
import type { ResponsibleIndex } from './contract.ts';
import { placeName } from './names.ts';
import { boxed, shapeOf, type Shape } from './shape.ts';

/** An index opened for questions. */
export interface Opened {
  readonly codes: readonly string[];
  readonly shapes: readonly Shape[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/**
 * The static index of the grids in force.
 * @param places name of a building or compound, code of its grid; names of grids that the features lack are left out
 */
export function responsibleIndex(
  { features }: GridFeatures,
  places: Iterable<readonly [name: string, grid: string]>,
): ResponsibleIndex {
  const sorted = features.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const at = new Map(sorted.map((feature, i) => [feature.id, i]));
  const named = new Map<string, Set<number>>();
  for (const [name, code] of places) {
    const grid = at.get(code);
    const key = placeName(name);
    if (grid === undefined || key === '') continue;
    named.set(key, (named.get(key) ?? new Set()).add(grid));
  }
  return {
    codes: sorted.map((feature) => feature.id),
    rings: sorted.map(({ geometry }) => shapeOf(geometry.coordinates).rings.map(differences)),
    places: [...named]
      .map(([name, grids]): [string, number[]] => [name, [...grids].sort((a, b) => a - b)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

export const openIndex = ({ codes, rings, places }: ResponsibleIndex): Opened => ({
  codes,
  shapes: rings.map((list) => boxed(list.map(sums))),
  places: new Map(places),
});

const differences = (ring: Int32Array): number[] => Array.from(ring, (value, i) => value - (i < 2 ? 0 : ring[i - 2]!));

function sums(ring: readonly number[]): Int32Array {
  const whole = Int32Array.from(ring);
  for (let i = 2; i < whole.length; i++) whole[i]! += whole[i - 2]!;
  return whole;
}
