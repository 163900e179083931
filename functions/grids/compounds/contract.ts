import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { FundId } from '../../fund/funds/contract.ts';
import { Fen, Hash, Instant, Pseudonym } from '../../fund/ledger/contract.ts';
import { contract } from '../../http/route.ts';
import { CommunityCode, Name } from '../divisions/contract.ts';
import { Reason, UnitId, UnitNames } from '../meetings/contract.ts';
import { GridCode } from '../plans/contract.ts';

const CompoundId = Pseudonym.meta({ examples: ['compound-nongfa'] }).describe('what applications to a fund name it by');

/** A public affair of a compound that a unit and the residents' own body govern together. */
export const Affair = z.enum(['sanitation', 'order', 'facilities', 'greening', 'parking', 'mediation']);
export type Affair = z.output<typeof Affair>;

/** Who governs an affair from a day on; when another takes over, the day before stands as its last, with the reason. */
export const Duty = z.object({
  affair: Affair,
  unit: UnitId,
  committee: Name.describe("the residents' body that governs with the unit"),
  from: Day,
  to: Day.optional().describe('its last day'),
  reason: z.string().optional().describe('why it ended; published'),
  by: z.string(),
});
export type Duty = z.output<typeof Duty>;

const facts = {
  name: Name.describe('what people call it; published'),
  threeNo: z
    .strictObject({ owningUnit: z.boolean(), management: z.boolean(), repairFund: z.boolean() })
    .describe('what it has: a three-no compound 三无院落 has none'),
  households: z.int().min(0).max(100_000),
  grids: z.array(GridCode).max(50).default([]).describe('the grids that it lies in'),
  committee: Name.optional().describe("the residents' body 住宅管理委员会, where there is one"),
};
const CompoundFacts = z.strictObject(facts);

/** A compound 小区 of a community, with who governs what of it. */
export const Compound = z.object({
  id: CompoundId,
  community: CommunityCode,
  ...facts,
  grids: z.array(GridCode),
  duties: z.array(Duty).describe('past and present, in the order in which they were decided'),
  version: z.int().min(1),
});
export type Compound = z.output<typeof Compound>;

const Part = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('unit'), unit: UnitId, amount: Fen }),
  z.strictObject({ by: z.literal('fund'), fund: FundId, application: Pseudonym, amount: Fen }),
  z.strictObject({ by: z.literal('residents'), amount: Fen }),
  z.strictObject({ by: z.literal('subsidy'), amount: Fen }),
]);
export type Part = z.output<typeof Part>;

/** What is to be done, and who pays which part of it: both lists add up to the budget. */
export const RenovationDraft = z.strictObject({
  title: Name,
  works: z
    .array(z.strictObject({ item: Name, amount: Fen }))
    .min(1)
    .max(30),
  budget: Fen,
  parts: z
    .array(Part)
    .min(1)
    .max(30)
    .describe('units with their shares, an application to a fund, the residents, a subsidy'),
});
export type RenovationDraft = z.output<typeof RenovationDraft>;

export const RenovationState = z.enum(['planned', 'agreed', 'under-way', 'done', 'cancelled']);
export type RenovationState = z.output<typeof RenovationState>;

export const RenovationTransition = z.enum([
  'plan',
  'revise',
  'consent',
  'agree',
  'start',
  'report',
  'complete',
  'cancel',
]);
export type RenovationTransition = z.output<typeof RenovationTransition>;

/** A renovation of a compound that several pay for together. */
export const Renovation = z.object({
  ...RenovationDraft.shape,
  id: Pseudonym,
  community: CommunityCode,
  compound: CompoundId,
  state: RenovationState,
  consents: z
    .array(z.object({ unit: UnitId, on: Day, document: Hash.optional() }))
    .describe('of the units whose shares stand as they consented to them'),
  history: z.array(
    z.object({
      transition: RenovationTransition,
      to: RenovationState,
      at: Instant,
      by: z.string(),
      unit: UnitId.optional(),
      note: z.string().optional(),
      evidence: Hash.optional(),
    }),
  ),
  version: z.int().min(1),
});
export type Renovation = z.output<typeof Renovation>;

const community = z.object({ community: CommunityCode });
const compound = community.extend({ compound: CompoundId });
const renovation = compound.extend({ renovation: Pseudonym });
const none = ['no-such-compound', 'no-such-renovation'] as const;
const parts = [
  'works-differ',
  'parts-differ',
  'part-twice',
  'unit-unknown',
  'no-such-application',
  'grant-elsewhere',
] as const;
const CompoundView = Compound.extend({ names: UnitNames, renovations: z.array(Renovation).describe('oldest first') });

export const compounds = contract({
  recordCompound: {
    method: 'POST',
    path: '/communities/{community}/compounds',
    summary: 'Records a compound of the community: what it has, its households, the grids that it lies in.',
    who: 'compounds.record',
    params: community,
    body: z.strictObject({ id: CompoundId, ...facts }),
    ok: Compound,
    status: 201,
    creates: true,
    refusals: ['no-such-division', 'compound-exists', 'no-such-grid'],
  },
  compounds: {
    method: 'GET',
    path: '/communities/{community}/compounds',
    summary: "The community's compounds by id, with who governs what of them.",
    who: 'compounds.read',
    params: community,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(100),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Compound), names: UnitNames, next: z.string().optional() }),
    refusals: ['no-such-division', 'cursor-invalid'],
  },
  compound: {
    method: 'GET',
    path: '/communities/{community}/compounds/{compound}',
    summary: 'One compound with its duties and its renovations.',
    who: 'compounds.read',
    params: compound,
    ok: CompoundView,
    refusals: ['no-such-compound'],
  },
  changeCompound: {
    method: 'PUT',
    path: '/communities/{community}/compounds/{compound}',
    summary: "Corrects a compound's facts; its duties stay.",
    who: 'compounds.record',
    params: compound,
    body: CompoundFacts,
    ok: Compound,
    changes: true,
    refusals: ['no-such-compound', 'no-such-grid'],
  },
  assignAffair: {
    method: 'POST',
    path: '/communities/{community}/compounds/{compound}/duties',
    summary:
      'Says which unit governs an affair of the compound with its residents from a day on; whoever did before keeps their days, with the reason.',
    who: 'compounds.record',
    params: compound,
    body: z.strictObject({
      affair: Affair,
      unit: UnitId.optional().describe('without it no unit does any more'),
      from: Day.describe('today or earlier'),
      reason: Reason.optional().describe('why another takes over; published: write of the work, not of people'),
    }),
    ok: Compound,
    status: 201,
    creates: true,
    refusals: [
      'no-such-compound',
      'committee-missing',
      'unit-unknown',
      'day-in-the-future',
      'duty-unchanged',
      'duty-too-early',
      'reason-missing',
      'record-full',
    ],
  },
  planRenovation: {
    method: 'POST',
    path: '/communities/{community}/compounds/{compound}/renovations',
    summary:
      'Plans a renovation: the works, the budget, and the parts that units, a fund, residents and subsidies pay.',
    who: 'compounds.record',
    params: compound,
    body: RenovationDraft,
    ok: Renovation,
    status: 201,
    creates: true,
    refusals: ['no-such-compound', ...parts],
  },
  reviseRenovation: {
    method: 'PUT',
    path: '/communities/{community}/compounds/{compound}/renovations/{renovation}',
    summary: 'Plans it anew before it is agreed: a consent stands where the unit and its share stay as they were.',
    who: 'compounds.record',
    params: renovation,
    body: RenovationDraft,
    ok: Renovation,
    changes: true,
    refusals: [...none, 'renovation-step-forbidden', ...parts, 'record-full'],
  },
  consentRenovation: {
    method: 'POST',
    path: '/communities/{community}/compounds/{compound}/renovations/{renovation}/consents',
    summary: 'A unit consents to its share; whoever records it for a unit keeps the paper, and gives its digest.',
    who: 'compounds.consent',
    params: renovation,
    body: z.strictObject({
      unit: UnitId,
      amount: Fen.describe('the share that it consents to'),
      document: Hash.optional().describe('digest of the signed paper'),
    }),
    ok: Renovation,
    status: 201,
    creates: true,
    refusals: [
      ...none,
      'not-your-share',
      'renovation-step-forbidden',
      'share-unknown',
      'consent-given',
      'evidence-missing',
      'record-full',
    ],
  },
  stepRenovation: {
    method: 'POST',
    path: '/communities/{community}/compounds/{compound}/renovations/{renovation}/steps',
    summary: 'Takes a renovation one step further: agree, start, report, complete or cancel.',
    who: 'compounds.record',
    params: renovation,
    body: z.strictObject({
      transition: RenovationTransition.extract(['agree', 'start', 'report', 'complete', 'cancel']),
      note: Reason.optional().describe('published: write of the work, not of people'),
      evidence: Hash.optional().describe('digest of the agreement, or of the papers of acceptance'),
    }),
    ok: Renovation,
    changes: true,
    refusals: [
      ...none,
      'renovation-step-forbidden',
      'evidence-missing',
      'reason-missing',
      'consents-missing',
      'grant-differs',
      'record-full',
    ],
  },
});
