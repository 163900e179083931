import { eachPair } from './text.ts';
import { isClass, type Cues } from './wordings.ts';

/** The soft knowledge for wordings nobody wrote down: which concepts a character pair speaks for. */
export interface SoftKnowledge {
  /** character pair -> its number */
  readonly at: ReadonlyMap<number, number>;
  /** pair number -> where its concepts begin in `concept` and `times`; they end where the next pair's begin */
  readonly start: Int32Array;
  readonly concept: Int32Array;
  /** how often the pair stands in the concept's wordings */
  readonly times: Int32Array;
  /** pair number -> weight; a pair of few concepts weighs more */
  readonly weight: Float64Array;
}

/** Counts the pairs of all wordings but the hints; the cues of a concept come together. */
export function softKnowledge(concepts: number, cues: Cues, words: readonly string[]): SoftKnowledge {
  const at = new Map<number, number>();
  const latest: number[] = []; // pair number -> its newest entry
  const entries = { pair: [] as number[], concept: [] as number[], times: [] as number[] };
  let concept = 0;
  const count = (pair: number): void => {
    const known = at.get(pair);
    if (known !== undefined && entries.concept[latest[known]!] === concept) {
      entries.times[latest[known]!]!++;
      return;
    }
    const number = known ?? at.size;
    if (known === undefined) at.set(pair, number);
    latest[number] = entries.pair.length;
    entries.pair.push(number);
    entries.concept.push(concept);
    entries.times.push(1);
  };
  for (let row = 0; row < cues.concept.length; row++) {
    if (cues.hint[row]) continue;
    concept = cues.concept[row]!;
    for (let i = cues.from[row]!; i < cues.from[row + 1]!; i++) {
      const word = words[cues.slots[i]!]!;
      if (word.length > 1 && !isClass(word)) eachPair(word, count);
    }
  }
  return { at, ...grouped(at.size, entries, concepts) };
}

/** The entries side by side for each pair. */
function grouped(
  pairs: number,
  entries: { readonly pair: number[]; readonly concept: number[]; readonly times: number[] },
  concepts: number,
): Omit<SoftKnowledge, 'at'> {
  const start = new Int32Array(pairs + 1);
  for (const pair of entries.pair) start[pair + 1]!++;
  const weight = new Float64Array(pairs);
  for (let pair = 0; pair < pairs; pair++) {
    weight[pair] = Math.log((concepts + 1) / (start[pair + 1]! + 0.5));
    start[pair + 1]! += start[pair]!;
  }
  const concept = new Int32Array(entries.pair.length);
  const times = new Int32Array(entries.pair.length);
  const next = start.slice();
  entries.pair.forEach((pair, i) => {
    const place = next[pair]!++;
    concept[place] = entries.concept[i]!;
    times[place] = entries.times[i]!;
  });
  return { start, concept, times, weight };
}
