import { exportPage } from '../../exports/page.ts';
import type { Actions } from '../../http/actions.ts';
import type { FundStore } from '../funds/store.ts';
import type { LedgerStore } from '../ledger/store.ts';
import type { entries } from './contract.ts';

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

export const entryActions = (ledger: LedgerStore, funds: FundStore): Actions<typeof entries> => ({
  exportEntries: async ({ params: { fund }, query }, context) => {
    await funds.record(fund);
    const { rows, after } = await ledger.page(fund, query.limit, context.cursor.open(query.cursor));
    const items = rows.map((record) => ({ record, changedAt: record.at, place: ledger.placeOf(fund, record.seq) }));
    return exportPage(columns, query, { items, more: after !== undefined }, context);
  },
});
