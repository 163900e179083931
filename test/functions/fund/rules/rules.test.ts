import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assess } from '../../../../functions/fund/rules/compliance.ts';
import { Rules } from '../../../../functions/fund/rules/contract.ts';
import { matchOfCost, matchOfOwn } from '../../../../functions/fund/rules/match.ts';
import { settle } from '../../../../functions/fund/rules/settlement.ts';
import { apportion, portion, portionUp, tranches } from '../../../../functions/fund/rules/share.ts';
import { rulesOfVersion, rulesOn, withVersion } from '../../../../functions/fund/rules/versions.ts';
import { rules } from '../applications/case.ts';
import { refusal } from '../book.ts';

const rich = { pool: 10_000_000, grantedThisYear: 0 };

test('story C: you raise 2,000 yuan, the fund adds 3,000', () => {
  expect(matchOfOwn(200_000, rules, rich)).toEqual({ cost: 500_000, fund: 300_000, own: 200_000, limitedBy: 'ratio' });
  expect(matchOfCost(500_000, rules, rich)).toEqual({ cost: 500_000, fund: 300_000, own: 200_000, limitedBy: 'ratio' });
});

test('case 5: at every edge of a fen the match keeps every limit, and its parts add up', () => {
  const cost = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100_000_000_000 }));
  const share = fc.integer({ min: 0, max: 10_000 });
  const fen = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100_000_000_000 }));
  fc.assert(
    fc.property(
      cost,
      share,
      share,
      fen,
      fen,
      fen,
      fc.nat({ max: 60 }),
      (amount, match, minOwnShare, capPerProject, capPerCompoundYear, pool, granted) => {
        const given = { ...rules, match, minOwnShare, capPerProject, capPerCompoundYear };
        const keeps = (total: bigint, fund: bigint): boolean =>
          fund * 10_000n <= total * BigInt(match) &&
          (total - fund) * 10_000n >= total * BigInt(minOwnShare) &&
          fund <= capPerProject &&
          fund <= Math.max(0, capPerCompoundYear - granted) &&
          fund <= pool;
        const means = { pool, grantedThisYear: granted };
        const byCost = matchOfCost(amount, given, means);
        expect(byCost.fund + byCost.own).toBe(amount);
        expect(keeps(BigInt(amount), BigInt(byCost.fund))).toBe(true);
        expect(byCost.fund === amount || !keeps(BigInt(amount), BigInt(byCost.fund + 1))).toBe(true);
        const byOwn = matchOfOwn(amount, given, means);
        expect(keeps(BigInt(byOwn.cost), BigInt(byOwn.fund))).toBe(true);
        expect(keeps(BigInt(byOwn.cost + 1), BigInt(byOwn.fund + 1))).toBe(false);
      },
    ),
  );
});

test('case 5: one fen under, at, and over each cap', () => {
  const of = (cost: number, means = rich) => matchOfCost(cost, rules, means);
  expect(of(1)).toMatchObject({ fund: 0, own: 1 });
  expect(of(2)).toMatchObject({ fund: 1, own: 1 });
  expect(of(833_333)).toMatchObject({ fund: 499_999, limitedBy: 'ratio' });
  expect(of(833_334)).toMatchObject({ fund: 500_000, limitedBy: 'ratio' });
  expect(of(833_336)).toMatchObject({ fund: 500_000, limitedBy: 'project-cap' });
  expect(of(500_000, { pool: 299_999, grantedThisYear: 0 })).toMatchObject({
    fund: 299_999,
    own: 200_001,
    limitedBy: 'pool',
  });
  expect(of(500_000, { pool: 300_000, grantedThisYear: 500_001 })).toMatchObject({
    fund: 299_999,
    limitedBy: 'compound-year-cap',
  });
  expect(of(500_000, { pool: -5, grantedThisYear: 900_000 })).toMatchObject({ fund: 0, own: 500_000 });
  for (const cost of [0, -1, 0.5, 1e21, Number.NaN]) expect(refusal(() => of(cost))).toBe('invalid-amount');
});

test('case 5: a later rule leaves an approved grant alone', () => {
  const later = { ...rules, version: 2, from: '2026-11-01', match: 3000 };
  const versions = withVersion([rules], later, '2026-10-20');
  expect(rulesOn(versions, '2026-10-31').version).toBe(1);
  expect(rulesOn(versions, '2026-11-01').version).toBe(2);
  expect(matchOfCost(500_000, rulesOfVersion(versions, 1), rich).fund).toBe(300_000);
  expect(refusal(() => rulesOn(versions, '2025-12-31'))).toBe('no-rules-yet');
  expect(refusal(() => rulesOfVersion(versions, 3))).toBe('no-such-rules');
  expect(refusal(() => withVersion(versions, { ...later, version: 4 }, '2026-10-20'))).toBe('version-out-of-order');
  expect(refusal(() => withVersion(versions, { ...later, version: 3 }, '2026-11-02'))).toBe('rules-in-the-past');
});

test('a refund by share: fund and residents bear a lower cost as they shared the approved one', () => {
  const award = { fund: 300_000, cost: 500_000 };
  expect(settle(award, 400_000, 300_000)).toEqual({
    fund: 240_000,
    own: 160_000,
    toPay: 0,
    toRefund: 60_000,
    toRelease: 0,
  });
  expect(settle(award, 400_000, 150_000)).toEqual({
    fund: 240_000,
    own: 160_000,
    toPay: 90_000,
    toRefund: 0,
    toRelease: 60_000,
  });
  expect(settle(award, 500_001, 150_000)).toEqual({
    fund: 300_000,
    own: 200_001,
    toPay: 150_000,
    toRefund: 0,
    toRelease: 0,
  });
  expect(settle(award, 499_999, 0).fund).toBe(299_999);
  expect(settle(award, 0, 150_000)).toMatchObject({ fund: 0, toRefund: 150_000, toRelease: 150_000 });
  expect(refusal(() => settle(award, 1, 300_001))).toBe('paid-more-than-granted');
  expect(refusal(() => settle(award, -1, 0))).toBe('invalid-amount');
});

test('a settlement loses no fen: paid, to pay, to refund and to release explain the whole commitment', () => {
  const n = fc.integer({ min: 1, max: 100_000_000_000 });
  fc.assert(
    fc.property(n, n, n, fc.integer({ min: 0, max: 10_000 }), (a, b, actual, share) => {
      const award = { fund: Math.min(a, b), cost: Math.max(a, b) };
      const paid = portion(award.fund, share, 10_000);
      const done = settle(award, actual, paid);
      expect(done.fund + done.own).toBe(actual);
      expect(paid + done.toPay - done.toRefund).toBe(done.fund);
      expect(paid + done.toPay + done.toRelease).toBe(award.fund);
      expect(done.toPay === 0 || done.toRefund === 0).toBe(true);
      expect(BigInt(done.fund) * BigInt(award.cost) <= BigInt(actual) * BigInt(award.fund)).toBe(true);
    }),
  );
});

test('tranches and households’ shares add up to the fen', () => {
  expect(tranches(100, [3333, 3333, 3334])).toEqual([33, 33, 34]);
  expect(tranches(1, [5000, 5000])).toEqual([0, 1]);
  expect(apportion(200_000, [1, 1, 1])).toEqual([66_667, 66_667, 66_666]);
  expect(apportion(10, [0, 3, 1])).toEqual([0, 8, 2]);
  expect(apportion(10, [0, 0])).toEqual([0, 0]);
  fc.assert(
    fc.property(
      fc.nat({ max: 100_000_000_000 }),
      fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 60 }),
      (amount, weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const parts = apportion(amount, weights);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total === 0 ? 0 : amount);
        parts.forEach(
          (part, i) => total === 0 || expect(Math.abs(part - (amount * (weights[i] ?? 0)) / total)).toBeLessThan(1.001),
        );
      },
    ),
  );
  expect(portionUp(1, 1, 10_000)).toBe(1);
  expect(portionUp(10_000, 1, 10_000)).toBe(1);
});

test('a plan is told everything that is wrong with it', () => {
  const plan = { cost: 500_000, fromFund: 300_000, own: 200_000, quotes: 3 };
  expect(assess(plan, rules, rich).shortcomings).toEqual([]);
  expect(
    assess({ ...plan, fromFund: 300_001, quotes: 2 }, rules, { pool: 0, grantedThisYear: 0 }).shortcomings,
  ).toEqual(['parts-differ-from-cost', 'asks-more-than-match', 'too-few-quotes', 'nothing-left']);
  expect(assess({ cost: 199_999, fromFund: 100, own: 199_899, quotes: 0 }, rules, rich).shortcomings).toEqual([]);
});

test('rules are data with bounds: tranches add up, notices are never below five working days', () => {
  expect(Rules.safeParse(rules).success).toBe(true);
  const bad = [
    { tranches: [5000, 4999] },
    { noticeDays: 4 },
    { match: 10_001 },
    { capPerProject: 0.5 },
    { surprise: 1 },
  ];
  for (const change of bad) expect(Rules.safeParse({ ...rules, ...change }).success).toBe(false);
});
