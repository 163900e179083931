import * as z from 'zod';
import { contract } from '../../http/route.ts';
import { Category } from '../categories/contract.ts';
import { DivisionCode, ImportResult, Name } from '../../grids/divisions/contract.ts';
import { Day } from '../../calendar/contract.ts';

export const ResourceId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/)
  .meta({ examples: ['R08'] });

export const ResourceKind = z.enum(['service', 'venue', 'volunteer', 'expertise', 'fund', 'material']);
export type ResourceKind = z.output<typeof ResourceKind>;

/** A text of one or more lines: trimmed, normalized, without control characters. */
export const Text = (most: number) =>
  z
    .string()
    .trim()
    .normalize()
    .min(1)
    .max(most)
    // Written without \p{Cc}, which schema readers outside JavaScript do not know.
    .regex(/^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$/);

export const Clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ examples: ['16:30'] });

/** Opening hours of a week; 1 is Monday, 7 Sunday. */
export const Hours = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: Clock,
  until: Clock,
});
export type Hours = z.output<typeof Hours>;

/** How much a resource gives in each week, month or year, or once in all. */
export const Capacity = z.strictObject({
  amount: z.int().min(1).max(100_000),
  period: z.enum(['week', 'month', 'year', 'once']),
  of: Text(10).optional().describe('what is counted: 人次, 场, 户'),
});
export type Capacity = z.output<typeof Capacity>;

export const Phone = z
  .string()
  .regex(/^[0-9+ -]{3,20}$/)
  .meta({ examples: ['023-5922-0002'] });

/** A venue's rooms and the rule of their use; who keeps the key is a post, never a person. */
export const VenueFacts = z.strictObject({
  rooms: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,19}$/),
        name: Name,
        seats: z.int().min(1).max(5000).optional(),
      }),
    )
    .min(1)
    .max(20),
  rule: Text(500).describe('shown beside the calendar'),
  keyHolder: Text(60).describe('the post that opens the door, with its public work phone beside'),
  keyPhone: Phone.optional(),
});
export type VenueFacts = z.output<typeof VenueFacts>;

const ResourceFacts = {
  unit: z.strictObject({
    id: z.string().min(1).max(32).optional().describe("the unit's id in the county's register"),
    name: Name,
  }),
  title: Name,
  description: Text(500),
  kind: ResourceKind,
  category: Category,
  audience: Text(100).optional(),
  serves: z.array(DivisionCode).min(1).max(50).describe('communities, streets or the county'),
  capacity: Capacity.optional().describe('absent: not counted'),
  hours: z.array(Hours).max(14).optional(),
  place: z
    .strictObject({
      address: Text(100),
      lng: z.number().min(-180).max(180).optional(),
      lat: z.number().min(-85).max(85).optional(),
    })
    .optional(),
  phone: Phone.optional().describe('public work phone'),
  validFrom: Day.optional(),
  validUntil: Day.optional(),
  venue: VenueFacts.optional().describe('of a venue only'),
};

/** What a unit or staff write of a resource. */
export const ResourceDraft = z.strictObject(ResourceFacts).meta({
  examples: [
    {
      unit: { id: 'U02', name: '县妇联' },
      title: '“四点半课堂”开办支持',
      description: '支持社区开设放学后托管点，培训带班人员，配齐桌椅教具。',
      kind: 'service',
      category: 'children',
      serves: ['500229'],
      capacity: { amount: 4, period: 'month' },
    },
  ],
});
export type ResourceDraft = z.output<typeof ResourceDraft>;

export const ResourceState = z.enum(['offered', 'listed', 'withdrawn']);

export const Resource = z.object({
  id: ResourceId,
  division: DivisionCode.describe('where it was registered'),
  ...ResourceFacts,
  state: ResourceState.describe('a unit offers, staff verify and list; what is withdrawn is neither shown nor matched'),
  source: z.enum(['unit', 'staff', 'import', 'survey']),
  survey: z.string().optional().describe('the survey that it answers'),
  addedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime().describe('when its facts last changed'),
  verifiedAt: z.iso.datetime().optional().describe('when staff last made sure that the facts hold'),
  withdrawnFor: Text(300).optional(),
  version: z.int().min(1),
});
export type Resource = z.output<typeof Resource>;

/** What is left of a period's capacity. */
export const Left = z.object({ period: z.string(), reserved: z.int(), left: z.int() });

/** A resource with what is left of its capacity in the period of today. */
export const ResourceView = Resource.extend({ left: Left.optional() });

export const Reservation = z.object({
  resource: ResourceId,
  period: z.string().describe('2026-W48, 2026-11, 2026 or once'),
  amount: z.int().min(1),
  project: z.string(),
  community: z.string(),
  at: z.iso.datetime(),
});
export type Reservation = z.output<typeof Reservation>;

export const Reminder = z.object({
  resource: ResourceId,
  division: DivisionCode,
  title: Name,
  unit: Name,
  kind: z.enum(['expires', 'expired', 'verify', 'offered']),
  due: Day.describe('the day it expires, or by when it should be verified'),
});
export type Reminder = z.output<typeof Reminder>;

const place = z.object({ division: DivisionCode });
const one = place.extend({ resource: ResourceId });
const none = ['no-such-resource'] as const;
const ofFacts = ['serves-elsewhere', 'hours-reversed', 'validity-reversed', 'venue-facts', 'room-twice'] as const;

export const resources = contract({
  addResource: {
    method: 'POST',
    path: '/divisions/{division}/resources',
    summary: 'Adds a resource: staff list it at once; what a unit offers is listed when staff have verified it.',
    who: 'resources.offer',
    params: place,
    body: ResourceDraft,
    ok: Resource,
    status: 201,
    creates: true,
    refusals: ['no-such-division', 'not-your-unit', ...ofFacts],
  },
  resources: {
    method: 'GET',
    path: '/divisions/{division}/resources',
    summary: 'The resources that serve a division, with what is left of their capacity.',
    who: 'resources.read',
    params: place,
    query: z.strictObject({
      kind: ResourceKind.optional(),
      category: Category.optional(),
      state: ResourceState.optional(),
      unit: z.string().min(1).max(60).optional().describe("the unit's id or name"),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(ResourceView), next: z.string().optional() }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
  resource: {
    method: 'GET',
    path: '/divisions/{division}/resources/{resource}',
    summary: 'One resource of the division where it was registered.',
    who: 'resources.read',
    params: one,
    ok: ResourceView,
    refusals: none,
  },
  changeResource: {
    method: 'PUT',
    path: '/divisions/{division}/resources/{resource}',
    summary: 'Changes the facts of a resource; a change by its unit waits to be verified again.',
    who: 'resources.offer',
    params: one,
    body: ResourceDraft,
    ok: Resource,
    changes: true,
    refusals: [...none, 'not-your-unit', 'resource-withdrawn', 'kind-fixed', ...ofFacts],
  },
  verifyResource: {
    method: 'POST',
    path: '/divisions/{division}/resources/{resource}/verify',
    summary: 'Says that the facts hold today; lists what was offered.',
    who: 'resources.verify',
    params: one,
    ok: Resource,
    changes: true,
    refusals: [...none, 'resource-withdrawn'],
  },
  withdrawResource: {
    method: 'POST',
    path: '/divisions/{division}/resources/{resource}/withdraw',
    summary: 'Takes a resource off the list, with the reason; what was promised of it stays promised.',
    who: 'resources.offer',
    params: one,
    body: z.strictObject({ reason: Text(300) }),
    ok: Resource,
    changes: true,
    refusals: [...none, 'not-your-unit', 'resource-withdrawn'],
  },
  importResources: {
    method: 'POST',
    path: '/divisions/{division}/resources/import',
    summary:
      'Imports resources from CSV or XLSX (id,unit,title,description,kind,category,audience,capacity,period,serves,phone,from,until); bad rows are reported.',
    who: 'resources.verify',
    params: place,
    query: z.strictObject({ preview: z.stringbool().default(false).describe('true stores nothing') }),
    upload: [
      'text/csv',
      'application/octet-stream',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    ok: ImportResult,
    creates: true,
    refusals: ['no-such-division', 'file-unreadable', 'file-without-rows', 'too-many-resources'],
  },
  reservations: {
    method: 'GET',
    path: '/divisions/{division}/resources/{resource}/reservations',
    summary: 'Which projects hold how much of a resource, by period.',
    who: 'resources.read',
    params: one,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(50),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Reservation), next: z.string().optional() }),
    refusals: [...none, 'cursor-invalid'],
  },
  resourceReminders: {
    method: 'GET',
    path: '/divisions/{division}/resource-reminders',
    summary: 'What to see to: offers to verify, resources about to expire or not verified for half a year.',
    who: 'resources.read',
    params: place,
    ok: z.object({ items: z.array(Reminder) }),
    refusals: ['no-such-division'],
  },
});
