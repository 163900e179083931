import { divisionStore } from '../grids/divisions/store.ts';
import { room, serve } from '../http/serve.ts';
import { settingsOf, variable } from '../http/settings.ts';
import { openTable } from '../table/table.ts';
import { listSettingsActions } from './settings/actions.ts';
import { listSettings } from './settings/contract.ts';
import { listSettingsStore } from './settings/store.ts';

const settings = settingsOf('lists', 'TABLE_LISTS');
const grids = openTable(variable('TABLE_GRIDS'));
const divisionRecords = divisionStore(grids);

export const handler = serve(settings, [
  room(listSettings, listSettingsActions(listSettingsStore(settings.table), divisionRecords)),
]);
