import type { Actions, Context } from '../../http/actions.ts';
import type { Caller } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import { payable } from '../applications/advance.ts';
import type { ApplicationStore } from '../applications/store.ts';
import type { FundStore } from '../funds/store.ts';
import { refundable } from '../ledger/commitment.ts';
import type { Command, Order } from '../ledger/contract.ts';
import type { LedgerStore } from '../ledger/store.ts';
import { committeeOf } from '../member.ts';
import { personOf } from '../person.ts';
import { rulesOfVersion } from '../rules/versions.ts';
import type { Slip, slips } from './contract.ts';
import type { SlipStore } from './store.ts';

/** Stands for whoever will confirm, when an order is tried before anyone has. */
const NOBODY_YET = 'person-nobody-yet';

/** What the ledger itself does not know of an order. @returns the checks that keep it true until the commit */
const judging =
  (store: SlipStore, ledger: LedgerStore, funds: FundStore, applications: ApplicationStore) =>
  async (fund: string, order: Order) => {
    if (order.kind === 'contribution') {
      const contributor = await store.contributor(fund, order.contributor);
      if (contributor?.source !== order.source) refuse('no-such-contributor', '#/contributor');
    }
    if (order.kind !== 'payment') return [];
    const record = await applications.record(fund, order.application);
    const { application } = record;
    const held = await ledger.commitment(fund, order.application);
    const { rules } = await funds.record(fund);
    const due = application.award ? payable(application, rulesOfVersion(rules, application.award.rules)) : 0;
    const most = due - (held ? refundable(held) : 0);
    if (order.amount > most) refuse('not-yet-payable', '#/amount', { most: Math.max(0, most) });
    return [applications.unmoved(record)];
  };

const commandOf = ({ order, id, by }: Pick<Slip, 'order' | 'id' | 'by'>, confirmedBy: string): Command => ({
  ...order,
  id,
  by,
  confirmedBy,
});

/** The caller's pseudonym in a fund that exists and is theirs to act on. */
async function enter(funds: FundStore, fund: string, caller: Caller | undefined): Promise<string> {
  await funds.record(fund);
  return personOf(fund, committeeOf(caller, fund).id);
}

const page = (after: string | undefined, { cursor }: Pick<Context, 'cursor'>) => {
  const next = cursor.seal(after);
  return next === undefined ? {} : { next };
};

const contributorActions = (
  store: SlipStore,
  funds: FundStore,
): Pick<Actions<typeof slips>, 'addContributor' | 'contributors'> => ({
  addContributor: async ({ params: { fund }, body: { consent: _, ...draft } }, { caller, newId }) => {
    await enter(funds, fund, caller);
    if (draft.source === 'resident' && draft.name !== undefined) refuse('resident-unnamed', '#/name');
    const contributor = { ...draft, id: `${draft.source}-${newId().toLowerCase()}` };
    return { body: contributor, writes: [store.addContributor(fund, contributor)] };
  },

  contributors: async ({ params: { fund } }) => {
    await funds.record(fund);
    return { body: { items: await store.contributors(fund) } };
  },
});

export const slipActions = (
  store: SlipStore,
  ledger: LedgerStore,
  funds: FundStore,
  applications: ApplicationStore,
): Actions<typeof slips> => {
  const judge = judging(store, ledger, funds, applications);
  return {
    ...contributorActions(store, funds),

    recordSlip: async ({ params: { fund }, body: order }, { caller, now, newId }) => {
      const by = await enter(funds, fund, caller);
      const slip: Slip = {
        id: `entry-${newId().toLowerCase()}`,
        fund,
        order,
        by,
        recordedAt: now,
        state: 'open',
        version: 1,
      };
      await judge(fund, order);
      await ledger.post(fund, commandOf(slip, NOBODY_YET), now);
      return { body: slip, version: 1, writes: [store.save(slip)] };
    },

    slips: async ({ params: { fund }, query }, context) => {
      await funds.record(fund);
      const { slips: items, after } = await store.list(fund, query.limit, context.cursor.open(query.cursor));
      return { body: { items, ...page(after, context) } };
    },

    confirmSlip: async ({ params: { fund, slip: id } }, { caller, now }) => {
      const confirmedBy = await enter(funds, fund, caller);
      const slip = await store.record(fund, id);
      if (slip.state !== 'open') refuse('slip-settled');
      if (slip.by === confirmedBy) refuse('same-person');
      const checks = await judge(fund, slip.order);
      const { row, writes } = await ledger.post(fund, commandOf(slip, confirmedBy), now);
      if (!row) return refuse('already-posted', undefined, { id });
      const posted: Slip = {
        ...slip,
        state: 'posted',
        settledBy: confirmedBy,
        seq: row.seq,
        version: slip.version + 1,
      };
      return { body: { slip: posted, entry: row }, writes: [...writes, ...checks, store.save(posted)] };
    },

    discardSlip: async ({ params: { fund, slip: id } }, { caller }) => {
      const settledBy = await enter(funds, fund, caller);
      const slip = await store.record(fund, id);
      if (slip.state !== 'open') refuse('slip-settled');
      const discarded: Slip = { ...slip, state: 'discarded', settledBy, version: slip.version + 1 };
      return { body: discarded, version: discarded.version, writes: [store.save(discarded)] };
    },

    closePeriod: async ({ params: { fund }, body: { through } }, { caller, now, newId }) => {
      const by = await enter(funds, fund, caller);
      const command = { kind: 'closing', id: `entry-${newId().toLowerCase()}`, by, through } as const;
      const { row, writes } = await ledger.post(fund, command, now);
      if (!row) return refuse('already-closed', '#/through', { closedThrough: through });
      return { body: row, writes };
    },

    entries: async ({ params: { fund }, query }, context) => {
      await funds.record(fund);
      const { rows, after } = await ledger.page(fund, query.limit, context.cursor.open(query.cursor));
      return { body: { items: rows, ...page(after, context) } };
    },
  };
};
