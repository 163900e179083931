import { bitOf, type Catalogue, type Postings } from './catalogue.ts';
import { readNeeds, type Needs } from './needs.ts';
import { forbids, reasonsFor } from './reasons.ts';
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
  const scores = scoreAll(catalogue, needs, asked, experience);
  for (const n of bestFirst(catalogue, scores)) {
    if (ranking.length >= limit) break;
    const entry = catalogue.entries[n]!;
    const score = scores[n]! / steps;
    const forbidden = forbids(entry, demand);
    if (forbidden && !explain) continue;
    const reasons = explain ? reasonsFor(catalogue, entry, { demand, needs, concepts: asked, experience }) : [];
    (forbidden ? refused : ranking).push({ id: entry.resource.id, score, reasons });
  }
  return { id: demand.id, ranking, refused, abstain: (ranking[0]?.score ?? 0) < abstainBelow };
}

/** Scores are whole ten-thousandths. */
const steps = 1e4;

/** Lower scores are noise and not named. */
const worthNaming = 0.02 * steps;

/** The score of every entry in steps. */
function scoreAll(
  catalogue: Catalogue,
  needs: Needs,
  asked: ReadonlyMap<number, number>,
  experience: Experience,
): Int32Array {
  const { categories, category, kept } = catalogue.columns;
  const scores = new Int32Array(kept.length);
  const missing = new Float64Array(kept.length).fill(1);
  const common = new Float64Array(kept.length);
  tieConcepts(catalogue, asked, experience, missing);
  commonWording(catalogue, needs, common);
  const share = categoryShare(catalogue, asked);
  const ofCategory = Float64Array.from(categories, (name) => 0.88 + 0.12 * (share.get(name) ?? 0));
  const within = 1 - 0.75 * belongsElsewhere(catalogue, needs);
  const named = bitOf(needs.classes);
  for (let n = 0; n < scores.length; n++) {
    if (missing[n] === 1 && common[n] === 0) continue;
    const base = 1 - missing[n]! * (1 - lexicalShare * common[n]!);
    scores[n] = Math.round(base * within * audienceFactor(kept[n]!, named) * ofCategory[category[n]!]! * steps);
  }
  return scores;
}

/** Entries worth naming, the best first, sorted lazily: of thousands a few dozen are looked at. Equal scores: the smaller id first. */
function* bestFirst({ columns: { order } }: Catalogue, scores: Int32Array): Generator<number> {
  let above = Infinity;
  for (const floor of floorsOf(scores)) {
    const some: number[] = [];
    for (let n = 0; n < scores.length; n++) if (scores[n]! >= floor && scores[n]! < above) some.push(n);
    yield* some.sort((a, b) => scores[b]! - scores[a]! || order[a]! - order[b]!);
    above = floor;
  }
}

/** A score that about sixty entries reach, by counting in steps of a hundredth; then the least that is worth naming. */
function floorsOf(scores: Int32Array): number[] {
  const counts = new Uint32Array(128);
  for (let n = 0; n < scores.length; n++) counts[(scores[n]! / 100) | 0]!++;
  let step = 127;
  for (let sum = 0; step > 2 && (sum += counts[step]!) < 60;) step--;
  return step > 2 ? [step * 100, worthNaming] : [worthNaming];
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
 * wording told.
 */
function tieConcepts(
  catalogue: Catalogue,
  asked: ReadonlyMap<number, number>,
  experience: Experience,
  missing: Float64Array,
): void {
  const tie = (n: number, strength: number) => {
    missing[n]! *= 1 - 0.97 * Math.min(1, Math.max(1e-9, strength));
  };
  for (const [concept, evidence] of asked) {
    if (evidence < 0.04) continue;
    const learnt = experience.get(catalogue.thesaurus.concepts[concept]!.id);
    const { at, weight } = catalogue.byConcept.get(concept) ?? nowhere;
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

const nowhere: Postings = { at: new Int32Array(), weight: new Float64Array() };

/** Adds to `common` the share of the demand's character pairs, weighed by rarity, that stand in the resource too. */
function commonWording({ rarity, byPair }: Catalogue, needs: Needs, common: Float64Array): void {
  let total = 8;
  for (const pair of needs.pairs) total += rarity.get(pair) ?? 1.5;
  for (const pair of needs.pairs) {
    const { at, weight } = byPair.get(pair) ?? nowhere;
    const share = (rarity.get(pair) ?? 0) / total;
    for (let i = 0; i < at.length; i++) common[at[i]!]! += share * weight[i]!;
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

function audienceFactor(kept: number, named: number): number {
  if (!kept) return 1;
  if (!named) return 0.95;
  return kept & named ? 1.05 : 0.8;
}
