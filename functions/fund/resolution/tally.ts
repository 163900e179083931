import { refuse } from '../../http/refusal.ts';
import type { Count } from './vote.ts';

/** A unit of the compound and who votes for it. */
export interface RollUnit {
  readonly unit: string;
  /**
   * The owner, by pseudonym; co-owners have one between them. What is unsold, or sold and not handed over, is the
   * developer's. One owner of several units is one head with the area of all (judicial interpretation, art. 8-9).
   */
  readonly owner: string;
  /** Exclusive area in 1/100 m2: of the register, else the survey, else the contract. */
  readonly area: number;
}

export interface Ballot {
  readonly owner: string;
  readonly choice: 'for' | 'against' | 'abstain';
}

export interface Tally {
  readonly all: Count;
  readonly part: Count;
  readonly agree: Count;
}

/**
 * Counts a roll and its ballots by area and by heads; who abstains takes part and does not agree.
 * @throws Refusal 'unit-twice', 'invalid-area', 'not-an-owner', 'voted-twice'
 */
export function tally(roll: readonly RollUnit[], ballots: readonly Ballot[]): Tally {
  const areas = areasOf(roll);
  const voted = new Set<string>();
  ballots.forEach(({ owner }, i) => {
    if (!areas.has(owner)) refuse('not-an-owner', `#/ballots/${i}/owner`);
    if (voted.has(owner)) refuse('voted-twice', `#/ballots/${i}/owner`);
    voted.add(owner);
  });
  const count = (owners: readonly string[]): Count => ({
    heads: owners.length,
    area: owners.reduce((sum, owner) => sum + (areas.get(owner) ?? 0), 0),
  });
  const agreeing = ballots.filter(({ choice }) => choice === 'for').map(({ owner }) => owner);
  return { all: count([...areas.keys()]), part: count([...voted]), agree: count(agreeing) };
}

function areasOf(roll: readonly RollUnit[]): Map<string, number> {
  const areas = new Map<string, number>();
  const units = new Set<string>();
  roll.forEach(({ unit, owner, area }, i) => {
    if (units.has(unit)) refuse('unit-twice', `#/roll/${i}/unit`);
    if (!Number.isSafeInteger(area) || area < 1) refuse('invalid-area', `#/roll/${i}/area`);
    units.add(unit);
    areas.set(owner, (areas.get(owner) ?? 0) + area);
  });
  return areas;
}
