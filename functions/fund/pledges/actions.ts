import { shanghaiDay } from '../../calendar/day.ts';
import type { Actions, Writes } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { FundStore } from '../funds/store.ts';
import type { Entry } from '../ledger/contract.ts';
import { committeeOf } from '../member.ts';
import { personOf } from '../person.ts';
import type { Slip } from '../slips/contract.ts';
import type { SlipStore } from '../slips/store.ts';
import type { PledgeRecord, pledges } from './contract.ts';
import { receive, told, unreceive, withdraw } from './pledge.ts';
import type { PledgeStore } from './store.ts';

export const pledgeActions = (store: PledgeStore, slips: SlipStore, funds: FundStore): Actions<typeof pledges> => ({
  makePledge: async ({ params: { fund }, body }, { caller, now, newId }) => {
    await funds.record(fund);
    const by = await personOf(fund, committeeOf(caller, fund).id);
    const { contributor, amount, purpose, dueOn, document } = body;
    const giver = (await slips.contributor(fund, contributor)) ?? refuse('no-such-contributor', '#/contributor');
    if (giver.erasedOn !== undefined) refuse('contributor-erased', '#/contributor');
    const today = shanghaiDay(now);
    if (dueOn < today) refuse('due-in-the-past', '#/dueOn', { today });
    const pledge: PledgeRecord = {
      id: `pledge-${newId().toLowerCase()}`,
      fund,
      contributor,
      source: giver.source,
      amount,
      ...(purpose !== undefined && { purpose }),
      madeOn: today,
      dueOn,
      consent: { by, ...(document !== undefined && { document }) },
      receipts: [],
      version: 1,
    };
    return { body: told(pledge, today), version: 1, writes: [store.save(pledge)] };
  },

  pledges: async ({ params: { fund }, query }, { now, cursor }) => {
    await funds.record(fund);
    const { pledges: found, after } = await store.list(fund, query.limit, cursor.open(query.cursor));
    const next = cursor.seal(after);
    return {
      body: { items: found.map((pledge) => told(pledge, shanghaiDay(now))), ...(next !== undefined && { next }) },
    };
  },

  withdrawPledge: async ({ params: { fund, pledge: id }, body: { reason } }, { caller, now }) => {
    await funds.record(fund);
    const by = await personOf(fund, committeeOf(caller, fund).id);
    const pledge = withdraw(await store.record(fund, id), by, now, reason);
    return { body: told(pledge, shanghaiDay(now)), version: pledge.version, writes: [store.save(pledge)] };
  },
});

/**
 * What a posted slip does to a pledge, in the posting's own transaction: a contribution that names one fulfils it, and the
 * reversal of that contribution takes it back.
 */
export const keepPledge =
  (store: PledgeStore, slips: SlipStore) =>
  async ({ order, fund }: Slip, entry: Entry): Promise<Writes> => {
    if (order.kind === 'contribution' && order.pledge !== undefined) {
      const pledge = await store.record(fund, order.pledge, '#/pledge');
      return [store.save(receive(pledge, { entry: entry.id, on: entry.day, amount: order.amount }))];
    }
    if (order.kind !== 'reversal') return [];
    const undone = (await slips.find(fund, order.entry))?.order;
    if (undone?.kind !== 'contribution' || undone.pledge === undefined) return [];
    return [store.save(unreceive(await store.record(fund, undone.pledge), order.entry, entry.day))];
  };
