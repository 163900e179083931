import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { Position } from '../../grids/buildings/contract.ts';
import { CommunityCode, Name } from '../../grids/divisions/contract.ts';
import { GridCode } from '../../grids/plans/contract.ts';
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
export const UnitId = z.string().min(1).max(32);

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
  unit: z.string().optional().describe('what the responsible unit is called'),
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
