import { readNeeds, type Needs } from './needs.ts';
import { comparePlaces, placesOf, type Places } from './places.ts';
import { compileThesaurus, type Thesaurus, type ThesaurusData } from './thesaurus.ts';

/** What a matter is about beyond its need: an object (电梯), a cause (漏, 加装), a season or a group of people. Wordings as in the thesaurus. */
export interface MatterData {
  readonly id: string;
  readonly name: string;
  readonly category: '物件' | '事由' | '时节' | '人群';
  readonly wordings: readonly string[];
  /** matters that contradict this one: 加装 and 拆除 */
  readonly opposes: readonly string[];
}

export interface DuplicateFinder {
  readonly thesaurus: Thesaurus;
  readonly matters: Thesaurus;
  readonly data: readonly MatterData[];
}

/** A demand read for comparison. */
export interface Matter {
  readonly needs: Needs;
  readonly found: Readonly<Record<MatterData['category'], ReadonlySet<string>>>;
  readonly places: Places;
}

export interface Likeness {
  /** 0..1 */
  readonly score: number;
  readonly duplicate: boolean;
  readonly features: Features;
}

/** Each 0..1 unless said otherwise. */
export interface Features {
  readonly need: number;
  /** 0 up to four fifths of common wording, 1 for the same text */
  readonly verbatim: number;
  readonly object: number;
  readonly objectDiffers: number;
  /** each side names an object that the other does not */
  readonly objectSplit: number;
  readonly cause: number;
  readonly causeDiffers: number;
  readonly causeSplit: number;
  readonly opposed: number;
  readonly season: number;
  readonly people: number;
  readonly samePlace: number;
  readonly otherPlace: number;
}

export function buildDuplicateFinder(
  thesaurus: Thesaurus,
  base: ThesaurusData,
  data: readonly MatterData[],
): DuplicateFinder {
  const concepts = data.map(({ id, name, category, wordings }) => ({
    ...{ id, name, category, official: [], everyday: wordings, dialect: [], hints: [], related: {} },
  }));
  return { thesaurus, matters: compileThesaurus({ dialect: base.dialect, words: base.words, concepts }), data };
}

/** Reads a demand once; comparing two read demands is cheap. */
export function readMatter({ thesaurus, matters, data }: DuplicateFinder, text: string): Matter {
  const needs = readNeeds(thesaurus, text);
  const found = { 物件: new Set<string>(), 事由: new Set<string>(), 时节: new Set<string>(), 人群: new Set<string>() };
  for (const n of readNeeds(matters, text).cues.keys()) found[data[n]!.category].add(data[n]!.id);
  return { needs, found, places: placesOf(needs.text) };
}

/** How likely two demands are the same matter at the same place, with what speaks for and against it. */
export function compareMatters(finder: DuplicateFinder, a: Matter, b: Matter): Likeness {
  const features = featuresOf(finder, a, b);
  const sum = (Object.keys(weights) as (keyof Features)[]).reduce(
    (total, key) => total + weights[key] * features[key],
    bias,
  );
  const score = Math.round(1e4 / (1 + Math.exp(-sum))) / 1e4;
  return { score, duplicate: score >= 0.5, features };
}

/** Fitted by logistic regression on hand-written pairs (regularised towards the signs that reason expects); two texts word for word alike are added. */
const bias = -1;
const weights: Features = {
  need: 1.7,
  verbatim: 2,
  object: 1.6,
  objectDiffers: -3.2,
  objectSplit: -1.2,
  cause: 1.4,
  causeDiffers: -3.2,
  causeSplit: -2.5,
  opposed: -4.3,
  season: -3.7,
  people: -3.2,
  samePlace: 2.6,
  otherPlace: -7.4,
};

function featuresOf(finder: DuplicateFinder, a: Matter, b: Matter): Features {
  const object = overlap(a.found.物件, b.found.物件);
  const cause = overlap(a.found.事由, b.found.事由);
  const season = overlap(a.found.时节, b.found.时节);
  const people = overlap(a.found.人群, b.found.人群);
  const places = comparePlaces(a.places, b.places);
  return {
    need: cosine(a.needs.concepts, b.needs.concepts),
    verbatim: Math.max(0, 5 * commonWording(finder.thesaurus, a.needs.pairs, b.needs.pairs) - 4),
    object: object.share,
    objectDiffers: object.spoken && !object.share ? 1 : 0,
    objectSplit: object.share ? object.split : 0,
    cause: cause.share,
    causeDiffers: cause.spoken && !cause.share ? 1 : 0,
    causeSplit: cause.share ? cause.split : 0,
    opposed: opposed(finder.data, a.found.事由, b.found.事由) ? 1 : 0,
    season: season.spoken && !season.share ? 1 : 0,
    people: people.spoken && !people.share ? 1 : 0,
    samePlace: Math.min(1, places.same.length / 2),
    otherPlace: places.different.length ? 1 : 0,
  };
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): { spoken: boolean; share: number; split: number } {
  const common = [...a].filter((id) => b.has(id)).length;
  return {
    spoken: a.size > 0 && b.size > 0,
    share: common ? common / Math.min(a.size, b.size) : 0,
    split: common < a.size && common < b.size ? 1 : 0,
  };
}

/** One side asks for what the other asks to undo, and they share no such request. */
function opposed(data: readonly MatterData[], a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return data.some(
    ({ id, opposes }) => a.has(id) && !b.has(id) && opposes.some((other) => b.has(other) && !a.has(other)),
  );
}

function cosine(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let dot = 0;
  for (const [concept, weight] of a) dot += weight * (b.get(concept) ?? 0);
  const length = (vector: ReadonlyMap<number, number>) => Math.hypot(...vector.values());
  return dot ? dot / (length(a) * length(b)) : 0;
}

function commonWording({ pairWeight }: Thesaurus, a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const weigh = (pairs: Iterable<string>) => [...pairs].reduce((sum, pair) => sum + (pairWeight.get(pair) ?? 4), 0);
  const common = weigh([...a].filter((pair) => b.has(pair)));
  return common ? (2 * common) / (weigh(a) + weigh(b)) : 0;
}
