import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CommunityCode } from '../../grids/divisions/contract.ts';
import { FundId } from '../funds/contract.ts';
import { Pseudonym } from '../ledger/contract.ts';

/** A review as a member sees it: scores stay sealed until it is closed. */
export const Review = z.object({
  application: Pseudonym,
  units: z.array(Pseudonym).describe('the units of the members'),
  relatedUnits: z.array(Pseudonym),
  eligible: z.int(),
  quorum: z.int(),
  voted: z.array(Pseudonym).describe('units that have voted'),
  votes: z
    .array(z.object({ unit: Pseudonym, approve: z.boolean(), score: z.int(), reason: z.string() }))
    .describe('your own before the close, every vote after it'),
  outcome: z
    .object({
      eligible: z.int(),
      quorum: z.int(),
      cast: z.int(),
      approving: z.int(),
      passed: z.boolean(),
      meanScore: z.int().describe('hundredths of a point'),
    })
    .optional(),
  version: z.int().min(1),
});

const params = z.object({ community: CommunityCode, fund: FundId, application: Pseudonym });
const path = '/communities/{community}/funds/{fund}/applications/{application}/review' as const;
const none = ['no-such-fund', 'no-such-application', 'no-review'] as const;

export const reviews = contract({
  review: {
    method: 'GET',
    path,
    summary: 'The review: who has voted, your own vote, and every vote once it is closed.',
    who: 'applications.read',
    params,
    ok: Review,
    refusals: none,
  },
  recuse: {
    method: 'POST',
    path: `${path}/recusals`,
    summary: 'Declares your interest: you do not vote, and the quorum is counted without you.',
    who: 'reviews.vote',
    params,
    ok: Review,
    status: 201,
    creates: true,
    refusals: [...none, 'review-closed', 'not-a-member'],
  },
  vote: {
    method: 'POST',
    path: `${path}/votes`,
    summary: "Casts your unit's one vote.",
    who: 'reviews.vote',
    params,
    body: z.strictObject({
      approve: z.boolean(),
      score: z.int().min(0).max(100),
      reason: z.string().trim().normalize().min(1).max(500),
    }),
    ok: Review,
    status: 201,
    creates: true,
    refusals: [...none, 'review-closed', 'not-a-member', 'recused', 'unit-voted', 'invalid-score'],
  },
  closeReview: {
    method: 'POST',
    path: `${path}/close`,
    summary: 'Closes the review and opens the scores.',
    who: 'reviews.vote',
    params,
    ok: Review,
    creates: true,
    refusals: [...none, 'review-closed', 'no-quorum', 'no-rules-yet'],
  },
});
