import { entryOf } from '../../functions/fund/ledger/chain.ts';
import { ledgerStore } from '../../functions/fund/ledger/store.ts';
import { Conflict, type Table } from '../../functions/table/table.ts';
import { Fault, type Ledger, type Point } from './ledger.ts';

/** Postings that one instance of the function takes before another one does. */
const TURN = 7;

/** The real store as the simulation drives it, from two warm instances in turns: its reads, its one transaction, and a fault wherever the caller awaits. */
export const storedLedger =
  (table: Table, rows: Table) =>
  (fund: string, pass: (point: Point) => Promise<void>): Ledger => {
    const store = ledgerStore(table, rows);
    const instances = [store, ledgerStore(table, rows)];
    let posts = 0;
    return {
      async post(command, at) {
        const instance = instances[Math.floor(posts++ / TURN) % instances.length] ?? store;
        await pass('load');
        try {
          const { entry, writes } = await instance.post(fund, command, at);
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
