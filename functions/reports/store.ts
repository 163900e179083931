import { applicationStore } from '../fund/applications/store.ts';
import { shanghaiDay } from '../calendar/day.ts';
import { fundStore } from '../fund/funds/store.ts';
import { ledgerStore } from '../fund/ledger/store.ts';
import { findingStore } from '../fund/findings/store.ts';
import { pledgeStore } from '../fund/pledges/store.ts';
import { duePeriods, periodOf, type Period } from '../fund/statements/period.ts';
import { correct, published } from '../fund/statements/publish.ts';
import { type Statement, statement } from '../fund/statements/statement.ts';
import { type StatementRecord, statementStore } from '../fund/statements/store.ts';
import { refuse } from '../http/refusal.ts';
import { Conflict, pause, type Table, type Write } from '../table/table.ts';
import { each } from '../table/each.ts';
import { factsOf } from './projects.ts';

const TRIES = 8;

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

export interface Wanted {
  readonly period?: string | undefined;
  readonly fund?: string | undefined;
  readonly again?: boolean | undefined;
}

/** What `ask` ordered ('fund-x 2026-10'), and the funds for which it could not. */
export interface Asked {
  readonly ordered: readonly string[];
  readonly failed: readonly { readonly fund: string; readonly error: unknown }[];
}

/** A statement as it stands: its record, and the bytes of its JSON. */
export interface Made {
  readonly record: Omit<StatementRecord, 'document'>;
  readonly json: string;
}

/** Lays a statement's files where the public finds them. */
export type Print = (fund: string, made: Made) => Promise<void>;

/** The records that a statement tells beside the ledger. */
function besideLedger(table: Table) {
  const [applications, pledges, findings] = [applicationStore(table), pledgeStore(table), findingStore(table)];
  return async (fund: string) => ({
    applications: await applications.all(fund),
    pledges: await pledges.all(fund),
    findings: await findings.all(fund),
  });
}

/**
 * The reports of all funds: `ask` writes one order a fund and period, whose stream calls `produce` for each, so that one
 * failing fund stops no other.
 */
export const reportStore = (table: Table, rowsTable: Table) => {
  const funds = fundStore(table);
  const ledger = ledgerStore(table, rowsTable);
  const statements = statementStore(table);
  const beside = besideLedger(table);

  /** Closes the ledger through the period's end, unless it is closed already. */
  const close = (fund: string, { to }: Period, now: string): Promise<void> =>
    persist(table, async () => {
      if ((await ledger.head(fund)).closedThrough >= to) return [];
      const command = { kind: 'closing', id: `closing-${to}`, by: 'system-reports', through: to } as const;
      return (await ledger.post(fund, command, now)).writes;
    });

  const standing = async (fund: string): Promise<string[]> => [
    ...new Set((await statements.all(fund)).map(({ period }) => period.label)),
  ];
  const dueOf = async (fund: string, today: string): Promise<string[]> => {
    const first = await ledger.firstDay(fund);
    return first === undefined ? [] : duePeriods(first, today, new Set(await standing(fund)));
  };

  const compute = async (fund: string, period: Period): Promise<Statement> => {
    const record = await funds.record(fund);
    const facts = factsOf(record, await beside(fund), period);
    return statement(fund, await ledger.rows(fund), period, facts);
  };

  /**
   * Prints a version and then writes it once. Whoever finds that another wrote it first prints that one, so the files are
   * always those of the record, whenever a process is killed.
   */
  const add = async (fund: string, made: Statement, print: Print): Promise<void> => {
    const { json, digest } = await published(made);
    const record = { id: made.id, period: made.period, version: made.version, digest };
    await print(fund, { record, json });
    await persist(table, async () => {
      const stands = await statements.find(fund, made.period.label);
      return stands && stands.version >= made.version ? [] : [await statements.add(fund, record, json)];
    });
    const stands = await statements.find(fund, made.period.label);
    if (stands && stands.digest !== digest) await print(fund, { record: stands, json: await statements.json(stands) });
  };

  return {
    /**
     * Orders the statements that are due: of one period, or of every period that ended and has none. With `again` it orders
     * those that stand, so that their files are laid out anew. A fund that fails stops no other.
     * @throws Refusal 'no-such-period', 'period-not-over', 'no-such-fund'
     */
    async ask(now: string, { period, fund: only, again }: Wanted): Promise<Asked> {
      const today = shanghaiDay(now);
      if (period !== undefined && periodOf(period).to >= today) refuse('period-not-over', '#/period', { today });
      const ids = only === undefined ? await funds.ids() : [(await funds.record(only)).id];
      const failed: Asked['failed'][number][] = [];
      const ordered = await each(ids, async (fund) => {
        try {
          const labels = (await (again ? standing(fund) : dueOf(fund, today))).filter(
            (label) => period === undefined || label === period,
          );
          for (const label of labels) await table.commit([statements.order(fund, label, { askedAt: now })]);
          return labels.map((label) => `${fund} ${label}`);
        } catch (error) {
          failed.push({ fund, error });
          return [];
        }
      });
      return { ordered: ordered.flat(), failed };
    },

    /**
     * Makes a fund's statement of a period, once: however often and however late it is called, it is the same one. An
     * order that gives a reason issues it anew: where something differs, as the next version that says what and why.
     */
    async produce(fund: string, label: string, now: string, print: Print): Promise<void> {
      const period = periodOf(label);
      const stands = await statements.find(fund, label);
      if (!stands) {
        await close(fund, period, now);
        return add(fund, await compute(fund, period), print);
      }
      const json = await statements.json(stands);
      const reason = (await statements.ordered(fund, label))?.reason;
      const before = JSON.parse(json) as Statement;
      const next = reason === undefined ? before : correct(before, await compute(fund, period), reason);
      return next === before ? print(fund, { record: stands, json }) : add(fund, next, print);
    },
  };
};

/** The order in a changed record's key; undefined for any other record. */
export function orderOf({ pk, sk }: { pk: string; sk: string }): { fund: string; label: string } | undefined {
  if (!pk.startsWith('fund#') || !sk.startsWith('due#')) return undefined;
  return { fund: pk.slice('fund#'.length), label: sk.slice('due#'.length) };
}
