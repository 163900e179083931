import type { ConceptData } from './thesaurus.ts';

/**
 * The wordings made ready for scanning, in columns: a row a wording, those of a concept together. Twelve thousand small objects would cost
 * more to make than all the rest of the thesaurus.
 */
export interface Cues {
  readonly concept: readonly number[];
  /** its parts, each a slot: `slots` from `from[row]` to before `from[row + 1]` */
  readonly slots: readonly number[];
  readonly from: readonly number[];
  /** words that must not stand in the text, likewise */
  readonly banned: readonly number[];
  readonly bannedFrom: readonly number[];
  readonly official: readonly boolean[];
  readonly hint: readonly boolean[];
  /** 0..1 */
  readonly weight: Float64Array;
}

/**
 * Reads every wording of the thesaurus.
 * @param slot numbers a word or class; undefined for a word that means nothing
 * @param words what stands in a slot
 */
export function readCues(
  concepts: readonly ConceptData[],
  slot: (part: string) => number | undefined,
  words: readonly string[],
): Cues {
  const concept: number[] = [];
  const [slots, from, banned, bannedFrom] = [[] as number[], [0], [] as number[], [0]];
  const [official, hint] = [[] as boolean[], [] as boolean[]];
  const seen = new Set<string>();
  const note = (part: string, into: number[]) => {
    const own = part ? slot(part) : undefined;
    if (own !== undefined) into.push(own);
  };
  const add = (written: string, said: boolean, hints: boolean, own: number) => {
    if (seen.has(written)) return;
    const unwanted = written.indexOf('-');
    const wanted = unwanted < 0 ? written : written.slice(0, unwanted);
    if (wanted.includes('+')) for (const part of wanted.split('+')) note(part, slots);
    else note(wanted, slots);
    if (unwanted >= 0) for (const part of written.slice(unwanted + 1).split('-')) note(part, banned);
    if (slots.length === from.at(-1)) return void (banned.length = bannedFrom.at(-1)!);
    seen.add(written);
    concept.push(own);
    official.push(said);
    hint.push(hints);
    from.push(slots.length);
    bannedFrom.push(banned.length);
  };
  concepts.forEach((one, n) => {
    seen.clear();
    for (const wording of one.official) add(wording, true, false, n);
    for (const wording of one.everyday) add(wording, false, false, n);
    for (const wording of one.dialect) add(wording, false, false, n);
    for (const wording of one.hints) add(wording, false, true, n);
  });
  const cues = { concept, slots, from, banned, bannedFrom, official, hint };
  return { ...cues, weight: weightsOf(cues, words) };
}

/** A wording as a reader sees it. */
export function shownOf({ slots, from }: Cues, row: number, words: readonly string[]): string {
  const parts = slots.slice(from[row], from[row + 1]).map((slot) => words[slot]!.replace('@', ''));
  return parts.join('…');
}

/** slot -> rows of which it is the rarest part: a word is rarer than a class, a long word rarer than a short one */
export function byAnchor({ concept, slots, from }: Cues, words: readonly string[]): (number[] | undefined)[] {
  const rows: (number[] | undefined)[] = new Array<undefined>(words.length).fill(undefined);
  const rarity = words.map((word) => (isClass(word) ? 0 : word.length));
  for (let row = 0; row < concept.length; row++) {
    let best = slots[from[row]!]!;
    for (let i = from[row]! + 1; i < from[row + 1]!; i++) if (rarity[slots[i]!]! > rarity[best]!) best = slots[i]!;
    const known = rows[best];
    if (known) known.push(row);
    else rows[best] = [row];
  }
  return rows;
}

export const isClass = (word: string): boolean => word.startsWith('@');

/** The longer a wording, the surer; a class says less than a word, and a word of many concepts less than a word of one. */
function weightsOf({ concept, slots, from, hint }: Omit<Cues, 'weight'>, words: readonly string[]): Float64Array {
  const spread = spreadOf({ concept, slots, from }, words.length);
  const lengths = words.map((word) => (isClass(word) ? 1 : word.length));
  const weight = new Float64Array(concept.length);
  for (let row = 0; row < concept.length; row++) {
    const first = slots[from[row]!]!;
    const wide = from[row + 1]! - from[row]! === 1 ? spread[first]! : 1;
    let length = 0;
    for (let i = from[row]!; i < from[row + 1]!; i++) length += lengths[slots[i]!]!;
    if (hint[row]) {
      const known = isClass(words[first]!) ? 0.3 : length === 1 ? 0.5 : 1;
      weight[row] = 0.36 * known * Math.max(0.1, 1 - Math.log(wide) / Math.log(25));
    } else {
      const sure = length >= 4 ? 1 : length === 3 ? 0.9 : length === 2 ? 0.75 : 0.4;
      weight[row] = sure * Math.max(0.5, 1 - Math.log(wide) / Math.log(60));
    }
  }
  return weight;
}

/** slot -> in how many concepts it stands; the wordings of a concept come together, so the last concept seen is enough to count each once */
function spreadOf({ concept, slots, from }: Pick<Cues, 'concept' | 'slots' | 'from'>, count: number): Int32Array {
  const last = new Int32Array(count).fill(-1);
  const spread = new Int32Array(count);
  for (let row = 0; row < concept.length; row++)
    for (let i = from[row]!; i < from[row + 1]!; i++) {
      const slot = slots[i]!;
      if (last[slot] === concept[row]) continue;
      last[slot] = concept[row]!;
      spread[slot]!++;
    }
  return spread;
}
