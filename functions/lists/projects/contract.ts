import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { CommunityCode, DivisionCode, Name } from '../../grids/divisions/contract.ts';
import { contract } from '../../http/route.ts';
import { Category } from '../categories/contract.ts';
import { DemandId } from '../demands/contract.ts';
import { Clock, ResourceId, Text } from '../resources/contract.ts';

export const ProjectId = z
  .string()
  .regex(/^p-[0-9a-z]{26}$/)
  .meta({ examples: ['p-01jd3z8k6q4v5w7x9y0abcdefg'] });

export const ProjectState = z.enum(['established', 'in-progress', 'done', 'closed', 'cancelled']);
export type ProjectState = z.output<typeof ProjectState>;

const Fen = z.int().min(0).max(10_000_000_000).describe('fen');

/** Money asked for elsewhere: a title, a subsidy, a prize. */
export const Grant = z.strictObject({
  name: Text(60),
  amount: Fen.optional(),
  state: z.enum(['applied', 'granted', 'refused']).default('applied'),
});

/** How it is done: who, how, when, where, for how much, with whom. */
export const Delivery = z.strictObject({
  who: Text(200).describe('posts and organisations, no persons'),
  how: Text(500),
  where: Text(100),
  from: Day,
  until: Day,
  cost: Fen.default(0),
  helpers: z.array(Text(60)).max(10).default([]),
  grants: z.array(Grant).max(5).default([]),
  beneficiaries: z.int().min(0).max(1_000_000).optional(),
});
export type Delivery = z.output<typeof Delivery>;

export const Milestone = z.strictObject({ title: Text(60), due: Day });

/** A service that comes back: on these weekdays, from the delivery's first day to its last. */
export const Recurring = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: Clock,
  until: Clock,
});

export const Session = z.object({
  day: Day,
  state: z.enum(['planned', 'held', 'cancelled']),
  attendance: z.int().optional().describe('heads, no names'),
});
export type Session = z.output<typeof Session>;

export const Evidence = z.strictObject({
  title: Text(60),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('SHA-256 of the photo or paper, which the unit keeps'),
});

const Links = z.strictObject({
  application: z
    .strictObject({ fund: z.string().regex(/^fund-[\d-]{6,20}$/), id: z.string().regex(/^[a-z0-9-]{1,64}$/) })
    .optional()
    .describe('an application to a co-building fund'),
  task: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,64}$/)
    .optional()
    .describe('a task of a joint meeting'),
});

export const ProjectStep = z.object({
  transition: z.string(),
  to: ProjectState,
  by: z.enum(['unit', 'community', 'street', 'county', 'system']).describe('on whose behalf, not who'),
  at: z.iso.datetime(),
  note: z.string().optional().describe('what the community is told'),
});
export type ProjectStep = z.output<typeof ProjectStep>;

/** What is used of a resource: how much, in which periods of its capacity. */
export const ProjectResource = z.object({
  id: ResourceId,
  title: Name,
  unit: Name,
  amount: z.int().min(1),
  periods: z.array(z.string()),
});

export const Project = z.object({
  id: ProjectId,
  community: CommunityCode,
  title: Name,
  category: Category,
  unit: z.object({ id: z.string().optional(), name: Name }).describe('the responsible unit'),
  demands: z.array(DemandId),
  resources: z.array(ProjectResource),
  delivery: Delivery.extend({
    cost: Fen,
    helpers: z.array(z.string()),
    grants: z.array(Grant.extend({ state: z.enum(['applied', 'granted', 'refused']) })),
  }),
  milestones: z.array(Milestone.extend({ doneOn: Day.optional() })),
  recurring: Recurring.optional(),
  sessions: z.array(Session),
  links: Links,
  completion: z.object({ summary: z.string(), evidence: z.array(Evidence), on: Day }).optional(),
  ratings: z
    .object({ answers: z.int(), sum: z.int().describe('of 1 to 5'), solved: z.int() })
    .describe('what residents answered'),
  followUp: z.object({ due: Day, doneOn: Day.optional() }).optional(),
  state: ProjectState,
  history: z.array(ProjectStep),
  version: z.int().min(1),
});
export type Project = z.output<typeof Project>;

export const ProjectDraft = z.strictObject({
  title: Name,
  unit: z.strictObject({ id: z.string().min(1).max(32).optional(), name: Name }),
  demands: z.array(DemandId).min(1).max(8),
  resources: z
    .array(z.strictObject({ id: ResourceId, amount: z.int().min(1).max(100_000).default(1) }))
    .min(1)
    .max(5)
    .describe('the amount is taken in every period of the delivery'),
  delivery: Delivery,
  milestones: z.array(Milestone).max(20).default([]),
  recurring: Recurring.optional(),
  links: Links.default({}),
  note: Text(300).optional().describe('what the residents are told'),
});
export type ProjectDraft = z.output<typeof ProjectDraft>;

const place = z.object({ community: CommunityCode });
const one = place.extend({ project: ProjectId });
const none = ['no-such-project'] as const;
const page = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(1000).optional(),
};

export const projects = contract({
  establishProject: {
    method: 'POST',
    path: '/communities/{community}/projects',
    summary: 'Joins demands with resources: reserves the capacity, moves the demands, tells the residents.',
    who: 'projects.lead',
    params: place,
    body: ProjectDraft,
    ok: Project,
    status: 201,
    creates: true,
    refusals: [
      'no-such-division',
      'not-your-unit',
      'delivery-reversed',
      'demand-twice',
      'resource-twice',
      'no-such-demand',
      'demand-not-ready',
      'no-such-resource',
      'resource-not-listed',
      'resource-not-here',
      'resource-not-then',
      'too-many-reservations',
      'too-many-sessions',
      'capacity-taken',
    ],
  },
  projects: {
    method: 'GET',
    path: '/divisions/{division}/projects',
    summary: 'The projects of a division, newest first.',
    who: 'projects.read',
    params: z.object({ division: DivisionCode }),
    query: z.strictObject({ state: ProjectState.optional(), ...page }),
    ok: z.object({ items: z.array(Project), next: z.string().optional() }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
  project: {
    method: 'GET',
    path: '/communities/{community}/projects/{project}',
    summary: 'One project with its timeline and the steps open to you.',
    who: 'projects.read',
    params: one,
    ok: Project.extend({ steps: z.array(z.string()) }),
    refusals: none,
  },
  stepProject: {
    method: 'POST',
    path: '/communities/{community}/projects/{project}/steps',
    summary: 'Takes a step: start, report, complete, reopen, follow-up, close or cancel. Its demands move with it.',
    who: 'projects.lead',
    params: one,
    body: z.strictObject({
      transition: z.string().regex(/^[a-z-]{1,20}$/),
      note: Text(300).optional().describe('what the residents are told'),
      milestone: z.int().min(0).max(19).optional().describe('report: the milestone that was reached, by its place'),
      grant: z
        .strictObject({ place: z.int().min(0).max(4), state: z.enum(['granted', 'refused']) })
        .optional()
        .describe('report: what came of an outside grant'),
      summary: Text(500).optional().describe('complete'),
      evidence: z.array(Evidence).min(1).max(10).optional().describe('complete'),
    }),
    ok: Project.extend({ steps: z.array(z.string()) }),
    changes: true,
    refusals: [
      ...none,
      'not-your-unit',
      'project-step-unknown',
      'project-not-your-turn',
      'note-needed',
      'evidence-needed',
      'answers-awaited',
      'no-such-milestone',
      'no-such-grant',
      'demand-not-ready',
      'project-history-full',
    ],
  },
  holdSession: {
    method: 'PUT',
    path: '/communities/{community}/projects/{project}/sessions/{day}',
    summary: 'Notes that a session of a recurring service was held, and how many came, or that it was called off.',
    who: 'projects.lead',
    params: one.extend({ day: Day }),
    body: z.strictObject({
      state: z.enum(['held', 'cancelled']),
      attendance: z.int().min(0).max(100_000).optional(),
    }),
    ok: Project.extend({ steps: z.array(z.string()) }),
    changes: true,
    refusals: [...none, 'not-your-unit', 'no-such-session', 'session-ahead', 'project-over'],
  },
});
