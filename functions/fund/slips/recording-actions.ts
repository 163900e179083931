import type * as z from 'zod';
import { shanghaiDay } from '../../calendar/day.ts';
import type { Writes } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import { payable } from '../applications/advance.ts';
import type { ApplicationStore } from '../applications/store.ts';
import type { FundStore } from '../funds/store.ts';
import { refundable } from '../ledger/commitment.ts';
import type { Command, Order } from '../ledger/contract.ts';
import type { LedgerStore } from '../ledger/store.ts';
import { judge as judgePledge } from '../pledges/pledge.ts';
import type { PledgeStore } from '../pledges/store.ts';
import { rulesOfVersion } from '../rules/versions.ts';
import type { Contributor, ContributorDraft, Slip } from './contract.ts';
import type { SlipStore } from './store.ts';

/** Stands for whoever will confirm, when an order is tried before anyone has. */
const NOBODY_YET = 'person-nobody-yet';

/** What slips rest on beside their own records. */
export interface SlipStores {
  readonly store: SlipStore;
  readonly ledger: LedgerStore;
  readonly funds: FundStore;
  readonly applications: ApplicationStore;
  readonly pledges: PledgeStore;
}

type Giver = Pick<Contributor, 'id' | 'source'>;

/** How slips are judged and made, one by one or from a file. */
export const recording = ({ store, ledger, funds, applications, pledges }: SlipStores) => {
  /**
   * What the ledger itself does not know of an order. @returns the checks that keep it true until the commit
   * @param giver the contributor, where the caller knows it already
   */
  const judge = async (fund: string, order: Order, giver?: Giver): Promise<Writes> => {
    if (order.kind === 'contribution') {
      const contributor = giver ?? (await store.contributor(fund, order.contributor));
      if (contributor?.source !== order.source) refuse('no-such-contributor', '#/contributor');
      if (order.pledge !== undefined) judgePledge(await pledges.record(fund, order.pledge, '#/pledge'), order);
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

  return {
    judge,

    /** The slip of an order, which the ledger would take if another person confirmed it now. @throws Refusal as both judge */
    slip: async (fund: string, order: Order, by: string, { now, newId }: Moment, giver?: Giver): Promise<Slip> => {
      const id = `entry-${newId().toLowerCase()}`;
      const slip: Slip = { id, fund, order, by, recordedAt: now, state: 'open', version: 1 };
      await judge(fund, order, giver);
      await ledger.judge(fund, commandOf(slip, NOBODY_YET), now);
      return slip;
    },
  };
};

/** A contributor as the register keeps it; a resident's name is nobody's business. @throws Refusal 'resident-unnamed' */
export function registered(
  { source, name, publish, document }: Omit<z.output<typeof ContributorDraft>, 'consent'>,
  { by, now, newId }: Moment & { readonly by: string },
): Contributor {
  if (source === 'resident' && name !== undefined) refuse('resident-unnamed', '#/name');
  return {
    id: `${source}-${newId().toLowerCase()}`,
    source,
    ...(name !== undefined && { name }),
    publish,
    consent: { on: shanghaiDay(now), by, ...(document && { document }) },
    version: 1,
  };
}

interface Moment {
  readonly now: string;
  readonly newId: () => string;
}

/** The ledger's command; the bank's reference and the pledge stay with the slip. */
export function commandOf({ order, id, by }: Pick<Slip, 'order' | 'id' | 'by'>, confirmedBy: string): Command {
  const { bank: _, pledge: __, ...posted } = { bank: undefined, pledge: undefined, ...order };
  return { ...posted, id, by, confirmedBy };
}
