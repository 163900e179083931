import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildCatalogue, type Resource } from '../../../../functions/lists/matching/catalogue.ts';
import { compareMatters, readMatter } from '../../../../functions/lists/matching/duplicates.ts';
import { rank } from '../../../../functions/lists/matching/rank.ts';
import { finder, mattersData, readJson, thesaurus, thesaurusData } from './county.ts';
import { measureDuplicates, measureRanking, type GoldDemand, type GoldPairs } from './metrics.ts';

const data = new URL('../../../../../shared/data/matching/', import.meta.url);
const present = existsSync(data);
const fresh = readJson<GoldPairs & { demands: GoldDemand[] }>(new URL('fresh.json', import.meta.url));

const rounds = readdirSync(new URL('rounds/', import.meta.url)).map((file) =>
  readJson<GoldPairs & { demands: GoldDemand[] }>(new URL(`rounds/${file}`, import.meta.url)),
);

test('each round of fresh pairs, written before it was measured, stays known', () => {
  for (const round of rounds) expect(measureDuplicates(finder, round).f1).toBeGreaterThanOrEqual(0.8);
});

test.skipIf(!present)('each round of fresh demands stays known', () => {
  const catalogue = buildCatalogue(thesaurus, readJson<Resource[]>(new URL('resources.json', data)));
  for (const { demands } of rounds.filter((round) => round.demands.length)) {
    const { recall3, abstainAuc } = measureRanking(demands, (demand) => rank(catalogue, demand));
    expect(recall3).toBeGreaterThanOrEqual(0.8);
    expect(abstainAuc).toBeGreaterThanOrEqual(0.9);
  }
});

test('duplicates of other matters than those of the dev set are told from near misses', () => {
  expect(measureDuplicates(finder, fresh).f1).toBeGreaterThanOrEqual(0.88);
});

test('among many demands, hardly any that no resource has in common are called duplicates', () => {
  const called = [fresh, ...rounds].flatMap(({ demands }) => {
    const read = demands
      .filter(({ relevant }) => relevant.length > 0)
      .map(({ text, relevant }) => ({ matter: readMatter(finder, text), met: relevant.map(({ id }) => id) }));
    return read.flatMap((a, i) =>
      read
        .slice(i + 1)
        .filter((b) => !b.met.some((id) => a.met.includes(id)))
        .map((b) => compareMatters(finder, a.matter, b.matter, 'among many').duplicate),
    );
  });
  expect(called.length).toBeGreaterThan(5_000);
  expect(called.filter(Boolean).length / called.length).toBeLessThan(0.02);
});

test.skipIf(!present)('the bars hold on the dev set and on fresh demands over the same resources', () => {
  const catalogue = buildCatalogue(thesaurus, readJson<Resource[]>(new URL('resources.json', data)));
  const answer = (demand: GoldDemand) => rank(catalogue, demand);
  for (const demands of [readJson<GoldDemand[]>(new URL('demands.dev.json', data)), fresh.demands]) {
    const { recall1, recall3, ndcg5, abstainAuc } = measureRanking(demands, answer);
    expect(recall1).toBeGreaterThanOrEqual(0.7);
    expect(recall3).toBeGreaterThanOrEqual(0.85);
    expect(ndcg5).toBeGreaterThanOrEqual(0.75);
    expect(abstainAuc).toBeGreaterThanOrEqual(0.9);
  }
  expect(
    measureDuplicates(finder, readJson<GoldPairs>(new URL('duplicates.dev.json', data))).f1,
  ).toBeGreaterThanOrEqual(0.88);
});

test.skipIf(!present)('no wording of the product is a sentence of the dev set or a long piece of one', () => {
  const pairs = readJson<GoldPairs>(new URL('duplicates.dev.json', data));
  const texts = [
    ...readJson<GoldDemand[]>(new URL('demands.dev.json', data)).map(({ text }) => text),
    ...[...pairs.duplicates, ...pairs.nearMisses].flatMap((group) => group.texts),
  ].join('\n');
  const wordings = [
    ...thesaurusData.concepts.flatMap(({ official, everyday, dialect, hints }) => [
      ...official,
      ...everyday,
      ...dialect,
      ...hints,
    ]),
    ...mattersData.flatMap((matter) => matter.wordings),
  ].flatMap((wording) => wording.split(/[+-]/));
  expect(wordings.filter((part) => part.length >= 6 && texts.includes(part))).toEqual([]);
});
