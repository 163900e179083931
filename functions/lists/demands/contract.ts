import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { Position } from '../../grids/buildings/contract.ts';
import { CommunityCode, DivisionCode, ImportResult, Name } from '../../grids/divisions/contract.ts';
import { GridCode } from '../../grids/plans/contract.ts';
import { contract } from '../../http/route.ts';
import { Category } from '../categories/contract.ts';

export const DemandState = z.enum([
  'submitted',
  'returned',
  'redirected',
  'merged',
  'withdrawn',
  'listed',
  'assigned',
  'contacted',
  'established',
  'in-progress',
  'done',
  'rated',
  'closed',
  'archived',
]);
export type DemandState = z.output<typeof DemandState>;

export const Channel = z.enum(['online', 'forum', 'visit', 'walk-in', 'phone', 'system']);
export type Channel = z.output<typeof Channel>;

/** Where a matter goes that no list can settle. */
export const OtherChannel = z.enum(['emergency', 'court', 'market']);

const Words = z.string().trim().normalize().min(1);
export const DemandText = Words.max(4000).describe("the resident's own words; never published");
export const Reason = Words.max(500);
const UnitId = z.string().min(1).max(32);

export const DemandId = z
  .string()
  .regex(/^[0-9a-hjkmnp-tv-z]{26}$/)
  .meta({ examples: ['01jd3z8k6q4v5w7x9y0abcdefg'] });

/** Twelve signs; capitals, lower case and hyphens are all one. */
export const TrackingCode = z
  .string()
  .regex(/^[0-9A-Za-z-]{12,20}$/)
  .meta({ examples: ['7K3M-9QXT-V2BD'] });

export const PlaceGiven = z
  .strictObject({
    name: z.string().trim().normalize().min(1).max(80).optional().describe('a building or compound, as it is called'),
    point: Position.optional().describe('lng, lat, WGS84'),
  })
  .describe('where it is; the grid follows from it');

export const ContactGiven = z.strictObject({
  name: Words.max(40).optional(),
  phone: z
    .string()
    .regex(/^[+\d][\d -]{4,19}$/)
    .optional(),
  address: Words.max(120).optional().describe('door number'),
});
export type ContactGiven = z.output<typeof ContactGiven>;

/** One step of a demand's course: append-only and shown to the resident. */
export const DemandStep = z.object({
  transition: z.string(),
  from: DemandState,
  to: DemandState,
  role: z.string(),
  unit: UnitId.optional(),
  at: z.iso.datetime(),
  reason: z.string().optional(),
});

export const Demand = z.object({
  id: DemandId,
  community: CommunityCode,
  grid: GridCode.optional().describe('derived from the place; absent where no plan is in force'),
  place: z.string().optional(),
  text: z.string(),
  channel: Channel,
  category: Category.optional(),
  title: Name.optional().describe('what the public list calls it, as triage wrote it'),
  state: DemandState,
  version: z.int().min(1),
  submittedAt: z.iso.datetime(),
  deadline: Day.optional().describe('the last day for the next step'),
  paused: z
    .object({ on: Day, left: z.int().min(0) })
    .optional()
    .describe('working days that were left'),
  lead: UnitId.optional().describe('the unit that received it first keeps the lead'),
  helpers: z.array(UnitId),
  kind: z.enum(['service', 'facility']).optional(),
  project: z.string().optional(),
  mergedInto: DemandId.optional(),
  redirectedTo: OtherChannel.optional(),
  followers: z.int().min(0),
  extensions: z.int().min(0),
  rounds: z.int().min(0).describe('how often nobody claimed it in time; those go first in the next round'),
  remindedFor: Day.optional(),
  supervised: z.boolean(),
  rating: z.int().min(1).max(5).optional(),
  origin: z.string().optional().describe("an import's own key, so that a file taken twice stores nothing twice"),
  history: z.array(DemandStep),
});
export type Demand = z.output<typeof Demand>;

/** A demand as those who work on it see it: contact data is told apart, and masked until asked for. */
export const DemandFile = Demand.omit({ origin: true }).extend({
  contact: z.string().optional().describe('masked'),
  overdue: z.boolean(),
  steps: z.array(z.string()).describe('the steps that you may try now'),
});

export type DemandFile = z.output<typeof DemandFile>;

const Told = z.object({
  transition: z.string(),
  at: z.iso.datetime(),
  words: z.string().describe('plain words for the resident'),
  reason: z.string().optional(),
});

/** What the holder of a tracking code sees. */
export const DemandStatus = z.object({
  id: DemandId,
  community: CommunityCode,
  grid: GridCode.optional(),
  category: Category.optional(),
  title: Name.optional(),
  text: z.string().optional().describe('your own words; a follower does not see them'),
  state: DemandState,
  words: z.string().describe('where it stands, in plain words'),
  deadline: Day.optional(),
  unit: UnitId.optional(),
  hasContact: z.boolean(),
  rating: z.int().optional(),
  steps: z.array(z.string()).describe('what you may do now'),
  timeline: z.array(Told),
});
export type DemandStatus = z.output<typeof DemandStatus>;

export const Similar = z.object({
  id: DemandId,
  title: Name.optional(),
  category: Category.optional(),
  grid: GridCode.optional(),
  state: DemandState,
  followers: z.int(),
  score: z.number().min(0).max(1),
  duplicate: z.boolean(),
});

const StaffIntake = z.strictObject({
  text: DemandText,
  channel: Channel.exclude(['online']),
  category: Category.optional(),
  place: PlaceGiven.optional(),
  contact: ContactGiven.optional(),
});

const place = z.object({ community: CommunityCode });
const one = place.extend({ demand: DemandId });
const byCode = z.object({ code: TrackingCode });
const placeRefusals = ['no-such-division', 'place-unknown', 'place-in-several-grids', 'point-outside'] as const;

/** The needs of the steps, in the order in which they refuse. */
export const stepRefusals = [
  'no-such-transition',
  'not-your-turn',
  'not-your-unit',
  'demand-paused',
  'demand-not-paused',
  'reason',
  'category',
  'merge-target',
  'channel-named',
  'unit-named',
  'unit-of-the-grid',
  'project-named',
  'days-named',
  'extensions-used-up',
  'already-helping',
  'answer-not-due',
  'claim-not-due',
  'no-reminder-due',
  'no-escalation-due',
  'history-full',
] as const;

const Submitted = z.object({
  id: DemandId,
  grid: GridCode.optional(),
  state: DemandState,
  deadline: Day.optional(),
  code: z
    .string()
    .optional()
    .describe('told once: by it you follow the matter; a repeated request is answered without it'),
});

export const demands = contract({
  submitDemand: {
    method: 'POST',
    path: '/communities/{community}/demands',
    summary: 'A resident says what is needed, without an account; the answer holds the code by which they follow it.',
    who: 'anyone',
    params: place,
    body: z.strictObject({
      text: DemandText,
      category: Category.optional(),
      place: PlaceGiven.optional(),
      contact: ContactGiven.optional().describe(
        'kept apart, shown to nobody without a record of it, erased on your word',
      ),
    }),
    ok: Submitted,
    status: 201,
    creates: true,
    refusals: [...placeRefusals, 'too-many-from-here'],
  },
  similarDemands: {
    method: 'POST',
    path: '/communities/{community}/similar-demands',
    summary: 'Listed demands that may be the same matter, to follow instead of saying it again. Nothing is stored.',
    who: 'anyone',
    params: place,
    body: z.strictObject({ text: DemandText, place: z.string().trim().max(80).optional() }),
    ok: z.object({ items: z.array(Similar).max(5) }),
    refusals: ['no-such-division'],
  },
  followDemand: {
    method: 'POST',
    path: '/communities/{community}/demands/{demand}/followers',
    summary: 'Follows a listed demand that somebody else made; the answer holds a code of your own.',
    who: 'anyone',
    params: one,
    ok: Submitted,
    status: 201,
    creates: true,
    refusals: ['no-such-demand', 'too-many-from-here'],
  },
  recordDemand: {
    method: 'POST',
    path: '/communities/{community}/demands/records',
    summary:
      'Staff or a system of the county records what a resident said in a forum, on a visit, at the desk or by phone.',
    who: 'demands.record',
    params: place,
    body: StaffIntake,
    ok: Submitted,
    status: 201,
    creates: true,
    refusals: placeRefusals,
  },
  importDemands: {
    method: 'POST',
    path: '/communities/{community}/demands/import',
    summary:
      'Takes a sheet of demands (text, channel, category, place, name, phone); bad rows are reported, rows that were taken before are not stored again.',
    who: 'demands.record',
    params: place,
    query: z.strictObject({
      preview: z.stringbool().default(false).describe('says what would be stored, stores nothing'),
    }),
    upload: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ok: ImportResult,
    creates: true,
    refusals: ['no-such-division', 'file-unreadable', 'file-without-rows', 'too-many-demands'],
  },
  demands: {
    method: 'GET',
    path: '/communities/{community}/demands',
    summary: "A community's demands, newest first.",
    who: 'demands.read',
    params: place,
    query: z.strictObject({
      state: DemandState.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(DemandFile), next: z.string().optional() }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
  worklist: {
    method: 'GET',
    path: '/divisions/{division}/worklist',
    summary: 'What you have to do, the most urgent first: late, due today, due later; unclaimed demands go first.',
    who: 'demands.read',
    params: z.object({ division: DivisionCode }),
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(200).default(100) }),
    ok: z.object({
      today: Day,
      late: z.int(),
      dueToday: z.int(),
      open: z.int(),
      items: z.array(DemandFile),
    }),
    refusals: ['no-such-division'],
  },
  demand: {
    method: 'GET',
    path: '/communities/{community}/demands/{demand}',
    summary: 'A demand with its history and the steps open to you.',
    who: 'demands.read',
    params: one,
    ok: DemandFile,
    refusals: ['no-such-demand'],
  },
  demandDuplicates: {
    method: 'GET',
    path: '/communities/{community}/demands/{demand}/duplicates',
    summary: 'Open demands that may be the same matter, with how likely they are.',
    who: 'demands.read',
    params: one,
    ok: z.object({ items: z.array(Similar.extend({ text: z.string() })) }),
    refusals: ['no-such-demand'],
  },
  stepDemand: {
    method: 'POST',
    path: '/communities/{community}/demands/{demand}/steps',
    summary:
      'Takes one step: accept, merge, return, redirect, assign, claim, decline, contact, and the others that `steps` lists.',
    who: 'demands.step',
    params: one,
    body: z.strictObject({
      transition: z.string().regex(/^[a-z-]{1,20}$/),
      reason: Reason.optional(),
      category: Category.optional().describe('accept'),
      title: Name.optional().describe('accept: what the public list calls it; name nobody'),
      kind: z.enum(['service', 'facility']).optional().describe('establish'),
      unit: UnitId.optional().describe('assign'),
      mergeInto: DemandId.optional().describe('merge'),
      channel: OtherChannel.optional().describe('redirect'),
      project: z.string().min(1).max(64).optional().describe('establish'),
      days: z.int().min(1).max(60).optional().describe('extend: working days more'),
    }),
    ok: DemandFile,
    changes: true,
    refusals: ['no-such-demand', ...stepRefusals],
  },
  contact: {
    method: 'GET',
    path: '/communities/{community}/demands/{demand}/contact',
    summary: 'The contact data in clear; that you read it is put on record.',
    who: 'demands.contact',
    params: one,
    ok: ContactGiven,
    refusals: ['no-such-demand', 'no-contact', 'not-your-unit'],
  },
  trackDemand: {
    method: 'GET',
    path: '/demands/{code}',
    summary: 'Where a demand stands, in plain words, for the holder of its code.',
    who: 'anyone',
    params: byCode,
    ok: DemandStatus,
    refusals: ['no-such-demand'],
  },
  answerDemand: {
    method: 'POST',
    path: '/demands/{code}/steps',
    summary: 'The resident answers: solved or reopen, adds a note, says it anew after a return, or withdraws.',
    who: 'anyone',
    params: byCode,
    body: z.strictObject({
      transition: z.enum(['solved', 'reopen', 'note', 'resubmit', 'withdraw']),
      reason: Reason.optional(),
      rating: z.int().min(1).max(5).optional().describe('solved: 5 is best'),
    }),
    ok: DemandStatus,
    status: 201,
    creates: true,
    refusals: ['no-such-demand', 'followers-only-read', 'too-many-from-here', ...stepRefusals],
  },
  eraseContact: {
    method: 'DELETE',
    path: '/demands/{code}/contact',
    summary: 'Erases the contact data at once; the demand goes on.',
    who: 'anyone',
    params: byCode,
    ok: DemandStatus,
    refusals: ['no-such-demand', 'followers-only-read'],
  },
});
