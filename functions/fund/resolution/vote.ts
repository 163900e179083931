/**
 * The owners' vote of Civil Code art. 278 (in force since 2021-01-01), in integers: first the turnout, then the
 * majority of those who took part, each by exclusive area and by heads. These thresholds are law, not settings.
 */

/** The matter decided, by its number in art. 278 paragraph 1. */
export type Item = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** Raising the maintenance fund, rebuilding, and changing the use of common parts ask for three quarters. */
const SPECIAL: readonly Item[] = [6, 7, 8];

/** Exclusive area in integer 1/100 m2 (registers give two decimals), and owners as heads. */
export interface Count {
  readonly area: number;
  readonly heads: number;
}

export interface Outcome {
  /** The least that has to take part, and the least of those who took part that has to agree. */
  readonly turnoutNeeded: Count;
  readonly agreementNeeded: Count;
  readonly quorate: boolean;
  readonly passed: boolean;
}

/**
 * @param all every owner; `part` those who took part, abstentions too; `agree` those in favour
 * At least 2/3 of area and of heads take part; of these, items 6-8 need at least 3/4, all others more than half, of area
 * and of heads. "At least" includes the number itself (art. 1259).
 * @throws RangeError for counts that are no safe integers, or where part exceeds all, or agree exceeds part
 */
export function decideVote(item: Item, all: Count, part: Count, agree: Count): Outcome {
  judge(all, part, agree);
  const turnoutNeeded = both((of) => atLeast(all[of], 2, 3));
  const agreementNeeded = both((of) =>
    SPECIAL.includes(item) ? atLeast(part[of], 3, 4) : Math.floor(part[of] / 2) + 1,
  );
  const quorate = all.heads > 0 && all.area > 0 && reaches(part, turnoutNeeded);
  return { turnoutNeeded, agreementNeeded, quorate, passed: quorate && reaches(agree, agreementNeeded) };
}

/** The least integer n with n / whole >= numerator / denominator, without a fraction on the way. */
function atLeast(whole: number, numerator: number, denominator: number): number {
  const product = whole * numerator;
  const rest = product % denominator;
  return (product - rest) / denominator + Math.sign(rest);
}

const both = (of: (measure: keyof Count) => number): Count => ({ area: of('area'), heads: of('heads') });

const reaches = (count: Count, needed: Count): boolean => count.area >= needed.area && count.heads >= needed.heads;

function judge(all: Count, part: Count, agree: Count): void {
  for (const of of ['area', 'heads'] as const) {
    const inOrder = agree[of] >= 0 && part[of] >= agree[of] && all[of] >= part[of];
    if (!inOrder || ![all[of], part[of], agree[of]].every((n) => Number.isSafeInteger(3 * n)))
      throw new RangeError(`${of}: ${agree[of]} of ${part[of]} of ${all[of]} is no vote`);
  }
}
