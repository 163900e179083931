import { compareMatters, readMatter, type DuplicateFinder, type Likeness } from '../matching/duplicates.ts';
import type { Demand, DemandState } from './contract.ts';

/** States in which somebody else may join. */
export const followable: readonly DemandState[] = ['listed', 'assigned', 'contacted', 'established', 'in-progress'];

const MOST_COMPARED = 400;
/**
 * Less likely ones are not shown. Of pairs that are alike nine in ten reach it, of pairs that are not one in 250, which among 400 compared are
 * still one or two.
 */
const FLOOR = 0.7;

/**
 * A likeness tells a duplicate from a near miss, two texts that somebody put side by side. Among hundreds most have nothing to do with the
 * text, and long ones without a word against each other may score well: what is shown has a need, a thing or its very words in common.
 */
const haveInCommon = ({ need, object, verbatim }: Likeness['features']): boolean =>
  need >= FLOOR || object > 0 || verbatim > 0;

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
    .map((demand) => ({ demand, ...compareMatters(finder, asked, readMatter(finder, demand.text)) }))
    .filter(({ score, features }) => score >= FLOOR && haveInCommon(features))
    .map(({ demand, score, duplicate }) => ({ demand, score, duplicate }))
    .sort((a, b) => b.score - a.score || (a.demand.id < b.demand.id ? -1 : 1))
    .slice(0, most);
}
