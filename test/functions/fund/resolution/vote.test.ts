import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeEvidence } from '../../../../functions/fund/resolution/evidence.ts';
import type { Evidence } from '../../../../functions/fund/resolution/evidence.ts';
import { tally } from '../../../../functions/fund/resolution/tally.ts';
import type { Ballot, RollUnit } from '../../../../functions/fund/resolution/tally.ts';
import { decideVote } from '../../../../functions/fund/resolution/vote.ts';
import type { Count, Item } from '../../../../functions/fund/resolution/vote.ts';
import { refusal } from '../book.ts';

const items: Item[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The law read plainly, in the cross-multiplied integers of BigInt: another way to the same answer. */
function plainly(item: Item, all: Count, part: Count, agree: Count): boolean {
  const holds = (of: keyof Count): boolean => {
    const [a, p, y] = [BigInt(all[of]), BigInt(part[of]), BigInt(agree[of])];
    return 3n * p >= 2n * a && ([6, 7, 8].includes(item) ? 4n * y >= 3n * p : 2n * y > p);
  };
  return all.heads > 0 && all.area > 0 && holds('area') && holds('heads');
}

test('art. 278, exhaustively: every assembly of up to 24 heads, each count of votes, every item', () => {
  let judged = 0;
  for (let all = 0; all <= 24; all++)
    for (let part = 0; part <= all; part++)
      for (let agree = 0; agree <= part; agree++)
        for (const item of items) {
          const counts = [all, part, agree].map((n) => ({ heads: n, area: n * 100 })) as [Count, Count, Count];
          expect(decideVote(item, ...counts).passed).toBe(plainly(item, ...counts));
          judged++;
        }
  expect(judged).toBe(9 * 3276 - 9 * 351);
});

test('art. 278, exhaustively: area and heads apart, every combination up to 9 heads and 9 of area', () => {
  const triples: [number, number, number][] = [];
  for (let all = 1; all <= 9; all++)
    for (let part = 0; part <= all; part++)
      for (let agree = 0; agree <= part; agree++) triples.push([all, part, agree]);
  let wrong = 0;
  for (const heads of triples)
    for (const area of triples)
      for (const item of [7, 9] as const) {
        const counts = [0, 1, 2].map((i) => ({ heads: heads[i], area: area[i] })) as [Count, Count, Count];
        if (decideVote(item, ...counts).passed !== plainly(item, ...counts)) wrong++;
      }
  expect(wrong).toBe(0);
  expect(triples.length).toBe(219);
});

test('art. 278 against brute force: every way in which six owners of unequal units can vote', () => {
  const roll: RollUnit[] = [7000, 9000, 9001, 12000, 6500, 20000].map((area, i) => ({
    unit: `u-${i}`,
    owner: `o-${i % 5}`,
    area,
  }));
  const choices = ['absent', 'for', 'against', 'abstain'] as const;
  for (let code = 0; code < 4 ** 5; code++) {
    const votes = Array.from({ length: 5 }, (_, i) => choices[Math.floor(code / 4 ** i) % 4] ?? 'absent');
    const ballots = votes.flatMap((choice, i): Ballot[] => (choice === 'absent' ? [] : [{ owner: `o-${i}`, choice }]));
    const area = (of: (choice: string) => boolean) =>
      roll.reduce((sum, { area }, i) => sum + (of(votes[i % 5] ?? '') ? area : 0), 0);
    const heads = (of: (choice: string) => boolean) => votes.filter(of).length;
    const count = (of: (choice: string) => boolean): Count => ({ area: area(of), heads: heads(of) });
    const counts = [count(() => true), count((c) => c !== 'absent'), count((c) => c === 'for')] as const;
    const counted = tally(roll, ballots);
    expect([counted.all, counted.part, counted.agree]).toEqual(counts);
    for (const item of [5, 6] as const)
      expect(decideVote(item, counted.all, counted.part, counted.agree).passed).toBe(plainly(item, ...counts));
  }
});

test('art. 278 at sizes where a fraction would be rounded', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...items),
      fc.nat({ max: 2 ** 31 }),
      fc.nat({ max: 20 }),
      fc.nat({ max: 20 }),
      (item, half, missing, against) => {
        const whole = half * 1_000_000 + 30;
        const part = Math.max(0, Number((2n * BigInt(whole)) / 3n) + 10 - missing);
        const agree = Math.max(0, Number((3n * BigInt(part)) / 4n) + 10 - against);
        const counts = [whole, part, Math.min(agree, part)].map((n) => ({ heads: n, area: n })) as [
          Count,
          Count,
          Count,
        ];
        expect(decideVote(item, ...counts).passed).toBe(plainly(item, ...counts));
      },
    ),
    { numRuns: 2000 },
  );
});

test('the worked example: 24 owners of 2,400 m2', () => {
  const all = { heads: 24, area: 240_000 };
  const part = { heads: 16, area: 160_000 };
  expect(decideVote(9, all, part, part)).toMatchObject({
    turnoutNeeded: { heads: 16, area: 160_000 },
    agreementNeeded: { heads: 9, area: 80_001 },
    passed: true,
  });
  expect(decideVote(7, all, part, part).agreementNeeded).toEqual({ heads: 12, area: 120_000 });
  expect(decideVote(9, all, part, { heads: 9, area: 80_000 }).passed).toBe(false);
  expect(decideVote(9, all, part, { heads: 8, area: 90_000 }).passed).toBe(false);
  expect(decideVote(7, all, part, { heads: 12, area: 120_000 }).passed).toBe(true);
  expect(decideVote(9, all, { heads: 15, area: 200_000 }, { heads: 15, area: 200_000 })).toMatchObject({
    quorate: false,
    passed: false,
  });
});

test('the old rule of 2018 is not used: two thirds of those who took part suffice for the repair fund’s use, of all for nothing', () => {
  const all = { heads: 30, area: 3000 };
  const part = { heads: 20, area: 2000 };
  expect(decideVote(5, all, part, { heads: 11, area: 1001 }).passed).toBe(true);
});

test('one buyer of several units is one head; votes that cannot be are refused', () => {
  const roll = [
    { unit: 'u-1', owner: 'o-1', area: 100 },
    { unit: 'u-2', owner: 'o-1', area: 200 },
    { unit: 'u-3', owner: 'o-developer', area: 300 },
  ];
  expect(tally(roll, [{ owner: 'o-1', choice: 'abstain' }])).toEqual({
    all: { heads: 2, area: 600 },
    part: { heads: 1, area: 300 },
    agree: { heads: 0, area: 0 },
  });
  const vote: Ballot = { owner: 'o-1', choice: 'for' };
  expect(refusal(() => tally(roll, [vote, vote]))).toBe('voted-twice');
  expect(refusal(() => tally(roll, [{ owner: 'o-9', choice: 'for' }]))).toBe('not-an-owner');
  expect(refusal(() => tally([...roll, { unit: 'u-1', owner: 'o-2', area: 1 }], []))).toBe('unit-twice');
  for (const area of [0, -1, 0.5, Number.NaN])
    expect(refusal(() => tally([{ unit: 'u', owner: 'o', area }], []))).toBe('invalid-area');
  expect(() => decideVote(9, { heads: 1, area: 1 }, { heads: 2, area: 1 }, { heads: 1, area: 1 })).toThrow(RangeError);
  expect(() => decideVote(9, { heads: 1.5, area: 1 }, { heads: 1, area: 1 }, { heads: 1, area: 1 })).toThrow(
    RangeError,
  );
});

test('evidence names everything that is wrong with it', () => {
  const count = { heads: 48, area: 408_000 };
  const good: Evidence = {
    item: 9,
    all: count,
    part: { heads: 32, area: 272_000 },
    agree: { heads: 17, area: 136_001 },
    noticeOn: '2026-09-01',
    heldOn: '2026-09-16',
    committeeTold: true,
    minutes: 'a'.repeat(64),
    openObjections: 0,
  };
  expect(judgeEvidence(good).defects).toEqual([]);
  expect(judgeEvidence({ ...good, item: 7 }).defects).toEqual(['not-agreed']);
  expect(judgeEvidence({ ...good, part: { heads: 31, area: 272_000 } }).defects).toEqual(['turnout-too-low']);
  const bad = {
    ...good,
    noticeOn: '2020-12-20',
    heldOn: '2020-12-31',
    committeeTold: false,
    minutes: '',
    openObjections: 1,
  };
  expect(judgeEvidence(bad).defects).toEqual([
    'notice-too-short',
    'committee-not-told',
    'minutes-missing',
    'objections-open',
    'held-before-the-code',
  ]);
});
