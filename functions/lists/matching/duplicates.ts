import { readNeeds, readWordings, type Needs } from './needs.ts';
import { featuresOf, type Features } from './evidence.ts';
import { placesOf, type Places } from './places.ts';
import { wishesOf, type Wishes } from './wishes.ts';
import { compileVocabulary, shownOf, type Thesaurus, type ThesaurusData, type Vocabulary } from './thesaurus.ts';

/**
 * What a matter is about beyond its need: a thing (电梯), what is the matter with it or what is asked for (漏水, 新装), a season, a group of
 * people or a spot (楼道, 河边). Wordings as in the thesaurus.
 */
export interface MatterData {
  /** unique within its category */
  readonly name: string;
  readonly category: '物件' | '事由' | '时节' | '人群' | '位置';
  readonly wordings: readonly string[];
  /**
   * Members of one family go together, so that naming another of it is little difference: 损坏 and 维修, a drain and a septic tank; several
   * joined by `|`. 事由 of `*` go with all; 位置 of 地标 exclude each other: by the bridge is not by the school.
   */
  readonly family?: string;
  /** 事由 that contradict this one: 新装 and 拆走; `*` contradicts every other (thanks are no report) */
  readonly opposes?: readonly string[];
  /** a 事由 that comes along with the matter (lost sleep, an injury): in common it speaks for, missing it speaks against nothing */
  readonly weak?: boolean;
}

/** The matters made ready for reading. */
export interface Matters {
  readonly matters: Vocabulary;
  /** as the concepts of `matters` */
  readonly data: readonly Omit<MatterData, 'wordings'>[];
}

export interface DuplicateFinder extends Matters {
  readonly thesaurus: Thesaurus;
}

/** A demand read for comparison. */
export interface Matter {
  readonly needs: Needs;
  readonly found: Readonly<Record<MatterData['category'], ReadonlySet<number>>>;
  /** 事由 that only the word for a thing speaks of: 充电 in 充电桩 */
  readonly named: ReadonlySet<number>;
  readonly places: Places;
  readonly wishes: Wishes;
}

export interface Likeness {
  /** 0..1 */
  readonly score: number;
  readonly duplicate: boolean;
  readonly features: Features;
}

/** Compiles the matters with the dialect and the classes of the thesaurus. */
export function compileMatters({ dialect, words }: ThesaurusData, data: readonly MatterData[]): Matters {
  const concepts = data.map(({ name, category, wordings }, n) => ({
    ...{ id: String(n), name, category, official: [], everyday: wordings, dialect: [], hints: [], related: {} },
  }));
  return {
    matters: compileVocabulary({ dialect, words, concepts }),
    data: data.map(({ wordings: _, ...matter }) => matter),
  };
}

/** Reads a demand once; comparing two read demands is cheap. */
export function readMatter({ thesaurus, matters, data }: DuplicateFinder, text: string): Matter {
  const needs = readNeeds(thesaurus, text);
  const found = {
    ...{ 物件: new Set<number>(), 事由: new Set<number>(), 时节: new Set<number>(), 人群: new Set<number>() },
    位置: new Set<number>(),
  };
  const read = new Map(
    [...readWordings(matters, text).cues].map(([n, { rows }]) => [n, rows.map((row) => shownOf(matters, row))]),
  );
  for (const n of read.keys()) found[data[n]!.category].add(n);
  const things = [...found.物件].flatMap((n) => read.get(n)!).filter((wording) => !wording.includes('…'));
  const named = new Set(
    [...found.事由].filter((n) => read.get(n)!.every((wording) => things.some((thing) => thing.includes(wording)))),
  );
  return { needs, found, named, places: placesOf(needs.text), wishes: wishesOf(needs.text) };
}

/**
 * How likely two demands are the same matter at the same place, with what speaks for and against it.
 * @param met whether somebody put the two side by side, as the pairs were that the weights are fitted on, or a search goes through many: there
 *   two texts without anything in common are no duplicates for want of anything that speaks against it
 */
export function compareMatters(
  finder: DuplicateFinder,
  a: Matter,
  b: Matter,
  met: 'side by side' | 'among many' = 'side by side',
): Likeness {
  const features = featuresOf(finder, a, b);
  const sum = (Object.keys(weights) as (keyof Features)[]).reduce(
    (total, key) => total + weights[key] * features[key],
    met === 'among many' ? bias - rarity - strangers * features.apart : bias,
  );
  const score = Math.round(1e4 / (1 + Math.exp(-sum))) / 1e4;
  return { score, duplicate: score >= 0.5, features };
}

/**
 * Fitted by logistic regression on hand-written duplicates and near misses and on pairs of unrelated demands, regularised and kept to the
 * signs that reason expects.
 */
const bias = 2.4;
/** Set by hand: of many demands few are the same, of two that somebody put side by side most. */
const rarity = 0.15;
/** Set by hand, so that one pair in a hundred of unlike demands is left where a quarter was. */
const strangers = 6.8;
const weights: Features = {
  need: 0.53,
  mainNeed: 0.7,
  wording: 0,
  verbatim: 0,
  object: 0.26,
  objectDiffers: -0.85,
  objectUnlike: -1.78,
  objectSplit: -0.38,
  cause: 0.7,
  causeKin: 0.52,
  causeDiffers: -1.25,
  causeSplit: -0.54,
  causeUnsaid: 0,
  causeAsked: -0.03,
  causeWeak: -0.99,
  causeSilent: 0,
  opposed: -5,
  season: -2,
  people: -1,
  spot: 0.42,
  spotDiffers: -2.5,
  scant: -7.8,
  contrast: -5.51,
  apart: 0,
  samePlace: 1.02,
  otherPlace: -7,
};
