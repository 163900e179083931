import { anchorOf, cuesOf, readWordings, type Cue, type Wording } from './wordings.ts';
import { addWord, noWords, replaceLongest, type Words } from './words.ts';
import { eachPair, plain } from './text.ts';

/**
 * The editable thesaurus. A wording is a word, or several joined by `+` that must stand near each other; `@类` names a class of
 * `words`; `-词` forbids a word anywhere in the text ("电梯+坏-加装").
 */
export interface ThesaurusData {
  /** dialect wording or frequent misspelling -> standard wording, applied to every text first */
  readonly dialect: Readonly<Record<string, string>>;
  /** class -> its words */
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly concepts: readonly ConceptData[];
}

export interface ConceptData {
  readonly id: string;
  readonly name: string;
  /** one of the twelve categories, or 渠道 for what no resource answers (market, private, another authority) */
  readonly category: string;
  /** how providers and officials word it; the only wordings by which a resource is tied to the concept firmly */
  readonly official: readonly string[];
  readonly everyday: readonly string[];
  readonly dialect: readonly string[];
  /** words that hint at the concept without deciding */
  readonly hints: readonly string[];
  /** other concept -> share (0..1) of this need that it answers too */
  readonly related: Readonly<Record<string, number>>;
}

export interface Thesaurus {
  readonly concepts: readonly ConceptData[];
  readonly related: readonly (readonly (readonly [number, number])[])[];
  readonly dialect: Words<string>;
  /** word -> the slots it fills: its own, and those of its classes */
  readonly slots: Words<number[]>;
  readonly classSlots: ReadonlyMap<string, number>;
  /** slot -> cues of which it is the rarest part */
  readonly cues: readonly (readonly Cue[] | undefined)[];
  /** character pair -> concept, times it stands in its wordings, concept, times ...: the soft knowledge for wordings nobody wrote down */
  readonly pairs: ReadonlyMap<number, readonly number[]>;
  readonly pairWeight: ReadonlyMap<number, number>;
}

/** Category of concepts that are answered elsewhere than by the resource list. */
export const elsewhere = '渠道';

/** Compiles the thesaurus: about 20 ms for 10,000 wordings. Unknown classes and concepts are ignored, so that a county's edit cannot break intake. */
export function compileThesaurus(data: ThesaurusData): Thesaurus {
  const dialect = noWords<string>();
  for (const [wording, standard] of Object.entries(data.dialect)) addWord(dialect, wording, standard);
  const standard = remembered((text) => replaceLongest(dialect, plain(text)));
  const slots = noWords<number[]>();
  const slotOf = new Map<string, number>();
  const slot = (part: string): number => {
    const known = slotOf.get(part);
    if (known !== undefined) return known;
    const fresh = slotOf.size;
    slotOf.set(part, fresh);
    if (!part.startsWith('@')) fill(slots, part, fresh);
    return fresh;
  };
  for (const [name, words] of Object.entries(data.words)) {
    const own = slot(`@${name}`);
    for (const word of words) fill(slots, standard(word), own);
  }
  const indexOf = new Map(data.concepts.map((concept, n) => [concept.id, n]));
  const cues: Cue[][] = [];
  const wordings = readWordings(data.concepts, standard);
  const flat = cuesOf(wordings, slot);
  const rarity = [...slotOf.keys()].map((part) => (part.startsWith('@') ? 0 : part.length));
  for (const cue of flat) (cues[anchorOf(cue, rarity)] ??= []).push(cue);
  return {
    concepts: data.concepts,
    related: data.concepts.map(({ related }) =>
      Object.entries(related).flatMap(([id, share]) => (indexOf.has(id) ? [[indexOf.get(id)!, share] as const] : [])),
    ),
    dialect,
    slots,
    classSlots: new Map([...slotOf].filter(([part]) => part.startsWith('@')).map(([part, n]) => [part.slice(1), n])),
    cues,
    ...softKnowledge(data.concepts.length, wordings),
  };
}

/** A text in the wordings of the thesaurus: unified forms, dialect and frequent misspellings made standard. */
export const standardText = (thesaurus: Thesaurus, text: string): string =>
  replaceLongest(thesaurus.dialect, plain(text));

/** The same word stands in many wordings. */
function remembered(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) known.set(text, (result = work(text)));
    return result;
  };
}

function fill(slots: Words<number[]>, word: string, slot: number): void {
  if (!word) return;
  const known = slots.meaning.get(word);
  if (!known) addWord(slots, word, [slot]);
  else if (!known.includes(slot)) known.push(slot);
}

/** Which concepts a character pair speaks for, from all wordings but the hints; a pair of few concepts weighs more. */
function softKnowledge(concepts: number, wordings: readonly Wording[]) {
  const pairs = new Map<number, number[]>();
  let concept = 0;
  const count = (pair: number): void => {
    const known = pairs.get(pair);
    if (!known) pairs.set(pair, [concept, 1]);
    else if (known[known.length - 2] === concept) known[known.length - 1]!++;
    else known.push(concept, 1);
  };
  for (const wording of wordings) {
    if (wording.hint) continue;
    concept = wording.concept;
    for (const part of wording.parts) if (part.length > 1 && part[0] !== '@') eachPair(part, count);
  }
  const pairWeight = new Map<number, number>();
  for (const [pair, spoken] of pairs) pairWeight.set(pair, Math.log((concepts + 1) / (spoken.length / 2 + 0.5)));
  return { pairs, pairWeight };
}
