import { applicationStore } from '../fund/applications/store.ts';
import { fundStore } from '../fund/funds/store.ts';
import { ledgerStore } from '../fund/ledger/store.ts';
import { duePeriods, periodOf, type Period } from '../fund/statements/period.ts';
import { published } from '../fund/statements/publish.ts';
import { statement } from '../fund/statements/statement.ts';
import { statementStore } from '../fund/statements/store.ts';
import { shanghaiDay } from '../calendar/day.ts';
import { refuse } from '../http/refusal.ts';
import { Conflict, pause, type Table, type Write } from '../table/table.ts';
import { projectsOf } from './projects.ts';

const TRIES = 8;
const KEPT_SECONDS = 30 * 86_400;
const DUE = 'due#';

/** Runs until nothing stands in the way. @throws Conflict after some tries */
async function persist(table: Table, decide: () => Promise<readonly Write[]>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      const writes = await decide();
      if (writes.length > 0) await table.commit(writes);
      return;
    } catch (error) {
      if (!(error instanceof Conflict) || tries === TRIES) throw error;
      await pause(tries);
    }
  }
}

/**
 * The reports of all funds: `ask` writes one order a fund and period, whose stream calls `produce` for each, so that one
 * failing fund stops no other.
 */
export const reportStore = (table: Table, rowsTable: Table) => {
  const funds = fundStore(table);
  const ledger = ledgerStore(table, rowsTable);
  const applications = applicationStore(table);
  const statements = statementStore(table);

  /** Closes the ledger through the period's end, unless it is closed already. */
  const close = (fund: string, { to }: Period, now: string): Promise<void> =>
    persist(table, async () => {
      if ((await ledger.head(fund)).closedThrough >= to) return [];
      const command = { kind: 'closing', id: `closing-${to}`, by: 'system-reports', through: to } as const;
      return (await ledger.post(fund, command, now)).writes;
    });

  return {
    /**
     * Orders the statements that are due: of one period, or of every period that ended and has none.
     * @throws Refusal 'no-such-period', 'period-not-over', 'no-such-fund'
     */
    async ask(now: string, wanted: { readonly period?: string; readonly fund?: string }): Promise<string[]> {
      const today = shanghaiDay(now);
      if (wanted.period !== undefined && periodOf(wanted.period).to >= today)
        refuse('period-not-over', '#/period', { today });
      const ids = wanted.fund === undefined ? await funds.ids() : [(await funds.record(wanted.fund)).id];
      const orders: string[] = [];
      for (const fund of ids) {
        const done = new Set((await statements.all(fund)).map(({ period }) => period.label));
        const first = await ledger.firstDay(fund);
        const due = first === undefined ? [] : duePeriods(first, today, done);
        for (const label of due.filter((each) => wanted.period === undefined || each === wanted.period)) {
          const expires = Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS;
          const put = { pk: `fund#${fund}`, sk: `${DUE}${label}`, askedAt: now, expires };
          await table.commit([{ put, expect: 'anything' }]);
          orders.push(`${fund} ${label}`);
        }
      }
      return orders;
    },

    /** The order in a changed record's key; undefined for any other record. */
    orderOf({ pk, sk }: { pk: string; sk: string }): { fund: string; label: string } | undefined {
      if (!pk.startsWith('fund#') || !sk.startsWith(DUE)) return undefined;
      return { fund: pk.slice('fund#'.length), label: sk.slice(DUE.length) };
    },

    /** Makes a fund's statement of a period, once: however often and however late it is called, it is the same one. */
    async produce(fund: string, label: string, now: string): Promise<void> {
      if (await statements.find(fund, label)) return;
      const period = periodOf(label);
      const record = await funds.record(fund);
      await close(fund, period, now);
      const projects = projectsOf(record, await applications.all(fund));
      const made = statement(fund, await ledger.rows(fund), period, projects);
      const { json, digest } = await published(made);
      await persist(table, async () => {
        if (await statements.find(fund, label)) return [];
        return [await statements.add(fund, { id: made.id, period, digest }, json, `${made.id}-${digest}`)];
      });
    },
  };
};
