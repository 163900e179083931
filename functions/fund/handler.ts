import { room, serve } from '../http/serve.ts';
import { settingsOf, variable } from '../http/settings.ts';
import { documents, openTable } from '../table/table.ts';
import { applicationActions } from './applications/actions.ts';
import { applicationStore } from './applications/store.ts';
import { applications } from './applications/contract.ts';
import { fundExportActions } from './exports/actions.ts';
import { fundExports } from './exports/contract.ts';
import { fundActions } from './funds/actions.ts';
import { findingActions } from './findings/actions.ts';
import { findings } from './findings/contract.ts';
import { findingStore } from './findings/store.ts';
import { funds } from './funds/contract.ts';
import { fundStore } from './funds/store.ts';
import { ledgerStore } from './ledger/store.ts';
import { pledgeActions } from './pledges/actions.ts';
import { pledges } from './pledges/contract.ts';
import { pledgeStore } from './pledges/store.ts';
import { reviewActions } from './reviews/actions.ts';
import { reviews } from './reviews/contract.ts';
import { slipActions } from './slips/actions.ts';
import { slips } from './slips/contract.ts';
import { slipStore } from './slips/store.ts';
import { statementActions } from './statements/actions.ts';
import { statements } from './statements/contract.ts';
import { statementStore } from './statements/store.ts';

const settings = settingsOf('fund', 'TABLE_FUND');
const ledger = ledgerStore(settings.table, openTable(variable('TABLE_LEDGER'), documents()));
const fundRecords = fundStore(settings.table);
const applicationRecords = applicationStore(settings.table);
const slipRecords = slipStore(settings.table);
const pledgeRecords = pledgeStore(settings.table);

export const handler = serve(settings, [
  room(funds, fundActions(fundRecords, ledger, applicationRecords)),
  room(
    slips,
    slipActions({
      store: slipRecords,
      ledger,
      funds: fundRecords,
      applications: applicationRecords,
      pledges: pledgeRecords,
    }),
  ),
  room(pledges, pledgeActions(pledgeRecords, slipRecords, fundRecords)),
  room(findings, findingActions(findingStore(settings.table), ledger, fundRecords)),
  room(fundExports, fundExportActions({ funds: fundRecords, ledger, applications: applicationRecords })),
  room(applications, applicationActions(applicationRecords, ledger, fundRecords)),
  room(reviews, reviewActions(applicationRecords, fundRecords)),
  room(statements, statementActions(statementStore(settings.table), fundRecords)),
]);
