import type { Actions, Context } from '../../http/actions.ts';
import type { Caller } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import { capitalYuan } from '../exports/capital.ts';
import { shanghaiDay } from '../../calendar/day.ts';
import type { FundStore } from '../funds/store.ts';
import type { LedgerStore } from '../ledger/store.ts';
import { committeeOf } from '../member.ts';
import { personOf } from '../person.ts';
import { keepPledge } from '../pledges/actions.ts';
import type { Contributor, Slip, slips } from './contract.ts';
import { commandOf, recording, registered, type SlipStores } from './recording-actions.ts';
import type { SlipStore } from './store.ts';

/** The caller's pseudonym in a fund that exists and is theirs to act on. */
async function enter(funds: FundStore, fund: string, caller: Caller | undefined): Promise<string> {
  await funds.record(fund);
  return personOf(fund, committeeOf(caller, fund).id);
}

const page = (after: string | undefined, { cursor }: Pick<Context, 'cursor'>) => {
  const next = cursor.seal(after);
  return next === undefined ? {} : { next };
};

type OfContributors = 'addContributor' | 'contributors' | 'publishName' | 'eraseContributor' | 'receipt';

const contributorActions = (
  store: SlipStore,
  ledger: LedgerStore,
  funds: FundStore,
): Pick<Actions<typeof slips>, OfContributors> => {
  const change = async (
    { fund, contributor: id }: { readonly fund: string; readonly contributor: string },
    caller: Caller | undefined,
    of: (contributor: Contributor) => Contributor,
  ) => {
    await enter(funds, fund, caller);
    const before = (await store.contributor(fund, id)) ?? refuse('no-such-contributor');
    if (before.erasedOn !== undefined) refuse('contributor-erased');
    const after = { ...of(before), version: before.version + 1 };
    return { body: after, writes: [store.saveContributor(fund, after)] };
  };
  return {
    addContributor: async ({ params: { fund }, body }, { caller, newId, now }) => {
      const by = await enter(funds, fund, caller);
      const contributor = registered(body, { by, now, newId });
      return { body: contributor, writes: [store.saveContributor(fund, contributor)] };
    },

    contributors: async ({ params: { fund } }) => {
      await funds.record(fund);
      return { body: { items: await store.contributors(fund) } };
    },

    publishName: ({ params, body: { publish } }, { caller }) =>
      change(params, caller, (contributor) => ({ ...contributor, publish })),

    eraseContributor: ({ params }, { caller, now }) =>
      change(params, caller, ({ name: _, ...contributor }) => ({
        ...contributor,
        publish: false,
        erasedOn: shanghaiDay(now),
      })),

    receipt: async ({ params: { fund, entry: id } }) => {
      const { name: fundName } = await funds.record(fund);
      const posted = await ledger.posted(fund, id);
      if (posted?.entry.kind !== 'contribution') return refuse('no-such-contribution');
      const { entry, reversed } = posted;
      const giver = await store.contributor(fund, entry.contributor);
      return {
        body: {
          fund,
          fundName,
          entry: id,
          seq: entry.seq,
          hash: await ledger.hashAt(fund, entry.seq),
          day: entry.valueDay ?? entry.day,
          contributor: entry.contributor,
          ...(giver?.name !== undefined && { name: giver.name }),
          source: entry.source,
          ...(entry.purpose !== undefined && { purpose: entry.purpose }),
          voucher: entry.voucher,
          amount: entry.amount,
          capital: capitalYuan(entry.amount),
          undone: reversed,
        },
      };
    },
  };
};

export const slipActions = (stores: SlipStores): Actions<typeof slips> => {
  const { store, ledger, funds, pledges } = stores;
  const { judge, slip: slipOf } = recording(stores);
  const keep = keepPledge(pledges, store);
  return {
    ...contributorActions(store, ledger, funds),

    recordSlip: async ({ params: { fund }, body: order }, context) => {
      const by = await enter(funds, fund, context.caller);
      const slip = await slipOf(fund, order, by, context);
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
      if (slip.by === confirmedBy || slip.keepers?.includes(confirmedBy)) refuse('same-person');
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
      const kept = await keep(slip, row);
      return { body: { slip: posted, entry: row }, writes: [...writes, ...checks, ...kept, store.save(posted)] };
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
