import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';
import { CommunityCode, CountyCode, DivisionCode, Name } from '../../grids/divisions/contract.ts';
import { Category } from '../../lists/categories/contract.ts';
import { DemandId } from '../../lists/demands/contract.ts';
import { Evidence, Grant, Milestone, ProjectId, ProjectState, Session } from '../../lists/projects/contract.ts';
import { Capacity, Hours, ResourceId, ResourceKind, VenueFacts } from '../../lists/resources/contract.ts';
import { Dimension, Share } from '../../lists/scorecards/contract.ts';
import { Taken } from '../../lists/venues/contract.ts';

const Place = z.object({ code: DivisionCode, name: Name });
const County = z.object({ code: CountyCode, name: Name });

/** A listed resource as the public sees it. */
export const PublicResource = z.object({
  id: ResourceId,
  title: Name,
  description: z.string(),
  unit: Name,
  kind: ResourceKind,
  category: Category,
  audience: z.string().optional(),
  serves: z.array(Place),
  capacity: Capacity.optional(),
  left: z.int().optional().describe('what is left of the capacity in the period of today'),
  hours: z.array(Hours).optional(),
  address: z.string().optional(),
  phone: z.string().optional(),
  validFrom: Day.optional(),
  validUntil: Day.optional(),
  updated: Day.describe('when its facts last changed'),
  verified: Day.optional().describe('when staff last made sure that they hold'),
  bookable: z.boolean().describe('has a page with a calendar'),
});
export type PublicResource = z.output<typeof PublicResource>;

/** /data/resources/{county}.json; the CSV and XLSX beside it hold the same. */
export const ResourcesSnapshot = z.object({ county: County, resources: z.array(PublicResource) });
export type ResourcesSnapshot = z.output<typeof ResourcesSnapshot>;

/** /data/venues/{county}/{id}.json: a venue with what is taken of the next weeks. */
export const VenueSnapshot = z.object({
  county: County,
  division: Place,
  resource: PublicResource,
  venue: VenueFacts,
  from: Day.describe('the first day of the calendar'),
  days: z.array(z.object({ day: Day, taken: z.array(Taken) })).describe('days with something taken'),
});
export type VenueSnapshot = z.output<typeof VenueSnapshot>;

/** A project as the public sees it; it names offices and organisations, no persons. */
export const PublicProject = z.object({
  id: ProjectId,
  title: Name,
  category: Category,
  community: z.object({ code: CommunityCode, name: Name }),
  unit: Name,
  state: ProjectState,
  from: Day,
  until: Day,
  demands: z.array(DemandId),
  resources: z.array(z.object({ id: ResourceId, title: Name, unit: Name })),
  beneficiaries: z.int().optional(),
  sessions: z.object({ planned: z.int(), held: z.int(), heads: z.int() }).optional(),
  ratings: z.object({ answers: z.int(), mean: z.number(), solved: z.int() }).optional(),
  updated: z.iso.datetime(),
});
export type PublicProject = z.output<typeof PublicProject>;

/** /data/projects/{county}.json */
export const ProjectsSnapshot = z.object({ county: County, projects: z.array(PublicProject) });
export type ProjectsSnapshot = z.output<typeof ProjectsSnapshot>;

/** /data/projects/{county}/{id}.json */
export const ProjectSnapshot = PublicProject.extend({
  county: County,
  delivery: z.object({
    who: z.string(),
    how: z.string(),
    where: z.string(),
    cost: z.int().describe('fen'),
    helpers: z.array(z.string()),
    grants: z.array(Grant.extend({ state: z.enum(['applied', 'granted', 'refused']) })),
  }),
  asked: z
    .array(z.object({ id: DemandId, title: Name.optional().describe('as staff wrote it at triage') }))
    .describe('the demands that it answers'),
  milestones: z.array(Milestone.extend({ doneOn: Day.optional() })),
  meets: z
    .object({ days: z.array(z.int()), from: z.string(), until: z.string() })
    .optional()
    .describe('a recurring service'),
  calendar: z.array(Session),
  completion: z.object({ summary: z.string(), evidence: z.array(Evidence), on: Day }).optional(),
  followUp: z.object({ due: Day, doneOn: Day.optional() }).optional(),
  application: z.object({ fund: z.string(), id: z.string() }).optional(),
  task: z.string().optional(),
  history: z.array(
    z.object({
      transition: z.string(),
      to: ProjectState,
      by: z.enum(['unit', 'community', 'street', 'county', 'system']),
      at: z.iso.datetime(),
      note: z.string().optional(),
    }),
  ),
});
export type ProjectSnapshot = z.output<typeof ProjectSnapshot>;

/** /data/scorecards/{county}.json: what is too small to be told apart from single residents is left out. */
export const ScorecardsSnapshot = z.object({
  county: County,
  smallest: z.int().describe('figures below it are left out'),
  by: z.array(
    z.object({
      dimension: Dimension,
      rows: z.array(
        z.object({
          key: z.string(),
          demands: z.int().optional(),
          response: Share.optional(),
          resolution: Share.optional(),
          satisfaction: Share.optional(),
        }),
      ),
    }),
  ),
});
export type ScorecardsSnapshot = z.output<typeof ScorecardsSnapshot>;
