import type { Demand } from '../../demands/contract.ts';
import type { Project } from '../contract.ts';

/** What residents answered of a project's demands: an answer taken back by "not solved" counts no more. */
export function ratingsOf(demands: readonly Demand[]): Project['ratings'] {
  const rated = demands.flatMap(({ rating }) => (rating === undefined ? [] : [rating]));
  const last = demands.map(({ history }) => history.findLast(({ transition }) => answers.includes(transition)));
  return {
    answers: rated.length,
    sum: rated.reduce((sum, rating) => sum + rating, 0),
    solved: last.filter((step) => step?.transition === 'solved').length,
  };
}

const answers: readonly string[] = ['solved', 'visit', 'reopen'];
