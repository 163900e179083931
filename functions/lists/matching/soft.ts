import { eachPair } from './text.ts';
import type { Cues } from './wordings.ts';
import { wordAt, type Words } from './words.ts';

/** The soft knowledge for wordings nobody wrote down: which concepts a character pair speaks for. */
export interface SoftKnowledge {
  /** the pairs in ascending order; a pair's place is its number */
  readonly pairs: Int32Array;
  /** pair number -> where its concepts begin in `concept` and `times`; they end where the next pair's begin */
  readonly start: Int32Array;
  readonly concept: Int32Array;
  /** how often the pair stands in the concept's wordings */
  readonly times: Int32Array;
  /** number of concepts that a pair speaks for -> its weight; a pair of few weighs more */
  readonly weights: Float64Array;
}

/** A pair's number, or -1. */
export function pairNumber({ pairs }: SoftKnowledge, pair: number): number {
  let [low, high] = [0, pairs.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = pairs[middle]!;
    if (found === pair) return middle;
    if (found < pair) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

export const pairWeight = ({ start, weights }: SoftKnowledge, number: number): number =>
  weights[start[number + 1]! - start[number]!]!;

/** Counts the pairs of all wordings but the hints; the cues of a concept come together. */
export function softKnowledge(concepts: number, cues: Cues, words: Words): SoftKnowledge {
  const counted = new Map<number, { concept: number[]; times: number[] }>();
  let concept = 0;
  const count = (pair: number): void => {
    const known = counted.get(pair);
    if (!known) counted.set(pair, { concept: [concept], times: [1] });
    else if (known.concept.at(-1) === concept) known.times[known.times.length - 1]!++;
    else {
      known.concept.push(concept);
      known.times.push(1);
    }
  };
  const telling = Array.from(cues.length, (length, word) => (length > 1 ? wordAt(words, word) : ''));
  for (let row = 0; row < cues.concept.length; row++) {
    if (cues.register[row] === 2) continue;
    concept = cues.concept[row]!;
    for (let i = cues.from[row]!; i < cues.from[row + 1]!; i++) eachPair(telling[cues.parts[i]!]!, count);
  }
  const pairs = Int32Array.from(counted.keys()).sort();
  const entries = Array.from(pairs, (pair) => counted.get(pair)!);
  const start = new Int32Array(pairs.length + 1);
  entries.forEach((entry, n) => (start[n + 1] = start[n]! + entry.concept.length));
  return {
    ...{ pairs, start },
    concept: Int32Array.from(entries.flatMap((entry) => entry.concept)),
    times: Int32Array.from(entries.flatMap((entry) => entry.times)),
    weights: Float64Array.from({ length: concepts + 1 }, (_, of) => Math.log((concepts + 1) / (of + 0.5))),
  };
}
