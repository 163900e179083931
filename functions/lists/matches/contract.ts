import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { CommunityCode, DivisionCode } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';
import { Demand, DemandId } from '../demands/contract.ts';
import { ResourceId, ResourceView, Text } from '../resources/contract.ts';

export const Reason = z.object({
  about: z.enum(['wording', 'category', 'audience', 'area', 'capacity', 'period', 'experience']),
  for: z.boolean().describe('speaks for the offer'),
  detail: z.string().describe('a plain sentence in Chinese'),
  english: z.string().describe("the same in English; the resource's own words stay as they are"),
});

const ResourceShown = ResourceView.pick({
  id: true,
  division: true,
  title: true,
  description: true,
  unit: true,
  kind: true,
  category: true,
  audience: true,
  capacity: true,
  left: true,
  verifiedAt: true,
});

export const MatchOffer = z.object({
  resource: ResourceShown,
  score: z.number().describe('0 to 1, the same scale for every demand'),
  reasons: z.array(Reason),
  decided: z.enum(['confirmed', 'rejected']).optional().describe('what was decided of this pair before'),
});
export type MatchOffer = z.output<typeof MatchOffer>;

/** A demand that waits for a resource. */
export const WaitingDemand = Demand.pick({
  id: true,
  community: true,
  grid: true,
  title: true,
  text: true,
  category: true,
  state: true,
  submittedAt: true,
  rounds: true,
  lead: true,
}).extend({
  leadName: z.string().optional().describe('what the leading unit is called'),
  confirmed: z.array(ResourceId).describe('resources that people said answer it'),
});
export type WaitingDemand = z.output<typeof WaitingDemand>;

export const MatchDecision = z.object({
  demand: DemandId,
  resource: ResourceId,
  confirmed: z.boolean(),
  reason: z.string().optional(),
  at: z.iso.datetime(),
  version: z.int().min(1),
});
export type MatchDecision = z.output<typeof MatchDecision>;

const demand = z.object({ community: CommunityCode, demand: DemandId });

export const matches = contract({
  offers: {
    method: 'GET',
    path: '/communities/{community}/demands/{demand}/offers',
    summary:
      'The resources that answer a demand, best first, with reasons and what is left; and those that would but cannot.',
    who: 'matches.read',
    params: demand,
    query: z.strictObject({
      day: Day.optional().describe('when it should be served; today when absent'),
      limit: z.coerce.number().int().min(1).max(50).default(8),
    }),
    ok: z.object({
      demand: DemandId,
      abstain: z.boolean().describe("nothing fits well enough to be offered without a person's look"),
      offers: z.array(MatchOffer),
      refused: z.array(MatchOffer),
    }),
    refusals: ['no-such-division', 'no-such-demand'],
  },
  decideMatch: {
    method: 'PUT',
    path: '/communities/{community}/demands/{demand}/offers/{resource}',
    summary: 'Says that a resource answers a demand or does not; later rankings learn from it.',
    who: 'matches.decide',
    params: demand.extend({ resource: ResourceId }),
    body: z.strictObject({ confirmed: z.boolean(), reason: Text(300).optional() }),
    ok: MatchDecision,
    refusals: ['no-such-division', 'no-such-demand', 'no-such-resource'],
  },
  waitingDemands: {
    method: 'GET',
    path: '/divisions/{division}/waiting-demands',
    summary: 'The listed and assigned demands that wait for a resource, the longest waiting first.',
    who: 'matches.read',
    params: z.object({ division: DivisionCode }),
    query: z.strictObject({
      most: z.coerce.number().int().min(1).max(200).default(100),
      skip: z.coerce.number().int().min(0).max(1_000_000).default(0).describe('demands before the first one listed'),
      search: z.string().min(1).max(60).optional().describe('only those whose title or words hold this'),
    }),
    ok: z.object({ waiting: z.int().describe('all, also those not listed here'), items: z.array(WaitingDemand) }),
    refusals: ['no-such-division'],
  },
  planMatches: {
    method: 'GET',
    path: '/divisions/{division}/match-plan',
    summary:
      'Proposes which open demands get which resources, so that no capacity is exceeded and the sum of scores is largest.',
    who: 'matches.read',
    params: z.object({ division: DivisionCode }),
    query: z.strictObject({
      day: Day.optional(),
      most: z.coerce.number().int().min(1).max(2000).default(500).describe('demands, the longest waiting first'),
    }),
    ok: z.object({
      demands: z.int().describe('considered'),
      total: z.number(),
      assignments: z.array(
        z.object({
          demand: DemandId,
          community: CommunityCode,
          resource: ResourceId,
          title: z.string(),
          score: z.number(),
          choice: z.int().describe("this resource's place in the demand's own ranking"),
        }),
      ),
      unserved: z.array(
        z.object({
          demand: DemandId,
          community: CommunityCode,
          why: z.enum(['nothing-fits', 'capacity-taken']),
        }),
      ),
    }),
    refusals: ['no-such-division'],
  },
});
