import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  castVote,
  closeReview,
  openReview,
  quorumOf,
  recuse,
  seenBy,
} from '../../../../functions/fund/applications/review.ts';
import type { Review } from '../../../../functions/fund/applications/review.ts';
import { refusal } from '../book.ts';
import { rules } from './case.ts';

const members = Array.from({ length: 11 }, (_, i) => ({ id: `member-${i}`, unit: `unit-${i}` }));
const open = (related: string[] = []) => openReview('app-barrier', related, members);
const vote = (review: Review, member: string, approve = true, score = 80): Review =>
  castVote(review, { member, approve, score, reason: 'needed' });

test('case 6: a reviewer from the applicant’s own unit is refused, so is a second vote of a unit', () => {
  const review = openReview('app-barrier', ['unit-3'], [...members, { id: 'member-deputy', unit: 'unit-0' }]);
  expect(refusal(() => vote(review, 'member-3'))).toBe('recused');
  const voted = vote(review, 'member-0');
  expect(refusal(() => vote(voted, 'member-0'))).toBe('unit-voted');
  expect(refusal(() => vote(voted, 'member-deputy'))).toBe('unit-voted');
  expect(refusal(() => vote(voted, 'member-99'))).toBe('not-a-member');
  for (const score of [-1, 101, 0.5, Number.NaN])
    expect(refusal(() => vote(review, 'member-1', true, score))).toBe('invalid-score');
});

test('case 6: the quorum is computed anew without the recused', () => {
  expect(quorumOf(open(), rules)).toEqual({ eligible: 11, quorum: 8 });
  expect(quorumOf(open(['unit-3', 'unit-4']), rules)).toEqual({ eligible: 9, quorum: 7 });
  let review = open(['unit-3', 'unit-4']);
  for (const i of [0, 1, 2, 5, 6, 7]) review = vote(review, `member-${i}`);
  expect(refusal(() => closeReview(review, rules))).toBe('no-quorum');
  expect(closeReview(recuse(review, 'member-8'), rules).outcome).toMatchObject({
    eligible: 8,
    quorum: 6,
    cast: 6,
    passed: true,
  });
});

test('case 6: who declares an interest after voting has not voted', () => {
  const review = recuse(vote(open(), 'member-1'), 'member-1');
  expect(review.votes).toEqual([]);
  expect(refusal(() => vote(review, 'member-1'))).toBe('recused');
});

test('all recused: no one decides', () => {
  const review = open(members.map(({ unit }) => unit));
  expect(quorumOf(review, rules)).toEqual({ eligible: 0, quorum: 1 });
  expect(refusal(() => closeReview(review, rules))).toBe('no-quorum');
});

test('scores are sealed until the review is closed, and nothing changes after', () => {
  let review = open();
  for (let i = 0; i < 8; i++) review = vote(review, `member-${i}`, i < 5, 70 + i);
  expect(seenBy(review, 'member-1').votes.map(({ member }) => member)).toEqual(['member-1']);
  expect(seenBy(review, 'member-9').votes).toEqual([]);
  expect(seenBy(review, 'member-9').voted).toHaveLength(8);
  const closed = closeReview(review, rules);
  expect(closed.outcome).toMatchObject({ approving: 5, passed: true, meanScore: 7350 });
  expect(seenBy(closed, 'member-9').votes).toHaveLength(8);
  for (const act of [
    () => vote(closed, 'member-9'),
    () => recuse(closed, 'member-1'),
    () => closeReview(closed, rules),
  ])
    expect(refusal(act)).toBe('review-closed');
});

test('majorities at their edges, against the fractions they stand for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 11 }), fc.nat({ max: 11 }), (cast, approving) => {
      fc.pre(approving <= cast);
      let review = open();
      for (let i = 0; i < cast; i++) review = vote(review, `member-${i}`, i < approving);
      const passed = (majority: typeof rules.majority) =>
        closeReview(review, { ...rules, quorum: 0, majority }).outcome?.passed;
      expect(passed('more-than-half')).toBe(approving > cast - approving);
      expect(passed('two-thirds')).toBe(approving >= 2 * (cast - approving));
      expect(passed('three-quarters')).toBe(approving >= 3 * (cast - approving));
    }),
  );
});
