import type { Actions } from '../../http/actions.ts';
import { refuse } from '../../http/refusal.ts';
import type { FundStore } from '../funds/store.ts';
import type { LedgerStore } from '../ledger/store.ts';
import { committeeOf } from '../member.ts';
import { personOf } from '../person.ts';
import type { Finding, findings } from './contract.ts';
import { step } from './finding.ts';
import type { FindingStore } from './store.ts';

export const findingActions = (
  store: FindingStore,
  ledger: LedgerStore,
  funds: FundStore,
): Actions<typeof findings> => ({
  markFinding: async ({ params: { fund, entry }, body: { text } }, { caller, now, newId }) => {
    await funds.record(fund);
    const by = await personOf(fund, committeeOf(caller, fund).id);
    const posted = (await ledger.posted(fund, entry)) ?? refuse('no-such-entry');
    const finding: Finding = {
      id: `finding-${newId().toLowerCase()}`,
      fund,
      entry,
      seq: posted.entry.seq,
      state: 'open',
      history: [{ transition: 'mark', by, at: now, text }],
      version: 1,
    };
    return { body: finding, version: 1, writes: [store.save(finding)] };
  },

  findings: async ({ params: { fund }, query }, { cursor }) => {
    await funds.record(fund);
    const { findings: items, after } = await store.list(fund, query.limit, cursor.open(query.cursor));
    const next = cursor.seal(after);
    return { body: { items, ...(next !== undefined && { next }) } };
  },

  stepFinding: async ({ params: { fund, finding: id }, body }, { caller, now, matches }) => {
    const { id: subject, roles } = committeeOf(caller, fund);
    await funds.record(fund);
    const before = await store.record(fund, id);
    matches(before.version);
    const after = step(before, body, { by: await personOf(fund, subject), roles, at: now });
    return { body: after, version: after.version, writes: [store.save(after)] };
  },
});
