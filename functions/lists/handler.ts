import { divisionStore } from '../grids/divisions/store.ts';
import { unitStore } from '../grids/units/store.ts';
import { room, serve } from '../http/serve.ts';
import { settingsOf, variable } from '../http/settings.ts';
import { openTable } from '../table/table.ts';
import { listExportActions } from './exports/actions.ts';
import { listExports } from './exports/contract.ts';
import { hsdsActions } from './hsds/actions.ts';
import { hsds } from './hsds/contract.ts';
import { resourceActions } from './resources/actions.ts';
import { resources } from './resources/contract.ts';
import { resourceStore } from './resources/store.ts';
import { listSettingsActions } from './settings/actions.ts';
import { listSettings } from './settings/contract.ts';
import { listSettingsStore } from './settings/store.ts';
import { surveyActions } from './surveys/actions.ts';
import { surveys } from './surveys/contract.ts';
import { surveyStore } from './surveys/store.ts';
import { venueActions } from './venues/actions.ts';
import { venues } from './venues/contract.ts';
import { venueStore } from './venues/store.ts';

const settings = settingsOf('lists', 'TABLE_LISTS');
const grids = openTable(variable('TABLE_GRIDS'));
const divisionRecords = divisionStore(grids);
const resourceRecords = resourceStore(settings.table);

export const handler = serve(settings, [
  room(listSettings, listSettingsActions(listSettingsStore(settings.table), divisionRecords)),
  room(resources, resourceActions(resourceRecords, divisionRecords)),
  room(listExports, listExportActions({ divisions: divisionRecords, resources: resourceRecords })),
  room(hsds, hsdsActions(resourceRecords, divisionRecords)),
  room(venues, venueActions({ venues: venueStore(settings.table), resources: resourceRecords })),
  room(
    surveys,
    surveyActions({
      surveys: surveyStore(settings.table),
      resources: resourceRecords,
      divisions: divisionRecords,
      units: unitStore(grids),
    }),
  ),
]);
