import { entryOf } from '../../functions/fund/ledger/chain.ts';
import { ledgerStore } from '../../functions/fund/ledger/store.ts';
import { Conflict, type Table } from '../../functions/table/table.ts';
import { Fault, type Ledger, type Point } from './ledger.ts';

/** The real store as the simulation drives it: its reads, its one transaction, and a fault wherever the caller awaits. */
export const storedLedger =
  (table: Table, rows: Table) =>
  (fund: string, pass: (point: Point) => Promise<void>): Ledger => {
    const store = ledgerStore(table, rows);
    return {
      async post(command, at) {
        await pass('load');
        try {
          const { entry, writes } = await store.post(fund, command, at);
          if (writes.length === 0) return entry;
          await pass('append');
          await table.commit(writes);
          await pass('answer');
          return entry;
        } catch (error) {
          throw error instanceof Conflict ? new Fault('conflict', { cause: error }) : error;
        }
      },
      rows: async () => (await store.rows(fund)).map((row) => ({ ...entryOf(row), hash: row.hash })),
    };
  };
