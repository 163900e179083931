import { softKnowledge, type SoftKnowledge } from './soft.ts';
import { apart, readRows, weighed, writtenIn, type Cues } from './wordings.ts';
import { grown, noWords, replaceLongest, wordAt, wordsOf, type Words } from './words.ts';
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

/** Wordings made ready for reading a text. */
export interface Vocabulary {
  readonly dialect: Words;
  /** word of `dialect` -> its standard wording */
  readonly standard: readonly string[];
  /** words of all wordings, and the classes as `@类` */
  readonly words: Words;
  /** word -> classes that it belongs to, as words */
  readonly classesOf: ReadonlyMap<number, readonly number[]>;
  readonly classes: ReadonlyMap<string, number>;
  readonly cues: Cues;
}

export interface Thesaurus extends Vocabulary {
  readonly concepts: readonly Pick<ConceptData, 'id' | 'name' | 'category'>[];
  readonly related: readonly (readonly (readonly [concept: number, share: number])[])[];
  readonly soft: SoftKnowledge;
}

/** Category of concepts that are answered elsewhere than by the resource list. */
export const elsewhere = '渠道';

/** Compiles the thesaurus. Unknown classes and concepts are ignored, so that a county's edit cannot break intake. */
export function compileThesaurus(data: ThesaurusData): Thesaurus {
  const vocabulary = compileVocabulary(data);
  return {
    ...vocabulary,
    concepts: data.concepts.map(({ id, name, category }) => ({ id, name, category })),
    related: relatedOf(data.concepts),
    soft: softKnowledge(data.concepts.length, vocabulary.cues, vocabulary.words),
  };
}

/** Compiles the wordings alone. */
export function compileVocabulary(data: ThesaurusData): Vocabulary {
  const dialect = wordsOf(Object.keys(data.dialect));
  const standard = Object.values(data.dialect);
  const { wordings, concept, register } = writtenIn(data.concepts);
  const classes = Object.entries(data.words).map(([name, members]) => [`@${name}`, ...members].join('+'));
  const all = [...classes, ...wordings].join(apart);
  const growing = noWords(replaceLongest(dialect, standard, plain(all, Infinity)));
  const { parts, from, banned } = readRows(growing);
  const words = grown(growing);
  const isClass = (word: number) => words.text[words.start[word]!] === '@';
  const length = Int32Array.from(growing.start, (start, word) => (isClass(word) ? 0 : growing.end[word]! - start));
  // a class is no word that a text could hold
  words.longest['@'.charCodeAt(0)] = 0;
  const rows = {
    parts,
    from: from.slice(classes.length),
    banned: new Map([...banned].map(([row, unwanted]) => [row - classes.length, unwanted])),
  };
  return {
    ...{ dialect, standard, words },
    ...classesIn(Object.keys(data.words), parts, from),
    cues: weighed({ concept, register, ...rows }, length),
  };
}

function relatedOf(concepts: readonly ConceptData[]): (readonly [number, number])[][] {
  const place = new Map(concepts.map(({ id }, n) => [id, n]));
  return concepts.map(({ related }) =>
    Object.entries(related).flatMap(([id, share]) => (place.has(id) ? [[place.get(id)!, share] as const] : [])),
  );
}

/** The first rows are the classes, each followed by its words. */
function classesIn(names: readonly string[], parts: Int32Array, from: Int32Array) {
  const classes = new Map<string, number>();
  const classesOf = new Map<number, number[]>();
  for (const [row, name] of names.entries()) {
    const [own, ...members] = parts.subarray(from[row], from[row + 1]);
    classes.set(name, own!);
    for (const word of new Set(members)) classesOf.set(word, [...(classesOf.get(word) ?? []), own!]);
  }
  return { classes, classesOf };
}

/** A text in the wordings of the thesaurus: unified forms, dialect and frequent misspellings made standard. */
export const standardText = ({ dialect, standard }: Vocabulary, text: string): string =>
  replaceLongest(dialect, standard, plain(text));

/** A word as a reader sees it: a class by its name alone. */
export const shownWord = ({ words, cues }: Vocabulary, word: number): string =>
  cues.length[word] ? wordAt(words, word) : wordAt(words, word).slice(1);

/** A wording as a reader sees it. */
export const shownOf = (vocabulary: Vocabulary, row: number): string => {
  const { parts, from } = vocabulary.cues;
  return Array.from(parts.subarray(from[row], from[row + 1]), (word) => shownWord(vocabulary, word)).join('…');
};
