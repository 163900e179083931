import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { CommunityCode } from '../divisions/contract.ts';
import { PlanId, PlanRequest } from '../plans/contract.ts';

export const PlanJob = z.object({
  id: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  community: CommunityCode,
  state: z
    .enum(['waiting', 'planning', 'done', 'refused', 'failed'])
    .describe('refused: the request cannot be planned, see refusal; failed: a fault on our side, order it again'),
  progress: z.number().min(0).max(1),
  plan: PlanId.optional().describe('the draft that was made'),
  refusal: z.string().optional(),
  detail: z.string().optional().describe('why, in words'),
  askedAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  version: z.int().min(1),
});
export type PlanJob = z.output<typeof PlanJob>;

export const jobs = contract({
  orderPlan: {
    method: 'POST',
    path: '/communities/{community}/plan-jobs',
    summary: 'Orders a plan that is made in the background, as large communities need; poll the job for its progress.',
    who: 'plans.make',
    params: z.object({ community: CommunityCode }),
    body: PlanRequest,
    ok: PlanJob,
    status: 202,
    creates: true,
    refusals: ['no-such-division', 'no-such-plan', 'no-buildings'],
  },
  planJob: {
    method: 'GET',
    path: '/communities/{community}/plan-jobs/{job}',
    summary: "An ordered plan's progress, and the plan once it is made.",
    who: 'plans.read',
    params: z.object({ community: CommunityCode, job: PlanJob.shape.id }),
    ok: PlanJob,
    refusals: ['no-such-job'],
  },
});
