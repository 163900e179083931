import type { ApplicationRecord } from '../../../functions/fund/applications/contract.ts';
import { applicationStore } from '../../../functions/fund/applications/store.ts';
import type { FundRecord } from '../../../functions/fund/funds/contract.ts';
import { fundStore } from '../../../functions/fund/funds/store.ts';
import type { Command } from '../../../functions/fund/ledger/contract.ts';
import { ledgerStore } from '../../../functions/fund/ledger/store.ts';
import { Conflict, type Table } from '../../../functions/table/table.ts';
import { rulesFrom } from '../../api/fund.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A fund in tables of a test's own, without the API before it. */
export async function openFund(table: Table, rows: Table, id: string) {
  const ledger = ledgerStore(table, rows);
  const record: FundRecord = {
    id,
    division: id.replace(/\D/g, ''),
    name: `${id} 测试基金`,
    committee: [{ id: 'someone', unit: 'unit-a' }],
    holidays: { off: [], worked: [] },
    rules: [{ ...rulesFrom('2026-01-01'), version: 1 }],
    openedAt: '2026-08-01T00:00:00.000Z',
    version: 1,
  };
  await table.commit(fundStore(table).save(record));
  let count = 0;
  return {
    post: async (command: Without<Command, 'id' | 'by' | 'confirmedBy'>, at: string): Promise<void> => {
      const people = { by: 'person-a', ...(command.kind !== 'closing' && { confirmedBy: 'person-b' }) };
      const posted = { ...command, ...people, id: `entry-${++count}` } as Command;
      const attempt = async () => table.commit((await ledger.post(id, posted, at)).writes);
      // Where another instance posted meanwhile, the next try reads the tables: every caller tries again.
      await attempt().catch((error: unknown) => {
        if (!(error instanceof Conflict)) throw error;
        return attempt();
      });
    },
    application: async (application: ApplicationRecord): Promise<void> =>
      table.commit([applicationStore(table).save(application)]),
  };
}
