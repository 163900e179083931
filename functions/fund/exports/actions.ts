import { exportPage } from '../../exports/page.ts';
import type { Actions } from '../../http/actions.ts';
import type { FundStore } from '../funds/store.ts';
import type { LedgerStore } from '../ledger/store.ts';
import { ApplicationStatus } from '../applications/contract.ts';
import { committeeOf } from '../member.ts';
import { statusOf } from '../applications/status.ts';
import type { ApplicationStore } from '../applications/store.ts';
import type { fundExports } from './contract.ts';

/** Of a contribution, a payment or any other entry, what a table shows; JSON has the legs too. */
const columns = [
  'seq',
  'day',
  'valueDay',
  'kind',
  'id',
  'amount',
  'application',
  'contributor',
  'source',
  'purpose',
  'voucher',
  'at',
  'hash',
];

interface Stores {
  readonly funds: FundStore;
  readonly ledger: LedgerStore;
  readonly applications: ApplicationStore;
}

/** The lists of the pillar, written out page by page. */
export const fundExportActions = ({ funds, ledger, applications }: Stores): Actions<typeof fundExports> => ({
  exportEntries: async ({ params: { fund }, query }, context) => {
    await funds.record(fund);
    const { rows, after } = await ledger.page(fund, query.limit, context.cursor.open(query.cursor));
    const items = rows.map((record) => ({ record, changedAt: record.at, place: ledger.placeOf(fund, record.seq) }));
    return exportPage(columns, query, { items, more: after !== undefined }, context);
  },

  exportApplications: async ({ params: { fund }, query }, context) => {
    committeeOf(context.caller, fund);
    await funds.record(fund);
    const { records, after } = await applications.list(fund, query.limit, context.cursor.open(query.cursor));
    const items = records.map((record) => ({
      record: statusOf(record),
      changedAt: record.application.history.at(-1)?.at ?? context.now,
      place: applications.placeOf(record),
    }));
    return exportPage(Object.keys(ApplicationStatus.shape), query, { items, more: after !== undefined }, context);
  },
});
