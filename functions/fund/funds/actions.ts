import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { ApplicationStore } from '../applications/store.ts';
import { shanghaiDay } from '../../calendar/day.ts';
import { usable } from '../ledger/drawing.ts';
import type { LedgerStore } from '../ledger/store.ts';
import { matchOfCost, matchOfOwn } from '../rules/match.ts';
import { rulesOn, withVersion } from '../rules/versions.ts';
import { balancesFrom } from './balances.ts';
import { fundIdOf } from './id.ts';
import type { Fund, FundRecord, funds } from './contract.ts';
import type { FundStore } from './store.ts';

export const fundActions = (
  store: FundStore,
  ledger: LedgerStore,
  applications: ApplicationStore,
): Actions<typeof funds> => {
  const whole = async (record: FundRecord): Promise<Fund> => {
    const { head, balances } = await ledger.together(record.id, 'assets:');
    const { seq, hash, closedThrough } = head;
    const { committee, ...told } = record;
    return {
      ...told,
      committee: [...new Set(committee.map(({ unit }) => unit))].sort(),
      head: { seq, hash },
      closedThrough,
      balances: balancesFrom(balances),
    };
  };
  const saved = async (record: FundRecord) => ({
    body: await whole(record),
    version: record.version,
    writes: store.save(record),
  });
  return {
    createFund: async ({ params: { division }, body }, { now }) => {
      const id = fundIdOf(division);
      if (await store.find(id)) refuse('fund-exists');
      const rules = withVersion([], { ...body.rules, version: 1 }, shanghaiDay(now));
      return saved({ ...body, id, division, rules, openedAt: now, version: 1 });
    },

    fund: async ({ params }) => {
      const record = await store.record(params.fund);
      return { body: await whole(record), version: record.version };
    },

    addRules: async ({ params, body }, { now, matches }) => {
      const record = await store.record(params.fund);
      matches(record.version);
      const rules = withVersion(record.rules, { ...body, version: record.rules.length + 1 }, shanghaiDay(now));
      return saved({ ...record, rules, version: record.version + 1 });
    },

    setCommittee: async ({ params, body }, { matches }) => {
      const record = await store.record(params.fund);
      matches(record.version);
      return saved({ ...record, committee: body.members, version: record.version + 1 });
    },

    match: async ({ params, query: { own, cost, purpose, compound } }, { now }) => {
      if ((own === undefined) === (cost === undefined)) refuse('own-or-cost');
      const today = shanghaiDay(now);
      const rules = rulesOn((await store.record(params.fund)).rules, today);
      const means = {
        pool: usable((await ledger.together(params.fund, 'assets:')).balances, purpose),
        grantedThisYear: compound ? await applications.grantedInYear(params.fund, compound, today.slice(0, 4)) : 0,
      };
      const match = own === undefined ? matchOfCost(cost ?? 0, rules, means) : matchOfOwn(own, rules, means);
      return { body: { ...match, rules: rules.version } };
    },
  };
};
