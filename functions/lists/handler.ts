import { allocationStore } from '../grids/allocation/store.ts';
import { divisionStore } from '../grids/divisions/store.ts';
import { planStore } from '../grids/plans/store.ts';
import { unitStore } from '../grids/units/store.ts';
import { room, serve } from '../http/serve.ts';
import { settingsOf, variable } from '../http/settings.ts';
import { openTable } from '../table/table.ts';
import { demandActions } from './demands/actions.ts';
import { demands } from './demands/routes/contract.ts';
import { demandStore } from './demands/store.ts';
import { listExportActions } from './exports/actions.ts';
import { listExports } from './exports/contract.ts';
import { groundOf } from './ground/store.ts';
import { hsdsActions } from './hsds/actions.ts';
import { hsds } from './hsds/contract.ts';
import { open311Actions } from './open311/actions.ts';
import { open311 } from './open311/contract.ts';
import { writtenErrors } from './open311/write.ts';
import { matchActions } from './matches/actions.ts';
import { matches } from './matches/contract.ts';
import { matchStore } from './matches/store.ts';
import { projectActions } from './projects/actions.ts';
import { projects } from './projects/contract.ts';
import { demandMoves, projectRatings } from './projects/moves/store.ts';
import { projectStore } from './projects/store.ts';
import { resourceActions } from './resources/actions.ts';
import { resources } from './resources/contract.ts';
import { resourceStore } from './resources/store.ts';
import { listSettingsActions } from './settings/actions.ts';
import { listSettings } from './settings/contract.ts';
import { listSettingsStore } from './settings/store.ts';
import { scorecardActions } from './scorecards/actions.ts';
import { scorecards } from './scorecards/contract.ts';
import { surveyActions } from './surveys/actions.ts';
import { surveys } from './surveys/contract.ts';
import { surveyStore } from './surveys/store.ts';
import { thesaurusActions } from './thesaurus/actions.ts';
import { thesauri } from './thesaurus/contract.ts';
import { countyFinder } from './thesaurus/finder.ts';
import { thesaurusStore } from './thesaurus/store.ts';
import { venueActions } from './venues/actions.ts';
import { venues } from './venues/contract.ts';
import { venueStore } from './venues/store.ts';

const settings = settingsOf('lists', 'TABLE_LISTS');
const grids = openTable(variable('TABLE_GRIDS'));
const divisions = divisionStore(grids);
const ground = groundOf({ divisions, plans: planStore(grids), allocations: allocationStore(grids) });
const settingsInForce = listSettingsStore(settings.table);
const demandRecords = demandStore(settings.table);
const resourceRecords = resourceStore(settings.table);
const projectRecords = projectStore(settings.table);
const moves = demandMoves(demandRecords, settingsInForce, divisions);
const units = unitStore(grids);
const thesaurus = thesaurusStore(settings.table);

const tools = {
  store: demandRecords,
  settings: settingsInForce,
  ground,
  finder: countyFinder(thesaurus),
  units,
  projects: projectRatings(projectRecords, demandRecords),
};

export const handler = serve(settings, [
  room(demands, demandActions(tools)),
  room(open311, open311Actions(tools), writtenErrors),
  room(thesauri, thesaurusActions(thesaurus, divisions)),
  room(listSettings, listSettingsActions(settingsInForce, divisions)),
  room(resources, resourceActions(resourceRecords, divisions)),
  room(
    listExports,
    listExportActions({ divisions, resources: resourceRecords, demands: demandRecords, projects: projectRecords }),
  ),
  room(hsds, hsdsActions(resourceRecords, divisions)),
  room(venues, venueActions({ venues: venueStore(settings.table), resources: resourceRecords })),
  room(
    surveys,
    surveyActions({
      surveys: surveyStore(settings.table),
      resources: resourceRecords,
      divisions,
      units,
    }),
  ),
  room(
    matches,
    matchActions({
      matches: matchStore(settings.table),
      thesaurus,
      resources: resourceRecords,
      divisions,
      units,
      demands: moves,
    }),
  ),
  room(projects, projectActions({ projects: projectRecords, resources: resourceRecords, divisions, demands: moves })),
  room(scorecards, scorecardActions(moves, divisions)),
]);
