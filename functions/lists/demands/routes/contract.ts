import * as z from 'zod';
import { Day } from '../../../calendar/contract.ts';
import { CommunityCode, DivisionCode, ImportResult, Name } from '../../../grids/divisions/contract.ts';
import { GridCode } from '../../../grids/plans/contract.ts';
import { contract } from '../../../http/route.ts';
import { Category } from '../../categories/contract.ts';
import {
  Channel,
  ContactGiven,
  DemandFile,
  DemandId,
  DemandState,
  DemandStatus,
  DemandText,
  OtherChannel,
  PlaceGiven,
  Reason,
  Similar,
  TrackingCode,
  UnitId,
} from '../contract.ts';

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
    upload: [
      'text/csv',
      'application/octet-stream',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
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
    query: z.strictObject({
      due: z.enum(['late', 'today']).optional().describe('only what is late, or what is due today'),
      state: DemandState.optional(),
      search: z
        .string()
        .min(1)
        .max(60)
        .optional()
        .describe("only those whose title, words, place or community's name hold this"),
      limit: z.coerce.number().int().min(1).max(200).default(100),
      skip: z.coerce.number().int().min(0).max(1_000_000).default(0).describe('demands before the first one listed'),
    }),
    ok: z.object({
      today: Day,
      late: z.int(),
      dueToday: z.int(),
      open: z.int().describe('all that you have to do, late and due today among them'),
      found: z.int().describe('those that are asked for, also those not listed here'),
      items: z.array(DemandFile.extend({ communityName: Name })),
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
  assignableUnits: {
    method: 'GET',
    path: '/divisions/{division}/assignable-units',
    summary: "The county's units by name; those that answer for the grid first.",
    who: 'demands.read',
    params: z.object({ division: DivisionCode }),
    query: z.strictObject({ grid: GridCode.optional() }),
    ok: z.object({
      items: z.array(z.object({ id: UnitId, name: Name, answers: z.boolean().describe('for the grid') })),
    }),
    refusals: ['no-such-division'],
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
