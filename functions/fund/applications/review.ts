import { refuse } from '../../http/refusal.ts';
import type { Rules } from '../rules/contract.ts';
import { portionUp, WHOLE } from '../rules/share.ts';

/** A contributor's representative on the fund's committee. */
export interface Member {
  readonly id: string;
  readonly unit: string;
}

export interface Vote {
  readonly member: string;
  readonly unit: string;
  readonly approve: boolean;
  /** 0 to 100; sealed until the review is closed. */
  readonly score: number;
  readonly reason: string;
}

export interface Review {
  readonly application: string;
  /** Units that are the applicant's own or would be paid: they never decide (Charity Law art. 14). */
  readonly relatedUnits: readonly string[];
  readonly members: readonly Member[];
  /** Members who declared an interest. */
  readonly recused: readonly string[];
  readonly votes: readonly Vote[];
  readonly outcome?: ReviewOutcome;
}

export interface ReviewOutcome {
  /** Units that may vote, the votes needed for a quorum, those cast, those for. */
  readonly eligible: number;
  readonly quorum: number;
  readonly cast: number;
  readonly approving: number;
  readonly passed: boolean;
  /** Mean score in hundredths of a point, rounded half up. */
  readonly meanScore: number;
}

/** Opens the review of an application by the committee as it stands. */
export const openReview = (
  application: string,
  relatedUnits: readonly string[],
  members: readonly Member[],
): Review => ({
  application,
  relatedUnits,
  members,
  recused: [],
  votes: [],
});

/** A member declares an interest: any vote given is void. @throws Refusal 'review-closed', 'not-a-member' */
export function recuse(review: Review, member: string): Review {
  memberOf(review, member);
  const recused = review.recused.includes(member) ? review.recused : [...review.recused, member];
  return { ...review, recused, votes: review.votes.filter((vote) => vote.member !== member) };
}

/**
 * Records a member's vote, one a unit.
 * @throws Refusal 'review-closed', 'not-a-member', 'recused', 'unit-voted', 'invalid-score'
 */
export function castVote(review: Review, vote: Omit<Vote, 'unit'>): Review {
  const { unit } = memberOf(review, vote.member);
  if (!mayVote(review, { id: vote.member, unit })) refuse('recused', '#/member', { unit });
  if (review.votes.some((given) => given.unit === unit)) refuse('unit-voted', '#/member', { unit });
  if (!Number.isInteger(vote.score) || vote.score < 0 || vote.score > 100) refuse('invalid-score', '#/score');
  return { ...review, votes: [...review.votes, { ...vote, unit }] };
}

/** Units that may vote, and how many votes make a quorum among them: the recused count for neither. */
export function quorumOf(review: Review, rules: Rules): { eligible: number; quorum: number } {
  const eligible = new Set(review.members.filter((member) => mayVote(review, member)).map(({ unit }) => unit)).size;
  return { eligible, quorum: Math.max(1, portionUp(eligible, rules.quorum, WHOLE)) };
}

/** Closes the review and opens the scores. @throws Refusal 'review-closed', 'no-quorum' */
export function closeReview(review: Review, rules: Rules): Review {
  if (review.outcome) refuse('review-closed');
  const { eligible, quorum } = quorumOf(review, rules);
  const cast = review.votes.length;
  if (cast < quorum) refuse('no-quorum', '#/votes', { quorum, cast, eligible });
  const approving = review.votes.filter(({ approve }) => approve).length;
  const sum = review.votes.reduce((total, { score }) => total + score, 0);
  const meanScore = Math.floor((2 * 100 * sum + cast) / (2 * cast));
  return {
    ...review,
    outcome: { eligible, quorum, cast, approving, passed: carries(approving, cast, rules), meanScore },
  };
}

/** What a member may see: before the close their own vote and who has voted, after it everything. */
export function seenBy(
  review: Review,
  member: string,
): { readonly voted: readonly string[]; readonly votes: readonly Vote[] } {
  const votes = review.outcome ? review.votes : review.votes.filter((vote) => vote.member === member);
  return { voted: review.votes.map(({ unit }) => unit).sort(), votes };
}

function carries(approving: number, cast: number, { majority }: Rules): boolean {
  if (majority === 'two-thirds') return 3 * approving >= 2 * cast;
  return majority === 'three-quarters' ? 4 * approving >= 3 * cast : 2 * approving > cast;
}

function memberOf(review: Review, id: string): Member {
  if (review.outcome) refuse('review-closed');
  return review.members.find((member) => member.id === id) ?? refuse('not-a-member', '#/member');
}

const mayVote = (review: Review, { id, unit }: Member): boolean =>
  !review.recused.includes(id) && !review.relatedUnits.includes(unit);
