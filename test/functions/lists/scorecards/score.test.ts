import fc from 'fast-check';
import { expect, test } from 'vitest';
import { publicScores, scores, type ScoredDemand } from '../../../../functions/lists/scorecards/score.ts';

const demands: ScoredDemand[] = [
  { unit: '县妇联', category: '儿童青少年', contact: 'in-time', answer: { solved: true, rating: 5 } },
  { unit: '县妇联', category: '儿童青少年', contact: 'late', answer: { solved: true, rating: 2 } },
  { unit: '县妇联', category: '养老助老', contact: 'in-time', answer: { solved: false } },
  { unit: '县司法局', category: '法律调解', contact: 'waiting' },
  { category: '法律调解', contact: 'late' },
];

test('the three rates by unit, and the total of all', () => {
  expect(scores(demands, 'unit')).toEqual([
    {
      key: '',
      demands: 5,
      response: { of: 4, yes: 2 },
      resolution: { of: 3, yes: 2 },
      satisfaction: { of: 2, yes: 1 },
    },
    {
      key: '县妇联',
      demands: 3,
      response: { of: 3, yes: 2 },
      resolution: { of: 3, yes: 2 },
      satisfaction: { of: 2, yes: 1 },
    },
    {
      key: '县司法局',
      demands: 1,
      response: { of: 0, yes: 0 },
      resolution: { of: 0, yes: 0 },
      satisfaction: { of: 0, yes: 0 },
    },
  ]);
});

const any = fc.array(
  fc.record({
    category: fc.constantFrom('甲', '乙', '丙', '丁'),
    contact: fc.constantFrom('in-time', 'late', 'waiting' as const),
    answer: fc.option(fc.record({ solved: fc.boolean(), rating: fc.integer({ min: 1, max: 5 }) }), { nil: undefined }),
  }),
  { maxLength: 40 },
);

test('the public sees no small cell, nor one that the total and the others give away', () =>
  fc.assert(
    fc.property(any, fc.integer({ min: 2, max: 8 }), (given, smallest) => {
      const all = scores(given as ScoredDemand[], 'category');
      const shown = publicScores(all, smallest);
      for (const row of shown)
        for (const figure of [row.demands, row.response?.of, row.resolution?.of, row.satisfaction?.of])
          if (figure !== undefined) expect(figure).toBeGreaterThanOrEqual(smallest);
      const parts = shown.filter(({ key }) => key !== '');
      const hidden = parts.filter(({ demands }) => demands === undefined);
      if (hidden.length === 1) expect(parts).toHaveLength(1);
    }),
  ));
