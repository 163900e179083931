import { compounds } from './grids/compounds/contract.ts';
import { contacts } from './grids/contacts/contract.ts';
import { divisions } from './grids/divisions/contract.ts';
import { buildings } from './grids/buildings/contract.ts';
import { assignments } from './grids/assignments/contract.ts';
import { allocations } from './grids/allocation/contract.ts';
import { jobs } from './grids/jobs/contract.ts';
import { meetings } from './grids/meetings/contract.ts';
import { nets } from './grids/nets/contract.ts';
import { plans } from './grids/plans/contract.ts';
import { matches } from './lists/matches/contract.ts';
import { projects } from './lists/projects/contract.ts';
import { scorecards } from './lists/scorecards/contract.ts';
import { resources } from './lists/resources/contract.ts';
import { demands } from './lists/demands/routes/contract.ts';
import { listSettings } from './lists/settings/contract.ts';
import { thesauri } from './lists/thesaurus/contract.ts';
import { hsds } from './lists/hsds/contract.ts';
import { listExports } from './lists/exports/contract.ts';
import { open311 } from './lists/open311/contract.ts';
import { surveys } from './lists/surveys/contract.ts';
import { venues } from './lists/venues/contract.ts';
import { applications } from './fund/applications/contract.ts';
import { fundExports } from './fund/exports/contract.ts';
import { funds } from './fund/funds/contract.ts';
import { reviews } from './fund/reviews/contract.ts';
import { findings } from './fund/findings/contract.ts';
import { pledges } from './fund/pledges/contract.ts';
import { slips } from './fund/slips/contract.ts';
import { responsibleRoutes } from './grids/responsible/contract.ts';
import { tasks } from './grids/tasks/contract.ts';
import { statements } from './fund/statements/contract.ts';
import { gridExports } from './grids/exports/contract.ts';
import { units } from './grids/units/contract.ts';
import { clients } from './system/clients/contract.ts';
import { events } from './system/events/contract.ts';
import { imports } from './system/imports/contract.ts';
import { webhooks } from './system/webhooks/contract.ts';
import { system } from './system/contract.ts';
import type { Contract } from './http/route.ts';

/** Every pillar with its rows: one function each; the gateway, OpenAPI and the authorization tests loop over this. */
export const pillars = {
  grids: {
    ...divisions,
    ...buildings,
    ...plans,
    ...assignments,
    ...jobs,
    ...units,
    ...allocations,
    ...gridExports,
    ...contacts,
    ...responsibleRoutes,
    ...nets,
    ...meetings,
    ...tasks,
    ...compounds,
  },
  lists: {
    ...demands,
    ...listSettings,
    ...thesauri,
    ...resources,
    ...venues,
    ...surveys,
    ...listExports,
    ...hsds,
    ...open311,
    ...matches,
    ...projects,
    ...scorecards,
  },
  fund: { ...funds, ...slips, ...pledges, ...findings, ...fundExports, ...applications, ...reviews, ...statements },
  system: { ...system, ...clients, ...events, ...webhooks, ...imports },
} satisfies Record<string, Contract>;

export type Pillar = keyof typeof pillars;
