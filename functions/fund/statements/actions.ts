import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { FundStore } from '../funds/store.ts';
import { committeeOf } from '../member.ts';
import type { statements } from './contract.ts';
import type { StatementRecord, StatementStore } from './store.ts';

export const statementActions = (store: StatementStore, funds: FundStore): Actions<typeof statements> => ({
  reports: async ({ params: { fund } }) => {
    await funds.record(fund);
    return { body: { items: (await store.all(fund)).map(told) } };
  },

  reissueReport: async ({ params: { fund, period }, body: { reason } }, { caller, now }) => {
    committeeOf(caller, fund);
    await funds.record(fund);
    const stands = (await store.find(fund, period)) ?? refuse('no-such-report', undefined, { period });
    return { body: told(stands), writes: [store.order(fund, period, { askedAt: now, reason })] };
  },
});

const told = ({ id, period, version, digest }: StatementRecord) => ({ id, period, version, digest });
