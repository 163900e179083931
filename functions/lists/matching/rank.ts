import { groupsOfPeople, type Catalogue, type Entry } from './catalogue.ts';
import { readNeeds, type Needs } from './needs.ts';
import { conditionsOf, reasonsFor } from './reasons.ts';
import { elsewhere } from './thesaurus.ts';

/** A demand as the matcher needs it; `day` (YYYY-MM-DD) is when it should be served. */
export interface Demand {
  readonly id: string;
  readonly text: string;
  readonly community?: string | undefined;
  readonly day?: string | undefined;
}

export interface Reason {
  readonly about: 'wording' | 'category' | 'audience' | 'area' | 'capacity' | 'period' | 'experience';
  /** true: speaks for the offer */
  readonly for: boolean;
  /** a plain Chinese sentence */
  readonly detail: string;
  /** the same in English; the resource's own words stay as they are */
  readonly english: string;
}

export interface Offer {
  readonly id: string;
  /** 0..1, the same scale for every demand */
  readonly score: number;
  readonly reasons: readonly Reason[];
}

export interface Ranked {
  readonly id: string;
  /** best first */
  readonly ranking: readonly Offer[];
  /** would fit by its wording, but area, capacity or period forbid it */
  readonly refused: readonly Offer[];
  /** nothing fits well enough to be offered without a person's look */
  readonly abstain: boolean;
}

/** What was learnt: concept id -> resource id -> factor (see learn.ts). */
export type Experience = ReadonlyMap<string, ReadonlyMap<string, number>>;

export interface RankOptions {
  readonly limit?: number;
  readonly experience?: Experience;
  /** false: no reasons, where thousands of demands are planned at once */
  readonly explain?: boolean;
}

/** Below this score of the best offer the matcher abstains. */
export const abstainBelow = 0.3;

const lexicalShare = 0.5;
const noExperience: Experience = new Map();

/**
 * Ranks resources for a demand. Score: noisy-or over the needs read in the demand, each times the resource's tie to that need, joined with
 * weighed common wording, then scaled by audience, category and by how much the text belongs elsewhere.
 */
export function rank(
  catalogue: Catalogue,
  demand: Demand,
  { limit = 10, experience = noExperience, explain = true }: RankOptions = {},
): Ranked {
  const needs = readNeeds(catalogue.thesaurus, demand.text);
  const asked = askedConcepts(catalogue, needs);
  const ranking: Offer[] = [];
  const refused: Offer[] = [];
  for (const { n, score } of bestFirst(catalogue, scoreAll(catalogue, needs, asked, experience))) {
    if (ranking.length >= limit || score < worthNaming) break;
    const entry = catalogue.entries[n]!;
    const forbidden = conditionsOf(entry, demand).some((one) => !one.for);
    if (forbidden && !explain) continue;
    const reasons = explain ? reasonsFor(catalogue, entry, { demand, needs, concepts: asked, experience }) : [];
    (forbidden ? refused : ranking).push({ id: entry.resource.id, score, reasons });
  }
  return { id: demand.id, ranking, refused, abstain: (ranking[0]?.score ?? 0) < abstainBelow };
}

/** Lower scores are noise and not named. */
const worthNaming = 0.02;

interface Scored {
  readonly n: number;
  readonly score: number;
}

function scoreAll(
  catalogue: Catalogue,
  needs: Needs,
  asked: ReadonlyMap<number, number>,
  experience: Experience,
): Scored[] {
  const size = catalogue.entries.length;
  const missing = new Float64Array(size).fill(1);
  const common = new Float64Array(size);
  const touched: number[] = [];
  tieConcepts(catalogue, asked, experience, missing, touched);
  commonWording(catalogue, needs, missing, common, touched);
  const share = categoryShare(catalogue, asked);
  const within = 1 - 0.75 * belongsElsewhere(catalogue, needs);
  const named = groupsOfPeople.filter((group) => needs.classes.has(group));
  return touched.map((n) => {
    const entry = catalogue.entries[n]!;
    const base = 1 - missing[n]! * (1 - lexicalShare * common[n]!);
    const category = 0.88 + 0.12 * (share.get(entry.resource.category ?? '') ?? 0);
    return { n, score: Math.round(base * within * audienceFactor(entry, named) * category * 1e4) / 1e4 };
  });
}

/** Sorts lazily: the few best are taken from a heap, so that thousands of weak ones are never sorted. Equal scores: the smaller id first. */
function* bestFirst({ entries }: Catalogue, scored: Scored[]): Generator<Scored> {
  const floor = scored.length > 200 ? quantileFloor(scored) : 0;
  const before = (a: Scored, b: Scored) =>
    b.score - a.score || (entries[a.n]!.resource.id < entries[b.n]!.resource.id ? -1 : 1);
  yield* scored.filter(({ score }) => score >= floor).sort(before);
  if (floor > 0) yield* scored.filter(({ score }) => score < floor).sort(before);
}

/** A score that at least the best 60 reach, by counting in steps of a hundredth. */
function quantileFloor(scored: readonly Scored[]): number {
  const counts = new Uint32Array(111);
  for (const { score } of scored) counts[Math.min(110, Math.floor(score * 100))]!++;
  let step = 110;
  for (let sum = 0; step > 0 && sum < 60; step--) sum += counts[step]!;
  return step / 100;
}

/** The needs read, and weaker the needs that are answered alongside. */
function askedConcepts({ thesaurus }: Catalogue, needs: Needs): Map<number, number> {
  const asked = new Map(needs.concepts);
  for (const [concept, evidence] of needs.concepts)
    for (const [other, share] of thesaurus.related[concept]!)
      if ((asked.get(other) ?? 0) < evidence * share) asked.set(other, evidence * share);
  return asked;
}

/**
 * Multiplies into `missing` (1 - tie) for each asked concept; experience re-weighs a tie, and makes one where people confirmed what no
 * wording told. Entries first met go to `touched`.
 */
function tieConcepts(
  catalogue: Catalogue,
  asked: ReadonlyMap<number, number>,
  experience: Experience,
  missing: Float64Array,
  touched: number[],
): void {
  const tie = (n: number, strength: number) => {
    if (missing[n] === 1) touched.push(n);
    missing[n]! *= 1 - 0.97 * Math.min(1, Math.max(1e-9, strength));
  };
  for (const [concept, evidence] of asked) {
    if (evidence < 0.04) continue;
    const learnt = experience.get(catalogue.thesaurus.concepts[concept]!.id);
    const { at, weight } = catalogue.byConcept.get(concept) ?? { at: [], weight: [] };
    for (let i = 0; i < at.length; i++) {
      const n = at[i]!;
      tie(n, evidence * weight[i]! * (learnt?.get(catalogue.entries[n]!.resource.id) ?? 1));
    }
    for (const [id, factor] of learnt ?? []) {
      const n = catalogue.place.get(id);
      if (n !== undefined && factor > 1 && !catalogue.entries[n]!.links.has(concept)) tie(n, evidence * (factor - 1));
    }
  }
}

/** Adds to `common` the share of the demand's character pairs, weighed by rarity, that stand in the resource too. */
function commonWording(
  catalogue: Catalogue,
  needs: Needs,
  missing: Float64Array,
  common: Float64Array,
  touched: number[],
): void {
  let total = 8;
  for (const pair of needs.pairs) total += catalogue.rarity.get(pair) ?? 1.5;
  for (const pair of needs.pairs) {
    const rarity = catalogue.rarity.get(pair);
    if (rarity === undefined || rarity < 1.2) continue;
    const { at, weight } = catalogue.byPair.get(pair)!;
    const share = rarity / total;
    for (let i = 0; i < at.length; i++) {
      const n = at[i]!;
      if (missing[n] === 1 && common[n] === 0) touched.push(n);
      common[n]! += share * weight[i]!;
    }
  }
}

function categoryShare({ thesaurus }: Catalogue, asked: ReadonlyMap<number, number>): Map<string, number> {
  const best = new Map<string, number>();
  for (const [concept, evidence] of asked) {
    const { category } = thesaurus.concepts[concept]!;
    if (category !== elsewhere) best.set(category, Math.max(best.get(category) ?? 0, evidence));
  }
  return best;
}

function belongsElsewhere({ thesaurus }: Catalogue, needs: Needs): number {
  let outside = 0;
  for (const [concept] of needs.cues)
    if (thesaurus.concepts[concept]!.category === elsewhere) outside = Math.max(outside, needs.concepts.get(concept)!);
  return outside;
}

function audienceFactor({ groups }: Entry, named: readonly string[]): number {
  if (!groups.size) return 1;
  if (!named.length) return 0.95;
  return named.some((group) => groups.has(group)) ? 1.05 : 0.8;
}
