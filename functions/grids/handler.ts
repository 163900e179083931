import { room, serve } from '../http/serve.ts';
import { settingsOf } from '../http/settings.ts';
import { allocationActions } from './allocation/actions.ts';
import { allocations } from './allocation/contract.ts';
import { allocationStore } from './allocation/store.ts';
import { assignmentActions } from './assignments/actions.ts';
import { assignments } from './assignments/contract.ts';
import { buildingActions } from './buildings/actions.ts';
import { buildings } from './buildings/contract.ts';
import { buildingStore } from './buildings/store.ts';
import { divisionActions } from './divisions/actions.ts';
import { divisions } from './divisions/contract.ts';
import { divisionStore } from './divisions/store.ts';
import { gridExportActions } from './exports/actions.ts';
import { gridExports } from './exports/contract.ts';
import { planActions } from './plans/actions.ts';
import { plans } from './plans/contract.ts';
import { planStore } from './plans/store.ts';
import { unitActions } from './units/actions.ts';
import { units } from './units/contract.ts';
import { unitStore } from './units/store.ts';

const settings = settingsOf('grids', 'TABLE_GRIDS');
const divisionRecords = divisionStore(settings.table);
const buildingRecords = buildingStore(settings.table);
const planRecords = planStore(settings.table);
const unitRecords = unitStore(settings.table);

export const handler = serve(settings, [
  room(divisions, divisionActions(divisionRecords)),
  room(buildings, buildingActions(buildingRecords, divisionRecords)),
  room(plans, planActions(planRecords, buildingRecords, divisionRecords)),
  room(assignments, assignmentActions(planRecords, buildingRecords, divisionRecords)),
  room(units, unitActions(unitRecords, divisionRecords)),
  room(
    gridExports,
    gridExportActions({
      divisions: divisionRecords,
      units: unitRecords,
      buildings: buildingRecords,
      plans: planRecords,
    }),
  ),
  room(
    allocations,
    allocationActions({
      allocations: allocationStore(settings.table),
      units: unitRecords,
      plans: planRecords,
      divisions: divisionRecords,
    }),
  ),
]);
