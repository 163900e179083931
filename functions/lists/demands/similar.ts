import { compareMatters, readMatter, type DuplicateFinder } from '../matching/duplicates.ts';
import type { Demand, DemandState } from './contract.ts';

/** States in which somebody else may join. */
export const followable: readonly DemandState[] = ['listed', 'assigned', 'contacted', 'established', 'in-progress'];

const MOST_COMPARED = 400;
/** Less likely ones are not shown: it keeps nine in ten of those that are the same matter, and of 400 others two or three. */
const FLOOR = 0.6;

/** The demands most like a text, the likeliest first; the newest 400 are compared. */
export function similarTo<D extends Pick<Demand, 'id' | 'text'>>(
  finder: DuplicateFinder,
  text: string,
  among: readonly D[],
  most: number,
): { demand: D; score: number; duplicate: boolean }[] {
  const asked = readMatter(finder, text);
  return among
    .slice(-MOST_COMPARED)
    .map((demand) => {
      const { score, duplicate } = compareMatters(finder, asked, readMatter(finder, demand.text), 'among many');
      return { demand, score, duplicate };
    })
    .filter(({ score }) => score >= FLOOR)
    .sort((a, b) => b.score - a.score || (a.demand.id < b.demand.id ? -1 : 1))
    .slice(0, most);
}
