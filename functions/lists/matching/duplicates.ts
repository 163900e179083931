import { readNeeds, type Needs } from './needs.ts';
import { comparePlaces, placesOf, type Places } from './places.ts';
import { compileThesaurus, type Thesaurus, type ThesaurusData } from './thesaurus.ts';

/**
 * What a matter is about beyond its need: a thing (电梯), what is the matter with it or what is asked for (漏水, 新装), a season, a group of
 * people or a spot (楼道, 河边). Wordings as in the thesaurus.
 */
export interface MatterData {
  /** unique within its category */
  readonly name: string;
  readonly category: '物件' | '事由' | '时节' | '人群' | '位置';
  readonly wordings: readonly string[];
  /** 事由 of one family go together, so that naming another of it is little difference: 损坏 and 维修; `*` goes with all */
  readonly family?: string;
  /** 事由 that contradict this one: 新装 and 拆走 */
  readonly opposes?: readonly string[];
}

export interface DuplicateFinder {
  readonly thesaurus: Thesaurus;
  readonly matters: Thesaurus;
  readonly data: readonly MatterData[];
}

/** A demand read for comparison. */
export interface Matter {
  readonly needs: Needs;
  readonly found: Readonly<Record<MatterData['category'], ReadonlySet<number>>>;
  readonly places: Places;
}

export interface Likeness {
  /** 0..1 */
  readonly score: number;
  readonly duplicate: boolean;
  readonly features: Features;
}

/** Each 0..1. */
export interface Features {
  /** cosine of the needs read */
  readonly need: number;
  /** how much of each text's strongest need the other text has too */
  readonly mainNeed: number;
  /** share of common character pairs, weighed by rarity */
  readonly wording: number;
  /** 0 up to four fifths of common wording, 1 for the same text */
  readonly verbatim: number;
  readonly object: number;
  /** both name things and share none */
  readonly objectDiffers: number;
  /** ... and less so the more their needs agree */
  readonly objectUnlike: number;
  /** each side names a thing that the other does not, beside a common one */
  readonly objectSplit: number;
  readonly cause: number;
  /** no common cause, but one family */
  readonly causeKin: number;
  readonly causeDiffers: number;
  readonly causeSplit: number;
  /** only one side says what is the matter */
  readonly causeUnsaid: number;
  /** neither side says what is the matter */
  readonly causeSilent: number;
  readonly opposed: number;
  readonly season: number;
  readonly people: number;
  readonly spot: number;
  readonly spotDiffers: number;
  /** both tell the same sentence with another word in it on each side: the square of the common share of the shorter text */
  readonly contrast: number;
  readonly samePlace: number;
  readonly otherPlace: number;
}

export function buildDuplicateFinder(
  thesaurus: Thesaurus,
  base: ThesaurusData,
  data: readonly MatterData[],
): DuplicateFinder {
  const concepts = data.map(({ name, category, wordings }, n) => ({
    ...{ id: String(n), name, category, official: [], everyday: wordings, dialect: [], hints: [], related: {} },
  }));
  return { thesaurus, matters: compileThesaurus({ dialect: base.dialect, words: base.words, concepts }), data };
}

/** Reads a demand once; comparing two read demands is cheap. */
export function readMatter({ thesaurus, matters, data }: DuplicateFinder, text: string): Matter {
  const needs = readNeeds(thesaurus, text);
  const found = {
    ...{ 物件: new Set<number>(), 事由: new Set<number>(), 时节: new Set<number>(), 人群: new Set<number>() },
    位置: new Set<number>(),
  };
  for (const n of readNeeds(matters, text).cues.keys()) found[data[n]!.category].add(n);
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

/**
 * Fitted by logistic regression on hand-written duplicates and near misses and on pairs of unrelated demands, regularised and kept to the
 * signs that reason expects.
 */
const bias = 0.96;
const weights: Features = {
  need: 1.47,
  mainNeed: 0.37,
  wording: 0,
  verbatim: 1.86,
  object: 1.22,
  objectDiffers: -0.58,
  objectUnlike: -0.75,
  objectSplit: 0,
  cause: 0.83,
  causeKin: 0.08,
  causeDiffers: -2.36,
  causeSplit: -0.66,
  causeUnsaid: -1.04,
  causeSilent: -1.28,
  opposed: -6.01,
  season: -3.48,
  people: -1.8,
  spot: 0.23,
  spotDiffers: 0,
  contrast: -7.41,
  samePlace: 2.82,
  otherPlace: -7.01,
};

function featuresOf({ thesaurus, data }: DuplicateFinder, a: Matter, b: Matter): Features {
  const object = overlap(a.found.物件, b.found.物件);
  const season = overlap(a.found.时节, b.found.时节);
  const people = overlap(a.found.人群, b.found.人群);
  const spot = overlap(a.found.位置, b.found.位置);
  const places = comparePlaces(a.places, b.places);
  const need = cosine(a.needs.concepts, b.needs.concepts);
  const matter = Math.max(need, object.share);
  const wording = commonWording(thesaurus, a.needs.pairs, b.needs.pairs);
  return {
    need,
    mainNeed: Math.min(mainShare(a.needs.concepts, b.needs.concepts), mainShare(b.needs.concepts, a.needs.concepts)),
    wording,
    verbatim: Math.max(0, 5 * wording - 4),
    object: object.share,
    objectDiffers: object.spoken && !object.share ? 1 : 0,
    objectUnlike: object.spoken && !object.share ? 1 - need : 0,
    objectSplit: object.share ? object.split : 0,
    ...causesOf(data, a.found.事由, b.found.事由, matter),
    season: season.spoken && !season.share ? 1 : 0,
    people: people.spoken && !people.share ? 1 : 0,
    spot: spot.share * matter,
    spotDiffers: spot.spoken && !spot.share ? 1 : 0,
    contrast: contrast(a.needs.text, b.needs.text) ** 2,
    samePlace: Math.min(1, places.same.length / 2) * matter,
    otherPlace: places.different.length ? 1 : 0,
  };
}

function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>) {
  const common = [...a].filter((n) => b.has(n)).length;
  return {
    spoken: a.size > 0 && b.size > 0,
    share: common ? common / (a.size + b.size - common) : 0,
    split: common < a.size && common < b.size ? 1 : 0,
  };
}

/** Compares what is the matter on both sides; causes of the family `*` say nothing. */
function causesOf(
  data: readonly MatterData[],
  first: ReadonlySet<number>,
  second: ReadonlySet<number>,
  matter: number,
) {
  const telling = (causes: ReadonlySet<number>) => new Set([...causes].filter((n) => data[n]!.family !== '*'));
  const [a, b] = [telling(first), telling(second)];
  const { spoken, share } = overlap(a, b);
  const families = (causes: ReadonlySet<number>) => new Set([...causes].map((n) => data[n]!.family!));
  const [ofA, ofB] = [families(a), families(b)];
  const kin = [...ofA].some((family) => ofB.has(family));
  const apart = [...ofA].some((family) => !ofB.has(family)) && [...ofB].some((family) => !ofA.has(family));
  return {
    cause: share * matter,
    causeKin: kin && !share ? 1 : 0,
    causeDiffers: spoken && !kin ? 1 : 0,
    causeSplit: kin && apart ? 1 : 0,
    causeUnsaid: a.size > 0 !== b.size > 0 ? 1 : 0,
    causeSilent: a.size || b.size ? 0 : 1,
    opposed: opposed(data, first, second) ? 1 : 0,
  };
}

/** Evidence in `other` of the strongest need of `own`, over the strongest of `other`. */
function mainShare(own: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): number {
  let [main, most] = [-1, 0];
  for (const [concept, evidence] of own) if (evidence > most) [main, most] = [concept, evidence];
  return (other.get(main) ?? 0) / Math.max(1e-9, ...other.values());
}

/** Characters that carry no matter of their own. */
const idle = /[^\p{Script=Han}a-z0-9]|[的了吗呢吧啊嘛很太都就也还又把被在着过请望希想要能不能可以我们]/gu;
const comparedLength = 200;

/** Length of the longest common subsequence over the shorter text, when each text holds something that the other does not; else 0. */
function contrast(first: string, second: string): number {
  const a = first.replace(idle, '').slice(0, comparedLength);
  const b = second.replace(idle, '').slice(0, comparedLength);
  if (!a || !b) return 0;
  let row = new Uint16Array(b.length + 1);
  for (let i = 0; i < a.length; i++) {
    const next = new Uint16Array(b.length + 1);
    for (let j = 0; j < b.length; j++) next[j + 1] = a[i] === b[j] ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!);
    row = next;
  }
  const common = row[b.length]!;
  return common < a.length && common < b.length ? common / Math.min(a.length, b.length) : 0;
}

/** One side alone asks for the contrary of something that the other asks for. */
function opposed(data: readonly MatterData[], a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const denies = (some: ReadonlySet<number>, others: ReadonlySet<number>) => {
    const names = new Set([...others].map((n) => data[n]!.name));
    return [...some].some((n) => !others.has(n) && data[n]!.opposes?.some((name) => names.has(name)));
  };
  return denies(a, b) || denies(b, a);
}

function cosine(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let dot = 0;
  for (const [concept, weight] of a) dot += weight * (b.get(concept) ?? 0);
  const length = (vector: ReadonlyMap<number, number>) => Math.hypot(...vector.values());
  return dot ? dot / (length(a) * length(b)) : 0;
}

function commonWording({ pairWeight }: Thesaurus, a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const weigh = (pairs: Iterable<number>) => [...pairs].reduce((sum, pair) => sum + (pairWeight.get(pair) ?? 4), 0);
  const common = weigh([...a].filter((pair) => b.has(pair)));
  return common ? (2 * common) / (weigh(a) + weigh(b)) : 0;
}
