/** The bucket paths of snapshots and of the public pages that show them; one place that knows both. */

export const snapshotPaths = {
  /** The catalogue of all. */
  catalogue: 'data/index.json',
  schema: (name: string) => `data/schemas/${name}.json`,
  site: 'data/site.json',
  status: 'data/status.json',
  /** Everything as it stood one night, and what is in it. */
  dump: (day: string) => `data/dump/${day}.ndjson.gz`,
  dumpManifest: 'data/dump/manifest.json',
  counties: 'data/counties.json',
  county: (code: string) => `data/counties/${code}.json`,
  community: (code: string) => `data/communities/${code}.json`,
  communityFeatures: (code: string) => `data/communities/${code}.geojson`,
  communityTopology: (code: string) => `data/communities/${code}.topojson`,
  grid: (code: string) => `data/grids/${code}.json`,
  compounds: (community: string) => `data/compounds/${community}.json`,
  funds: 'data/funds/index.json',
  fund: (id: string) => `data/funds/${id}.json`,
  fundFile: (id: string, file: string) => `data/funds/${id}/${file}`,
  resources: (county: string) => `data/resources/${county}.json`,
  venue: (county: string, id: string) => `data/venues/${county}/${id}.json`,
  projects: (county: string) => `data/projects/${county}.json`,
  project: (county: string, id: string) => `data/projects/${county}/${id}.json`,
  scorecards: (county: string) => `data/scorecards/${county}.json`,
  divisionMeetings: (division: string, type: 'json' | 'atom' = 'json') => `data/divisions/${division}/meetings.${type}`,
  meeting: (id: string) => `data/meetings/${id}.json`,
  invitation: (id: string) => `data/meetings/${id}.ics`,
  responsible: (county: string) => `data/responsible/${county}.json`,
  /** Who answers for which grid, where that changed. */
  changes: (county: string, type: 'json' | 'atom') => `data/changes/${county}.${type}`,
  demands: (code: string) => `data/demands/${code}.json`,
  demandsFile: (code: string, type: 'csv' | 'xlsx' | 'atom') => `data/demands/${code}.${type}`,
  fundLedger: (id: string) => `data/funds/${id}/ledger.json`,
  fundApplication: (id: string, application: string) => `data/funds/${id}/applications/${application}.json`,
  fundReport: (id: string, label: string) => `data/funds/${id}/reports/${label}.json`,
  /** Shown by pages and not stored: the journal holds it all. */
  fundLedgerPart: (id: string, part: number) => `data/funds/${id}/ledger/${part}`,
  fundEntry: (id: string, seq: number) => `data/funds/${id}/entries/${seq}`,
  fundReportView: (id: string, label: string) => `data/funds/${id}/reports/${label}`,
  lookup: (county: string) => `data/lookup/${county}.json`,
};

/** Where a bucket keeps what an edition was last printed from; no visitor reads it. */
export const printedPath = (edition: string): string => `printed/${edition}.json`;

export const locales = ['', 'en'] as const;

/** Site paths of the pages that show a county, a community or a grid, without the locale. */
export const pagePaths = {
  home: '/',
  /** Lists the counties' downloads. */
  openData: '/open-data/',
  county: (code: string) => `/counties/${code}/`,
  community: (code: string) => `/communities/${code}/`,
  grid: (code: string) => `/grids/${code}/`,
  compounds: (community: string) => `/communities/${community}/compounds/`,
  changes: (county: string) => `/counties/${county}/changes/`,
  resources: (county: string) => `/counties/${county}/resources/`,
  venue: (county: string, id: string) => `/venues/${county}/${id}/`,
  projects: (county: string) => `/counties/${county}/projects/`,
  project: (county: string, id: string) => `/projects/${county}/${id}/`,
  scorecards: (county: string) => `/counties/${county}/scorecards/`,
  meetings: (division: string) => `/divisions/${division}/meetings/`,
  meeting: (id: string) => `/meetings/${id}/`,
  countyDemands: (code: string) => `/counties/${code}/demands/`,
  demands: (code: string) => `/communities/${code}/demands/`,
  paper: (code: string) => `/communities/${code}/paper/`,
  newDemand: '/demands/new/',
  trackDemand: '/demands/track/',
  funds: '/funds/',
  follow: '/funds/follow/',
  giving: '/funds/giving/',
  fund: (id: string) => `/funds/${id}/`,
  fundLedger: (id: string, part = 0) => (part === 0 ? `/funds/${id}/ledger/` : `/funds/${id}/ledger/${part}/`),
  fundEntry: (id: string, seq: number) => `/funds/${id}/entries/${seq}/`,
  fundApplications: (id: string) => `/funds/${id}/applications/`,
  fundApplication: (id: string, application: string) => `/funds/${id}/applications/${application}/`,
  fundReports: (id: string) => `/funds/${id}/reports/`,
  fundReport: (id: string, label: string) => `/funds/${id}/reports/${label}/`,
  fundVerify: (id: string) => `/funds/${id}/verify/`,
};

/** '/communities/X/' in English is '/en/communities/X/'. */
export const localized = (locale: (typeof locales)[number], path: string): string =>
  locale ? `/${locale}${path}` : path;

/** Pages that show no record, but the site's own settings (demo label, footer). */
export const fixedPages: readonly string[] = [
  '/about/',
  '/accessibility/',
  '/api/',
  '/demands/new/',
  '/demands/track/',
  '/status/',
  pagePaths.follow,
  pagePaths.giving,
];

/** '/grids/X/' is stored as 'grids/X/index.html'. */
export const fileOf = (page: string): string => `${page.slice(1)}index.html`;
