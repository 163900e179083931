import { groupsOfPeople, type Catalogue, type Entry } from './catalogue.ts';
import { readNeeds, type Needs } from './needs.ts';
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
  readonly detail: string;
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
}

/** Below this score of the best offer the matcher abstains. */
export const abstainBelow = 0.35;

const lexicalShare = 0.5;
const noExperience: Experience = new Map();

/**
 * Ranks resources for a demand. Score: noisy-or over the needs read in the demand, each times the resource's tie to that need, joined with
 * weighed common wording, then scaled by audience, category and by how much the text belongs elsewhere.
 */
export function rank(
  catalogue: Catalogue,
  demand: Demand,
  { limit = 10, experience = noExperience }: RankOptions = {},
): Ranked {
  const needs = readNeeds(catalogue.thesaurus, demand.text);
  const asked = askedConcepts(catalogue, needs);
  const { missing, touched } = conceptScores(catalogue, asked, experience);
  const common = commonWording(catalogue, needs, touched);
  const share = categoryShare(catalogue, asked);
  const outside = belongsElsewhere(catalogue, needs);
  const scored = [...touched].map((n) => {
    const base = 1 - missing[n]! * (1 - lexicalShare * (common.get(n) ?? 0));
    const entry = catalogue.entries[n]!;
    const score =
      base *
      (1 - 0.75 * outside) *
      audienceFactor(entry, needs) *
      (0.88 + 0.12 * (share.get(entry.resource.category ?? '') ?? 0));
    return { n, score: Math.round(score * 1e4) / 1e4 };
  });
  scored.sort(
    (a, b) => b.score - a.score || (catalogue.entries[a.n]!.resource.id < catalogue.entries[b.n]!.resource.id ? -1 : 1),
  );
  const ranking: Offer[] = [];
  const refused: Offer[] = [];
  for (const { n, score } of scored) {
    if (ranking.length >= limit || score < 0.02) break;
    const entry = catalogue.entries[n]!;
    const against = refusals(entry, demand);
    const offer = {
      id: entry.resource.id,
      score,
      reasons: [...against, ...reasonsFor(catalogue, entry, needs, asked)],
    };
    (against.length ? refused : ranking).push(offer);
  }
  return { id: demand.id, ranking, refused, abstain: (ranking[0]?.score ?? 0) < abstainBelow };
}

/** The needs read, and weaker the needs that are answered alongside. */
function askedConcepts({ thesaurus }: Catalogue, needs: Needs): Map<number, number> {
  const asked = new Map(needs.concepts);
  for (const [concept, evidence] of needs.concepts)
    for (const [other, share] of thesaurus.related[concept]!)
      if ((asked.get(other) ?? 0) < evidence * share) asked.set(other, evidence * share);
  return asked;
}

/** Per entry the product of (1 - tie) over the asked concepts; experience re-weighs a tie, and makes one where people confirmed what no wording told. */
function conceptScores(catalogue: Catalogue, asked: ReadonlyMap<number, number>, experience: Experience) {
  const missing = new Float64Array(catalogue.entries.length).fill(1);
  const touched = new Set<number>();
  const tie = (n: number, strength: number) => {
    touched.add(n);
    missing[n]! *= 1 - 0.97 * Math.min(1, strength);
  };
  for (const [concept, evidence] of asked) {
    if (evidence < 0.02) continue;
    const learnt = experience.get(catalogue.thesaurus.concepts[concept]!.id);
    const postings = catalogue.byConcept.get(concept);
    for (let i = 0; i < (postings?.at.length ?? 0); i++) {
      const n = postings!.at[i]!;
      tie(n, evidence * postings!.weight[i]! * (learnt?.get(catalogue.entries[n]!.resource.id) ?? 1));
    }
    for (const [id, factor] of learnt ?? []) {
      const n = catalogue.place.get(id);
      if (n !== undefined && factor > 1 && !catalogue.entries[n]!.links.has(concept)) tie(n, evidence * (factor - 1));
    }
  }
  return { missing, touched };
}

/** Share of the demand's character pairs, weighed by rarity, that stand in the resource too; adds what it finds to `touched`. */
function commonWording(catalogue: Catalogue, needs: Needs, touched: Set<number>): Map<number, number> {
  let total = 8;
  const sums = new Map<number, number>();
  for (const pair of needs.pairs) {
    const rarity = catalogue.rarity.get(pair) ?? 1.5;
    total += rarity;
    const postings = catalogue.byPair.get(pair);
    if (!postings || rarity < 1.2) continue;
    for (let i = 0; i < postings.at.length; i++) {
      const n = postings.at[i]!;
      sums.set(n, (sums.get(n) ?? 0) + rarity * postings.weight[i]!);
    }
  }
  for (const [n, sum] of sums) {
    sums.set(n, sum / total);
    touched.add(n);
  }
  return sums;
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

function audienceFactor({ groups }: Entry, needs: Needs): number {
  if (!groups.size) return 1;
  const named = groupsOfPeople.filter((group) => needs.classes.has(group));
  if (!named.length) return 0.95;
  return named.some((group) => groups.has(group)) ? 1.05 : 0.8;
}

function refusals({ resource, communities }: Entry, demand: Demand): Reason[] {
  const against: Reason[] = [];
  if (communities.size && demand.community && !communities.has(demand.community))
    against.push({ about: 'area', for: false, detail: `只限${[...communities].join('、')}` });
  if ((resource.capacityLeft ?? resource.capacityPerMonth ?? 1) <= 0)
    against.push({ about: 'capacity', for: false, detail: '本期名额已满' });
  if (demand.day && resource.validFrom && demand.day < resource.validFrom)
    against.push({ about: 'period', for: false, detail: `${resource.validFrom}起提供` });
  if (demand.day && resource.validUntil && demand.day > resource.validUntil)
    against.push({ about: 'period', for: false, detail: `已于${resource.validUntil}截止` });
  return against;
}

function reasonsFor(catalogue: Catalogue, entry: Entry, needs: Needs, asked: ReadonlyMap<number, number>): Reason[] {
  const { concepts } = catalogue.thesaurus;
  const ties = [...asked]
    .map(([concept, evidence]) => ({ concept, tie: evidence * (entry.links.get(concept) ?? 0) }))
    .filter(({ tie }) => tie > 0.1)
    .sort((a, b) => b.tie - a.tie)
    .slice(0, 2);
  const reasons: Reason[] = ties.map(({ concept }) => {
    const words = needs.wordings.get(concept)?.slice(0, 3);
    const said = words?.length ? `“${words.join('”“')}”` : '相近的需要';
    return { about: 'wording', for: true, detail: `${said}：${concepts[concept]!.name}` };
  });
  if (!ties.length) reasons.push({ about: 'wording', for: false, detail: '只有零星字词相同' });
  const categories = new Set(ties.map(({ concept }) => concepts[concept]!.category));
  const { category, audience, capacityLeft, capacityPerMonth } = entry.resource;
  if (category && ties.length) reasons.push({ about: 'category', for: categories.has(category), detail: category });
  const factor = audienceFactor(entry, needs);
  if (audience && factor !== 1 && factor !== 0.95)
    reasons.push({ about: 'audience', for: factor > 1, detail: audience });
  if (entry.communities.size) reasons.push({ about: 'area', for: true, detail: [...entry.communities].join('、') });
  const left = capacityLeft ?? capacityPerMonth;
  if (left !== undefined && left > 0) reasons.push({ about: 'capacity', for: true, detail: `余${left}` });
  return reasons;
}
