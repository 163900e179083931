import { applicationStore } from '../fund/applications/store.ts';
import { room, serve } from '../http/serve.ts';
import { settingsOf, variable } from '../http/settings.ts';
import { documents, openTable } from '../table/table.ts';
import { allocationActions } from './allocation/actions.ts';
import { allocations } from './allocation/contract.ts';
import { allocationStore } from './allocation/store.ts';
import { assignmentActions } from './assignments/actions.ts';
import { assignments } from './assignments/contract.ts';
import { buildingActions } from './buildings/actions.ts';
import { buildings } from './buildings/contract.ts';
import { buildingStore } from './buildings/store.ts';
import { compoundActions } from './compounds/actions.ts';
import { compounds } from './compounds/contract.ts';
import { compoundStore } from './compounds/store.ts';
import { contactActions } from './contacts/actions.ts';
import { contacts } from './contacts/contract.ts';
import { contactStore } from './contacts/store.ts';
import { divisionActions } from './divisions/actions.ts';
import { divisions } from './divisions/contract.ts';
import { divisionStore } from './divisions/store.ts';
import { jobActions } from './jobs/actions.ts';
import { jobs } from './jobs/contract.ts';
import { jobStore } from './jobs/store.ts';
import { gridExportActions } from './exports/actions.ts';
import { gridExports } from './exports/contract.ts';
import { meetingActions } from './meetings/actions.ts';
import { meetings } from './meetings/contract.ts';
import { meetingStore } from './meetings/store.ts';
import { netActions } from './nets/actions.ts';
import { nets } from './nets/contract.ts';
import { netStore } from './nets/store.ts';
import { planActions } from './plans/actions.ts';
import { plans } from './plans/contract.ts';
import { planStore } from './plans/store.ts';
import { responsibleActions } from './responsible/actions.ts';
import { responsibleRoutes } from './responsible/contract.ts';
import { responsibleStore } from './responsible/store.ts';
import { taskActions } from './tasks/actions.ts';
import { tasks } from './tasks/contract.ts';
import { taskStore } from './tasks/store.ts';
import { unitActions } from './units/actions.ts';
import { units } from './units/contract.ts';
import { unitStore } from './units/store.ts';

const settings = settingsOf('grids', 'TABLE_GRIDS');
const divisionRecords = divisionStore(settings.table);
const buildingRecords = buildingStore(settings.table);
const planRecords = planStore(settings.table);
const unitRecords = unitStore(settings.table);
const allocationRecords = allocationStore(settings.table);
const contactRecords = contactStore(settings.table);
const meetingRecords = meetingStore(settings.table);
const responsible = responsibleStore({
  divisions: divisionRecords,
  plans: planRecords,
  allocations: allocationRecords,
  units: unitRecords,
  contacts: contactRecords,
});

export const handler = serve(settings, [
  room(divisions, divisionActions(divisionRecords)),
  room(buildings, buildingActions(buildingRecords, divisionRecords)),
  room(plans, planActions(planRecords, buildingRecords, divisionRecords)),
  room(assignments, assignmentActions(planRecords, buildingRecords, divisionRecords)),
  room(jobs, jobActions(jobStore(settings.table), planRecords, buildingRecords, divisionRecords)),
  room(units, unitActions(unitRecords, divisionRecords)),
  room(
    gridExports,
    gridExportActions({
      divisions: divisionRecords,
      units: unitRecords,
      buildings: buildingRecords,
      plans: planRecords,
      meetings: meetingRecords,
    }),
  ),
  room(
    allocations,
    allocationActions({
      allocations: allocationRecords,
      units: unitRecords,
      plans: planRecords,
      divisions: divisionRecords,
    }),
  ),
  room(contacts, contactActions(contactRecords, responsible)),
  room(responsibleRoutes, responsibleActions(responsible)),
  room(nets, netActions({ nets: netStore(settings.table), buildings: buildingRecords, responsible })),
  room(meetings, meetingActions({ meetings: meetingRecords, responsible })),
  room(tasks, taskActions({ meetings: meetingRecords, tasks: taskStore(settings.table, meetingRecords), responsible })),
  room(
    compounds,
    compoundActions({
      compounds: compoundStore(settings.table),
      responsible,
      applications: applicationStore(openTable(variable('TABLE_FUND'), documents())),
    }),
  ),
]);
