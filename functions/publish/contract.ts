import * as z from 'zod';
import { ApplicationStatus } from '../fund/applications/contract.ts';
import { Balances, FundDivision, FundId } from '../fund/funds/contract.ts';
import { Day } from '../calendar/contract.ts';
import { Hash, Head, Pseudonym, Source } from '../fund/ledger/contract.ts';
import { FindingRow } from '../fund/findings/contract.ts';
import { PledgeRecord, PledgeState } from '../fund/pledges/contract.ts';
import { Rules } from '../fund/rules/contract.ts';
import { FundRenovation } from './compounds/contract.ts';
import { LedgerLine, MonthRow } from './fund/contract.ts';
import { CommunityCode, CountyCode, Name, Street } from '../grids/divisions/contract.ts';
import { AllocationChange } from '../grids/allocation/contract.ts';
import { Contact } from '../grids/contacts/contract.ts';
import { Unit } from '../grids/units/contract.ts';
import { Grid, GridCode, GridFeatures, PlanId } from '../grids/plans/contract.ts';

/** The public snapshots, our open data: what a page shows and anyone may download. Never personal data. */

const Place = z.object({ code: z.string(), name: Name });
/** A unit that answers for a grid, as the public sees it. */
const GridUnit = Unit.pick({ id: true, name: true, kind: true, phone: true });
export type GridUnit = z.output<typeof GridUnit>;

/** Whom to call, as posted by rule: names and work phones. */
const PublicContact = Contact.omit({ id: true });
export type PublicContact = z.output<typeof PublicContact>;

/** What changed in who answers for a grid: when, from whom to whom, and why. */
export const Change = AllocationChange.omit({ id: true, by: true }).extend({
  from: Name.describe('unit'),
  to: Name.describe('the unit that answers since'),
});
export type Change = z.output<typeof Change>;

const Units = z.object({
  term: z.object({ from: z.iso.date(), until: z.iso.date() }),
  publishedAt: z.iso.datetime(),
  byGrid: z.record(GridCode, z.array(GridUnit)),
  changes: z.array(Change).describe('the last decisions that gave a grid to another unit, newest first'),
});
export type Units = z.output<typeof Units>;

const Totals = z.object({
  communities: z.int(),
  planned: z.int().describe('communities with a plan in force'),
  grids: z.int(),
  households: z.int(),
});

/** /data/site.json: what the site itself needs to know. */
export const SiteSnapshot = z.object({
  demo: z.boolean().describe('every page says that this is demo data'),
  issuer: z.string(),
  clientId: z.string(),
  audience: z.string(),
  footer: z
    .array(z.string())
    .describe('organiser, ICP and police filings, map approval number, as the county configures them'),
});
export type SiteSnapshot = z.output<typeof SiteSnapshot>;

/** /data/counties.json: what the home page lists. */
export const CountiesSnapshot = z.object({
  counties: z.array(z.object({ code: CountyCode, name: Name, totals: Totals })),
});
export type CountiesSnapshot = z.output<typeof CountiesSnapshot>;

const CommunityRow = z.object({
  code: CommunityCode,
  name: Name,
  kind: z.enum(['community', 'village']),
  grids: z.int().optional(),
  households: z.int().optional(),
  publishedAt: z.iso.datetime().optional(),
});

/** /data/counties/{code}.json */
export const CountySnapshot = z.object({
  code: CountyCode,
  name: Name,
  totals: Totals,
  streets: z.array(Street.omit({ communities: true }).extend({ communities: z.array(CommunityRow) })),
  updatedAt: z.iso.datetime(),
});
export type CountySnapshot = z.output<typeof CountySnapshot>;

/** /data/communities/{code}.json; `features` also stands alone at /data/communities/{code}.geojson */
export const CommunitySnapshot = z.object({
  code: CommunityCode,
  name: Name,
  kind: z.enum(['community', 'village']),
  street: Place,
  county: Place,
  plan: z
    .object({
      id: PlanId,
      publishedAt: z.iso.datetime(),
      households: z.int(),
      buildings: z.int(),
      deviation: z.number(),
      weight: z.enum(['households', 'population']),
      grids: z.array(Grid),
      features: GridFeatures,
    })
    .optional(),
  units: Units.optional().describe('who answers for which grid; absent before the first allocation'),
  contacts: z.array(PublicContact).describe('liaison leader and supervision of the community'),
  updatedAt: z.iso.datetime(),
});
export type CommunitySnapshot = z.output<typeof CommunitySnapshot>;

/** /data/communities/{code}.topojson: the same grids, each shared border once (TopoJSON 1.0). */
export const Topology = z.object({
  type: z.literal('Topology'),
  transform: z.object({
    scale: z.tuple([z.number(), z.number()]),
    translate: z.tuple([z.number(), z.number()]),
  }),
  objects: z.object({
    grids: z.object({
      type: z.literal('GeometryCollection'),
      geometries: z.array(
        GridFeatures.shape.features.element.pick({ id: true, properties: true }).extend({
          type: z.literal('MultiPolygon'),
          arcs: z.array(z.array(z.array(z.int()))).describe('polygons, rings, arcs; ~i is arc i backwards'),
        }),
      ),
    }),
  }),
  arcs: z.array(z.array(z.tuple([z.int(), z.int()]))).describe('steps of `scale` from `translate`'),
});
export type Topology = z.output<typeof Topology>;

/** /data/grids/{code}.json */
export const GridSnapshot = z.object({
  grid: Grid,
  community: Place,
  street: Place,
  county: Place,
  plan: z.object({
    id: PlanId,
    publishedAt: z.iso.datetime(),
    deviation: z.number(),
    weight: z.enum(['households', 'population']),
    grids: z.int(),
  }),
  units: z.array(GridUnit).describe('who answers for all matters of this grid'),
  contacts: z.array(PublicContact).describe('leader and workers of the grid, liaison leader, supervision'),
  term: Units.shape.term.optional(),
  changes: z.array(Change).describe('decisions that gave this grid to another unit, newest first'),
  places: z.array(z.string()).describe('names of the buildings and compounds in this grid'),
  features: GridFeatures.describe('this grid and its neighbours'),
});
export type GridSnapshot = z.output<typeof GridSnapshot>;

/** /data/lookup/{county}.json: a place name answers with its grid. */
export const LookupSnapshot = z.object({
  communities: z.array(z.object({ code: CommunityCode, name: Name, grids: z.int() })),
  places: z.array(z.tuple([z.string(), GridCode])).describe('name, grid code; sorted by name'),
  units: z.record(GridCode, z.array(GridUnit.pick({ name: true, phone: true }))).describe('who answers for each grid'),
});
export type LookupSnapshot = z.output<typeof LookupSnapshot>;

const Address = z.string().startsWith('/data/').describe('where the file stands on this site');

const ReportFiles = z.object({
  version: z.int().min(1),
  digest: Hash.describe('SHA-256 of the JSON file'),
  json: Address,
  csv: Address,
  xlsx: Address,
  pdf: Address,
});

const Report = ReportFiles.extend({
  id: z.string(),
  period: z.object({ label: z.string(), from: Day, to: Day }),
  earlier: z.array(ReportFiles).describe('the versions that this one corrects, the first first; their files stay'),
}).describe('a statement; the files are those of the version in force');

/** /data/funds/index.json: every fund with its downloads. */
export const FundsSnapshot = z.object({
  funds: z.array(
    z.object({
      id: FundId,
      name: Name,
      division: FundDivision,
      balances: Balances,
      overview: Address,
      journal: Address,
      journalCsv: Address,
      journalXlsx: Address,
      hledger: Address,
      grants360: Address.optional().describe('once there is a grant: the standard asks for one at least'),
      reports: z.array(Address),
    }),
  ),
});
export type FundsSnapshot = z.output<typeof FundsSnapshot>;

const Flows = z.object({
  in: z.record(z.string(), z.int()),
  out: z.record(z.string(), z.int()),
  commitments: z.record(z.string(), z.int()),
  consented: z.int(),
});

/** /data/funds/{id}.json: what the fund's page shows; amounts are fen. */
export const FundSnapshot = z.object({
  id: FundId,
  name: Name,
  division: FundDivision,
  rules: z.array(Rules),
  committee: z.array(Pseudonym).describe('the units that decide'),
  head: Head,
  closedThrough: z.string().describe("the last closed day, '' while none is"),
  balances: Balances,
  flows: Flows.describe('from the first entry on'),
  months: z.array(MonthRow),
  contributors: z.array(
    z.object({
      id: Pseudonym,
      source: Source,
      name: Name.optional().describe('of an organization that agreed to be named'),
      amount: z.int().describe('given and not returned'),
    }),
  ),
  pledges: z
    .object({
      promised: z.int(),
      received: z.int(),
      outstanding: z.int(),
      rows: z.array(
        PledgeRecord.pick({
          id: true,
          contributor: true,
          source: true,
          amount: true,
          purpose: true,
          dueOn: true,
        }).extend({
          name: Name.optional().describe('of an organization that agreed to be named'),
          received: z.int(),
          state: PledgeState,
        }),
      ),
    })
    .describe('promised and no money of the fund yet: no balance counts it; fen'),
  findings: z
    .array(FindingRow)
    .describe('that an auditor marked an entry, and how it stands; the words stay with the staff'),
  latest: z.array(LedgerLine).describe('the last entries, newest first; the journal holds all'),
  applications: z.array(ApplicationStatus).describe('drafts are not public'),
  renovations: z.array(FundRenovation).describe('that it pays a part of, with units and others'),
  reports: z.array(Report),
  downloads: FundsSnapshot.shape.funds.element.pick({
    journal: true,
    journalCsv: true,
    journalXlsx: true,
    hledger: true,
    grants360: true,
  }),
});
export type FundSnapshot = z.output<typeof FundSnapshot>;

const Bilingual = z.object({ zh: z.string(), en: z.string() });

/** /data/index.json: every published file, in the words of DCAT. */
export const CatalogueSnapshot = z.object({
  '@type': z.literal('dcat:Catalog'),
  title: Bilingual,
  language: z.array(z.string()),
  license: z.url(),
  dataset: z.array(
    z.object({
      '@type': z.literal('dcat:Dataset'),
      identifier: z.string(),
      title: Bilingual,
      description: Bilingual,
      accrualPeriodicity: z.string().describe('when it is written anew'),
      distribution: z.array(
        z.object({
          '@type': z.literal('dcat:Distribution'),
          accessURL: Address.describe('the file, or a URI template (RFC 6570) of its address'),
          mediaType: z.string(),
          describedBy: Address.optional().describe('its JSON Schema'),
        }),
      ),
    }),
  ),
});
export type CatalogueSnapshot = z.output<typeof CatalogueSnapshot>;
