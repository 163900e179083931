import type { ConceptData } from './thesaurus.ts';
import { addWord, type Growing } from './words.ts';

/**
 * The wordings made ready for scanning, in columns: a row a wording, those of a concept together. Twelve thousand small objects would cost
 * more to make than all the rest of the thesaurus.
 */
export interface Cues extends Rows {
  readonly concept: Int32Array;
  /** 0: official, 1: as residents say it, 2: a hint */
  readonly register: Int32Array;
  /** place of the row's weight (0..1) in `weights` */
  readonly weight: Int32Array;
  readonly weights: Float64Array;
  /** length of each word; 0 of a class */
  readonly length: Int32Array;
  /** word -> rows of which it is the rarest part: `anchored` from `anchoredFrom[word]` to before `anchoredFrom[word + 1]` */
  readonly anchored: Int32Array;
  readonly anchoredFrom: Int32Array;
}

interface Rows {
  /** a wording's parts, each a word or a class: `parts` from `from[row]` to before `from[row + 1]` */
  readonly parts: Int32Array;
  readonly from: Int32Array;
  /** row -> words that must not stand in the text */
  readonly banned: ReadonlyMap<number, readonly number[]>;
}

/** Stands between two wordings that are read as one text, so that all are brought into standard words at once. */
export const apart = '\0';

/** The wordings of all concepts, each once a concept, with their concepts and registers. */
export function writtenIn(concepts: readonly ConceptData[]) {
  const wordings: string[] = [];
  const concept: number[] = [];
  const register: number[] = [];
  for (const [n, { official, everyday, dialect, hints }] of concepts.entries()) {
    const seen = new Set<string>();
    for (const [own, some] of [official, everyday, dialect, hints].entries())
      for (const wording of some) {
        if (seen.has(wording)) continue;
        seen.add(wording);
        wordings.push(wording);
        concept.push(n);
        register.push(registers[own]!);
      }
  }
  return { wordings, concept: Int32Array.from(concept), register: Int32Array.from(register) };
}

const registers = [0, 1, 1, 2];
const [plus, minus, between] = ['+', '-', apart];

/** Reads a text of all wordings, a row what stands between two `apart`; its parts become words. */
export function readRows(words: Growing): Rows {
  const parts: number[] = [];
  const from = [0];
  const banned = new Map<number, number[]>();
  const text = words.source;
  let [start, forbids] = [0, false];
  for (let i = 0; i <= text.length; i++) {
    const sign = text[i] ?? between;
    if (sign !== plus && sign !== minus && sign !== between) continue;
    const word = i > start ? addWord(words, start, i) : -1;
    const row = from.length - 1;
    if (word >= 0 && forbids) banned.set(row, [...(banned.get(row) ?? []), word]);
    else if (word >= 0) parts.push(word);
    start = i + 1;
    forbids = sign === minus || (forbids && sign === plus);
    if (sign === between) from.push(parts.length);
  }
  return { parts: Int32Array.from(parts), from: Int32Array.from(from), banned };
}

/** The cues' last columns. */
export function weighed(
  cues: Pick<Cues, 'concept' | 'register' | 'parts' | 'from' | 'banned'>,
  length: Int32Array,
): Cues {
  return { ...cues, length, ...weightsOf(cues, length), ...byAnchor(cues, length) };
}

/** A word is rarer than a class, a long word rarer than a short one. */
function byAnchor({ concept, parts, from }: Pick<Cues, 'concept' | 'parts' | 'from'>, length: Int32Array) {
  const rows = Array.from(length, (): number[] => []);
  for (let row = 0; row < concept.length; row++) {
    let best = parts[from[row]!]!;
    for (let i = from[row]! + 1; i < from[row + 1]!; i++) if (length[parts[i]!]! > length[best]!) best = parts[i]!;
    if (from[row]! < from[row + 1]!) rows[best]!.push(row);
  }
  const anchoredFrom = new Int32Array(length.length + 1);
  rows.forEach((own, word) => (anchoredFrom[word + 1] = anchoredFrom[word]! + own.length));
  return { anchored: Int32Array.from(rows.flat()), anchoredFrom };
}

/** The longer a wording, the surer; a class says less than a word, and a word of many concepts less than a word of one. */
function weightsOf(
  cues: Pick<Cues, 'concept' | 'parts' | 'from' | 'register'>,
  lengths: Int32Array,
): Pick<Cues, 'weight' | 'weights'> {
  const { concept, parts, from, register } = cues;
  const spread = spreadOf(cues, lengths.length);
  const places = new Map<number, number>();
  const weight = concept.map((_, row) => {
    const own = parts.subarray(from[row], from[row + 1]);
    if (!own.length) return 0;
    const wide = own.length === 1 ? spread[own[0]!]! : 1;
    const length = own.reduce((sum, word) => sum + (lengths[word]! || 1), 0);
    const worth = register[row] === 2 ? hinting(lengths[own[0]!]! ? length : 0, wide) : telling(length, wide);
    const place = places.get(worth) ?? places.size;
    places.set(worth, place);
    return place;
  });
  return { weight, weights: Float64Array.from(places.keys()) };
}

/** @param length 0 when a class comes first */
function hinting(length: number, wide: number): number {
  const known = length === 0 ? 0.3 : length === 1 ? 0.5 : 1;
  return 0.36 * known * Math.max(0.1, 1 - Math.log(wide) / Math.log(25));
}

function telling(length: number, wide: number): number {
  const sure = length >= 4 ? 1 : length === 3 ? 0.9 : length === 2 ? 0.75 : 0.4;
  return sure * Math.max(0.5, 1 - Math.log(wide) / Math.log(60));
}

/** word -> in how many concepts it stands; the wordings of a concept come together, so the last concept seen is enough to count each once */
function spreadOf({ concept, parts, from }: Pick<Cues, 'concept' | 'parts' | 'from'>, count: number): Int32Array {
  const last = new Int32Array(count).fill(-1);
  const spread = new Int32Array(count);
  for (let row = 0; row < concept.length; row++)
    for (let i = from[row]!; i < from[row + 1]!; i++) {
      const word = parts[i]!;
      if (last[word] === concept[row]) continue;
      last[word] = concept[row]!;
      spread[word]!++;
    }
  return spread;
}
