import { refuse } from '../../http/refusal.ts';
import type { Opened } from '../../grids/responsible/place-index.ts';
import { atPoint, byText } from '../../grids/responsible/responsible.ts';

export interface Placed {
  readonly grid?: string;
  readonly place?: string;
}

/**
 * The grid of a place: it follows from the building or the point and is never chosen.
 * @param index of the community's grids in force; undefined while none are, then only the name is kept
 * @throws Refusal 'place-unknown', 'place-in-several-grids', 'point-outside'
 */
export function placed(
  index: Opened | undefined,
  given: { readonly name?: string | undefined; readonly point?: readonly [number, number] | undefined } | undefined,
): Placed {
  if (!given) return {};
  const { name, point } = given;
  const named = name === undefined ? {} : { place: name };
  if (!index) return named;
  if (point) {
    const answer = atPoint(index, point[0], point[1]) ?? refuse('point-outside', '#/place/point');
    return { ...named, grid: answer.grid };
  }
  if (name === undefined) return {};
  const grids = byText(index, name);
  if (grids.length > 1) refuse('place-in-several-grids', '#/place/name', { name });
  return { ...named, grid: grids[0] ?? refuse('place-unknown', '#/place/name', { name }) };
}
