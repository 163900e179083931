import type { DuplicateFinder, Matter } from './duplicates.ts';
import { comparePlaces } from './places.ts';
import { pairNumber, pairWeight } from './soft.ts';
import type { Thesaurus } from './thesaurus.ts';
import { contrary } from './wishes.ts';

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
  /** one side says what is the matter, the other says nothing of it */
  readonly causeUnsaid: number;
  /** ... the other only asks how or where */
  readonly causeAsked: number;
  /** ... the other tells what came of it */
  readonly causeWeak: number;
  /** neither side says what is the matter */
  readonly causeSilent: number;
  readonly opposed: number;
  readonly season: number;
  readonly people: number;
  readonly spot: number;
  /** one thing at two landmarks */
  readonly spotDiffers: number;
  /** a text says so little that a common topic proves nothing: 0 from some fourteen telling characters on, less where thing, cause or place agree */
  readonly scant: number;
  /** both tell the same sentence with another word in it on each side: the square of the common share of the shorter text */
  readonly contrast: number;
  /** how little they have in common at all: 1 where neither need, thing, words nor place agree, 0 from half an agreement on */
  readonly apart: number;
  readonly samePlace: number;
  readonly otherPlace: number;
}

/** What two read demands have in common and what sets them apart. */
export function featuresOf({ thesaurus, data }: DuplicateFinder, a: Matter, b: Matter): Features {
  const object = overlap(a.found.物件, b.found.物件);
  const season = overlap(a.found.时节, b.found.时节);
  const people = overlap(a.found.人群, b.found.人群);
  const spot = overlap(a.found.位置, b.found.位置);
  const landmarks = overlap(landmarksOf(data, a), landmarksOf(data, b));
  const places = comparePlaces(a.places, b.places);
  const need = cosine(a.needs.concepts, b.needs.concepts);
  const matter = Math.max(need, object.share);
  const causes = causesOf(data, a, b, matter);
  const wording = commonWording(thesaurus, a.needs.pairs, b.needs.pairs);
  const verbatim = Math.max(0, 5 * wording - 4);
  const otherThing = object.spoken && !object.share;
  const otherness = otherThing ? (kin(data, a.found.物件, b.found.物件) ? akin : 1) : 0;
  // another thing in the same building is another matter
  const place = otherThing ? 0 : Math.min(1, places.same.length / 2);
  const proven =
    (causes.cause ? 0.5 : 0.35 * causes.causeKin) + (object.share ? 0.25 : 0) + 0.5 * place * matter + verbatim;
  const mainNeed = Math.min(
    mainShare(a.needs.concepts, b.needs.concepts),
    mainShare(b.needs.concepts, a.needs.concepts),
  );
  // Needs alone may be unknown to the thesaurus: a thing, rare words or the same building speak as well.
  const common = need + mainNeed / 2 + (object.share ? 0.6 : 0) + 3 * wording + (place * matter) / 2;
  const [first, second] = [telling(a.needs.text), telling(b.needs.text)];
  return {
    need,
    mainNeed,
    wording,
    verbatim,
    object: object.share,
    objectDiffers: otherness,
    objectUnlike: otherness * (1 - need),
    objectSplit: object.share ? object.split : 0,
    ...causes,
    season: season.spoken && !season.share ? 1 : 0,
    people: people.spoken && !people.share ? 1 : 0,
    spot: spot.share * matter,
    spotDiffers: object.share && landmarks.spoken && !landmarks.share ? 1 : 0,
    scant: Math.max(0, 1 - Math.min(first.length, second.length) / enough) * Math.max(0, 1 - proven),
    contrast: contrast(first, second) ** 2,
    apart: Math.max(0, 1 - 2 * common),
    samePlace: place * matter,
    otherPlace: places.different.length ? 1 : 0,
  };
}

/** How much of a difference another thing of one family is: a drain and a septic tank are often one mess. */
const akin = 0.4;

function kin(data: DuplicateFinder['data'], a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const families = (things: ReadonlySet<number>) => [...things].flatMap((n) => data[n]!.family?.split('|') ?? []);
  const first = new Set(families(a));
  return families(b).some((family) => first.has(family));
}

const landmarksOf = (data: DuplicateFinder['data'], { found }: Matter): ReadonlySet<number> =>
  new Set([...found.位置].filter((n) => data[n]!.family === '地标'));

function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>) {
  const common = [...a].filter((n) => b.has(n)).length;
  return {
    spoken: a.size > 0 && b.size > 0,
    share: common ? common / (a.size + b.size - common) : 0,
    split: common < a.size && common < b.size ? 1 : 0,
  };
}

/**
 * Compares what is the matter on both sides; causes of the family `*` say nothing, weak ones only in common, and those that the thing's own
 * name tells prove nothing in common.
 */
function causesOf(data: DuplicateFinder['data'], one: Matter, other: Matter, matter: number) {
  const [first, second] = [one.found.事由, other.found.事由];
  const saying = (causes: ReadonlySet<number>) => new Set([...causes].filter((n) => data[n]!.family !== '*'));
  const strong = (causes: ReadonlySet<number>) => new Set([...causes].filter((n) => !data[n]!.weak));
  const families = (causes: ReadonlySet<number>) => new Set([...causes].flatMap((n) => data[n]!.family!.split('|')));
  const [a, b] = [saying(first), saying(second)];
  const [ownA, ownB] = [strong(a), strong(b)];
  const proving = (causes: ReadonlySet<number>) =>
    new Set([...causes].filter((n) => !one.named.has(n) || !other.named.has(n)));
  const common = [...proving(a)].filter((n) => b.has(n));
  const share = common.length / Math.max(1, new Set([...ownA, ...ownB, ...common]).size);
  const [ofA, ofB] = [families(proving(a)), families(proving(b))];
  const meet = (some: ReadonlySet<string>, others: ReadonlySet<string>) =>
    [...some].some((family) => others.has(family));
  const kin = meet(ofA, ofB);
  const differ = proving(ownA).size && proving(ownB).size ? !kin : !meet(families(a), families(b));
  const apart =
    [...families(ownA)].some((family) => !ofB.has(family)) && [...families(ownB)].some((family) => !ofA.has(family));
  const oneSided = ownA.size > 0 !== ownB.size > 0 && !kin;
  const [quiet, all] = ownA.size ? [b, second] : [a, first];
  return {
    cause: share * matter,
    causeKin: kin && !share ? 1 : 0,
    causeDiffers: ownA.size && ownB.size && differ ? 1 : 0,
    causeSplit: kin && apart ? 1 : 0,
    causeUnsaid: oneSided && !all.size ? 1 : 0,
    causeAsked: oneSided && all.size && !quiet.size ? 1 : 0,
    causeWeak: oneSided && quiet.size ? 1 : 0,
    causeSilent: ownA.size || ownB.size || kin ? 0 : 1,
    opposed: opposed(data, first, second) || contrary(one.wishes, other.wishes) ? 1 : 0,
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
/** Telling characters from which on a text is not short. */
const enough = 14;
const telling = (text: string): string => text.replace(idle, '').slice(0, comparedLength);

/** Length of the longest common subsequence over the shorter text, when each text holds something that the other does not; else 0. */
function contrast(a: string, b: string): number {
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

/** Families of 事由 that turn down what they name, or tell who does it for whom: a carer who looks for work asks for no care. */
const refusals = new Set(['不要', '致谢', '做工', '提供', '招人', '开办']);

/**
 * One side alone asks for the contrary of something that the other asks for. Where both agree on a cause, only a refusal or thanks count:
 * "no lamp, it is dark" and "lamp broken, it is dark" are one matter.
 */
function opposed(data: DuplicateFinder['data'], a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  const shared = new Set([...a].filter((n) => b.has(n) && data[n]!.family !== '*'));
  const denies = (some: ReadonlySet<number>, others: ReadonlySet<number>) => {
    const names = new Set([...others].map((n) => data[n]!.name));
    return [...some].some(
      (n) =>
        !others.has(n) &&
        (!shared.size || refusals.has(data[n]!.family!)) &&
        data[n]!.opposes?.some((name) => name === '*' || names.has(name)),
    );
  };
  return denies(a, b) || denies(b, a);
}

function cosine(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number {
  let dot = 0;
  for (const [concept, weight] of a) dot += weight * (b.get(concept) ?? 0);
  const length = (vector: ReadonlyMap<number, number>) => Math.hypot(...vector.values());
  return dot ? dot / (length(a) * length(b)) : 0;
}

function commonWording({ soft }: Thesaurus, a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  const weightOf = (pair: number) => {
    const known = pairNumber(soft, pair);
    return known < 0 ? 4 : pairWeight(soft, known);
  };
  const weigh = (pairs: Iterable<number>) => [...pairs].reduce((sum, pair) => sum + weightOf(pair), 0);
  const common = weigh([...a].filter((pair) => b.has(pair)));
  return common ? (2 * common) / (weigh(a) + weigh(b)) : 0;
}
