import { compareMatters, readMatter, type DuplicateFinder } from '../../../../functions/lists/matching/duplicates.ts';
import type { Ranked } from '../../../../functions/lists/matching/rank.ts';

export interface GoldDemand {
  readonly id: string;
  readonly text: string;
  readonly community?: string;
  readonly relevant: readonly { readonly id: string; readonly grade: number }[];
}

export interface GoldPairs {
  readonly duplicates: readonly { readonly texts: readonly string[] }[];
  readonly nearMisses: readonly { readonly texts: readonly string[] }[];
}

const round = (value: number) => Math.round(value * 1000) / 1000;
const dcg = (gains: readonly number[]) => gains.reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);

/** Share of (fits, fits-not) pairs in the right order; ties count half. */
function auc(high: readonly number[], low: readonly number[]): number {
  let wins = 0;
  for (const a of high) for (const b of low) wins += a > b ? 1 : a === b ? 0.5 : 0;
  return wins / (high.length * low.length);
}

/** Recall@1, recall@3 and nDCG@5 (gains 2^grade - 1) over demands with a right resource (an abstained one is a miss); AUC of the best score over all. */
export function measureRanking(demands: readonly GoldDemand[], answer: (demand: GoldDemand) => Ranked) {
  let [n, r1, r3, ndcg] = [0, 0, 0, 0];
  const fits: number[] = [];
  const none: number[] = [];
  for (const demand of demands) {
    const { ranking, abstain } = answer(demand);
    (demand.relevant.length ? fits : none).push(ranking[0]?.score ?? 0);
    const grades = new Map(demand.relevant.map(({ id, grade }) => [id, grade]));
    if (![...grades.values()].includes(2)) continue;
    n++;
    if (abstain) continue;
    const gains = ranking.map(({ id }) => grades.get(id) ?? 0);
    if (gains[0] === 2) r1++;
    if (gains.slice(0, 3).includes(2)) r3++;
    ndcg += dcg(gains.slice(0, 5)) / dcg([...grades.values()].sort((a, b) => b - a).slice(0, 5));
  }
  return {
    n,
    none: none.length,
    recall1: round(r1 / n),
    recall3: round(r3 / n),
    ndcg5: round(ndcg / n),
    abstainAuc: round(auc(fits, none)),
  };
}

/** F1 of duplicate pairs against near-miss pairs, every pair within a group. */
export function measureDuplicates(finder: DuplicateFinder, gold: GoldPairs) {
  let [tp, fp, fn] = [0, 0, 0];
  for (const [groups, same] of [
    [gold.duplicates, true],
    [gold.nearMisses, false],
  ] as const)
    for (const { texts } of groups) {
      const read = texts.map((text) => readMatter(finder, text));
      read.forEach((a, i) =>
        read.slice(i + 1).forEach((b) => {
          const { duplicate } = compareMatters(finder, a, b);
          if (duplicate && same) tp++;
          else if (duplicate) fp++;
          else if (same) fn++;
        }),
      );
    }
  return { tp, fp, fn, f1: round((2 * tp) / (2 * tp + fp + fn || 1)) };
}
