import type { Actions } from '../../http/actions.ts';
import type { Caller } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import type { ApplicationStore } from '../applications/store.ts';
import { castVote, closeReview, quorumOf, recuse, seenBy } from '../applications/review.ts';
import type { Review } from '../applications/review.ts';
import { shanghaiDay } from '../../calendar/day.ts';
import type { FundStore } from '../funds/store.ts';
import { committeeOf } from '../member.ts';
import type { Rules } from '../rules/contract.ts';
import { rulesOn } from '../rules/versions.ts';
import type { reviews } from './contract.ts';

interface Place {
  readonly community: string;
  readonly fund: string;
  readonly application: string;
}

export const reviewActions = (store: ApplicationStore, funds: FundStore): Actions<typeof reviews> => {
  const enter = async (params: Place, caller: Caller | undefined, now: string) => {
    const { id } = committeeOf(caller, params.fund);
    const fund = await funds.record(params.fund);
    const { community } = await store.record(params.fund, params.application);
    if (community !== params.community) refuse('no-such-application');
    const rules = rulesOn(fund.rules, shanghaiDay(now));
    return { id, rules, found: await store.review(params.fund, params.application) };
  };
  const change =
    (of: (review: Review, member: string, rules: Rules) => Review) =>
    async (params: Place, { caller, now }: { caller: Caller | undefined; now: string }) => {
      const { id, rules, found } = await enter(params, caller, now);
      if (!found) return refuse('no-review');
      const review = of(found.review, id, rules);
      return {
        body: seen(review, id, rules, found.version + 1),
        version: found.version + 1,
        writes: [store.saveReview(params.fund, review, found.version)],
      };
    };
  return {
    review: async ({ params }, { caller, now }) => {
      const { id, rules, found } = await enter(params, caller, now);
      if (!found) return refuse('no-review');
      return { body: seen(found.review, id, rules, found.version), version: found.version };
    },

    recuse: ({ params }, request) => change((review, member) => recuse(review, member))(params, request),

    vote: ({ params, body }, request) =>
      change((review, member) => castVote(review, { ...body, member }))(params, request),

    closeReview: ({ params }, request) => change((review, _, rules) => closeReview(review, rules))(params, request),
  };
};

function seen(review: Review, member: string, rules: Rules, version: number) {
  const { voted, votes } = seenBy(review, member);
  return {
    application: review.application,
    units: [...new Set(review.members.map(({ unit }) => unit))].sort(),
    relatedUnits: [...review.relatedUnits],
    ...quorumOf(review, rules),
    voted: [...voted],
    votes: votes.map(({ unit, approve, score, reason }) => ({ unit, approve, score, reason })),
    ...(review.outcome && { outcome: review.outcome }),
    version,
  };
}
