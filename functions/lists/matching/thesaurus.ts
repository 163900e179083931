import { softKnowledge, type SoftKnowledge } from './soft.ts';
import { byAnchor, isClass, readCues, type Cues } from './wordings.ts';
import { addWord, noWords, replaceLongest, type Words } from './words.ts';
import { plain } from './text.ts';

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
  /** word -> its slot */
  readonly slots: Words<number>;
  /** slot -> its word, or a class as `@类` */
  readonly words: readonly string[];
  /** slot of a word -> slots of the classes that it belongs to */
  readonly classesOf: readonly (readonly number[] | undefined)[];
  readonly classSlots: ReadonlyMap<string, number>;
  readonly cues: Cues;
  /** slot -> rows of `cues` that are looked up there */
  readonly anchored: readonly (readonly number[] | undefined)[];
  readonly soft: SoftKnowledge;
}

/** Category of concepts that are answered elsewhere than by the resource list. */
export const elsewhere = '渠道';

/**
 * Compiles the thesaurus: about 20 ms for 10,000 wordings once the process is warm. Unknown classes and concepts are ignored, so that a
 * county's edit cannot break intake.
 */
export function compileThesaurus(data: ThesaurusData): Thesaurus {
  const dialect = noWords<string>();
  for (const [wording, standard] of Object.entries(data.dialect)) addWord(dialect, wording, standard);
  const { slots, words, slot, classSlots, classesOf } = numbering((word) => replaceLongest(dialect, plain(word)), data);
  const indexOf = new Map(data.concepts.map((concept, n) => [concept.id, n]));
  const cues = readCues(data.concepts, slot, words);
  return {
    concepts: data.concepts,
    related: data.concepts.map(({ related }) =>
      Object.entries(related).flatMap(([id, share]) => (indexOf.has(id) ? [[indexOf.get(id)!, share] as const] : [])),
    ),
    ...{ dialect, slots, words, classesOf, classSlots, cues },
    anchored: byAnchor(cues, words),
    soft: softKnowledge(data.concepts.length, cues, words),
  };
}

/** Numbers the words and the classes (`@类`) in the order in which they are met, the classes with their words first. */
function numbering(standard: (word: string) => string, data: Pick<ThesaurusData, 'words'>) {
  const slots = noWords<number>();
  const words: string[] = [];
  const known = new Map<string, number>();
  const fresh = (word: string) => words.push(word) - 1;
  const wordSlot = (word: string): number => {
    const before = slots.meaning.get(word);
    if (before !== undefined) return before;
    const own = fresh(word);
    addWord(slots, word, own);
    return own;
  };
  const slot = (part: string): number | undefined => {
    const before = known.get(part);
    if (before !== undefined) return before;
    const word = isClass(part) ? part : standard(part);
    if (!word) return undefined;
    const own = isClass(part) ? fresh(word) : wordSlot(word);
    known.set(part, own);
    return own;
  };
  const classSlots = new Map<string, number>();
  const classesOf: number[][] = [];
  for (const [name, members] of Object.entries(data.words)) {
    const own = slot(`@${name}`)!;
    classSlots.set(name, own);
    for (const member of members) {
      const word = slot(member);
      if (word !== undefined && !classesOf[word]?.includes(own)) (classesOf[word] ??= []).push(own);
    }
  }
  return { slots, words, slot, classSlots, classesOf };
}

/** A text in the wordings of the thesaurus: unified forms, dialect and frequent misspellings made standard. */
export const standardText = (thesaurus: Thesaurus, text: string): string =>
  replaceLongest(thesaurus.dialect, plain(text));
