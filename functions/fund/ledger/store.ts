import * as z from 'zod';
import { Refusal } from '../../http/refusal.ts';
import { Conflict, type Table, type Write } from '../../table/table.ts';
import { entryOf, GENESIS, seal } from './chain.ts';
import type { Commitment } from './commitment.ts';
import { Day } from '../../calendar/contract.ts';
import { Account, type Command, Entry, Hash, Pseudonym, Purpose, type Row } from './contract.ts';
import { decide } from './decide.ts';
import { namedEntry, reads, type Reads } from './reads.ts';
import { replayed } from './replay.ts';
import { apply, empty, type Posted, type State } from './state.ts';

const pk = (fund: string) => `fund#${fund}`;
const headKey = (fund: string) => ({ pk: pk(fund), sk: 'head' });
const key = {
  account: (fund: string, account: string) => ({ pk: pk(fund), sk: `account#${account}` }),
  commitment: (fund: string, application: string) => ({ pk: pk(fund), sk: `commitment#${application}` }),
  posted: (fund: string, id: string) => ({ pk: pk(fund), sk: `posted#${id}` }),
  row: (fund: string, seq: number) => ({ pk: pk(fund), sk: String(seq).padStart(10, '0') }),
};

const Head = z.object({
  seq: z.int(),
  at: z.string(),
  day: z.string(),
  closedThrough: z.string(),
  hash: Hash,
});
export type LedgerHead = z.output<typeof Head>;
const Balance = z.object({ account: Account, amount: z.int() });
const CommitmentRecord = z.object({
  application: Pseudonym,
  purpose: Purpose,
  expiresOn: Day,
  sources: z.array(z.object({ account: Account, drawn: z.int(), paid: z.int() })),
  status: z.enum(['open', 'paid', 'released', 'expired']),
});
const PostedRecord = z.object({ entry: Entry, reversed: z.boolean(), moved: z.int() });

/** A decided command: its entry, the state after it as far as it was read, and the writes that make it so. */
export interface Posting {
  readonly entry: Entry;
  /** The row that the writes append; undefined when the command was posted before. */
  readonly row: Row | undefined;
  readonly state: State;
  readonly writes: readonly Write[];
}

export type LedgerStore = ReturnType<typeof ledgerStore>;

/** What the ledger adds up to, in the fund's table. */
const ledgerBooks = (table: Table) => {
  const head = async (fund: string): Promise<LedgerHead> => {
    const item = await table.get(headKey(fund));
    return item ? Head.parse(item) : { seq: 0, at: '', day: '', closedThrough: '', hash: GENESIS };
  };
  const posted = async (fund: string, id: string): Promise<Posted | undefined> => {
    const item = await table.get(key.posted(fund, id));
    return item && PostedRecord.parse(item);
  };
  const commitment = async (fund: string, application: string): Promise<Commitment | undefined> => {
    const item = await table.get(key.commitment(fund, application));
    return item && CommitmentRecord.parse(item);
  };
  const balances = async (fund: string, prefix = ''): Promise<[string, number][]> => {
    const items = await table.all(pk(fund), { prefix: `account#${prefix}` });
    return items.map((item) => Balance.parse(item)).map(({ account, amount }) => [account, amount]);
  };

  /** `reads` names what a decision depends on; an account that only receives is read for the balance that is written. */
  const loadBalances = async (state: State, accounts: readonly string[]): Promise<void> => {
    const unread = accounts.filter((account) => !state.balances.has(account));
    await Promise.all(
      unread.map(async (account) => {
        const item = await table.get(key.account(state.fund, account));
        if (item) state.balances.set(account, Balance.parse(item).amount);
      }),
    );
  };

  /** @param known balances as of this head */
  const load = async (fund: string, before: LedgerHead, wanted: Reads, known?: Balances): Promise<State> => {
    const { seq, at, day, closedThrough } = before;
    const state: State = { ...empty(fund), seq, at, day, closedThrough, balances: new Map(known) };
    await Promise.all([
      loadBalances(state, [...new Set(wanted.accounts)]),
      ...wanted.prefixes.map(async (prefix) => {
        for (const [account, amount] of await balances(fund, prefix)) state.balances.set(account, amount);
      }),
      ...[...new Set(wanted.applications)].map(async (application) => {
        const found = await commitment(fund, application);
        if (found) state.commitments.set(application, found);
      }),
      ...[...new Set(wanted.entries)].map(async (id) => {
        const found = await posted(fund, id);
        if (found) state.posted.set(id, found);
      }),
    ]);
    return state;
  };

  /** Head and balances as of one entry: read again where another came in. @throws Conflict when they keep coming */
  const together = async (fund: string, prefix: string) => {
    for (let tries = 0; tries < 8; tries++) {
      const before = await head(fund);
      const found = await balances(fund, prefix);
      if ((await head(fund)).seq === before.seq) return { head: before, balances: found };
    }
    throw new Conflict('the ledger keeps moving');
  };

  return { head, posted, commitment, balances, together, load, loadBalances };
};

/**
 * The writes of an entry: on condition that the head is the one seen, everything that it changed. Its id is new, or the
 * transaction fails: nobody need have looked.
 */
function writesOf(state: State, row: Row, seen: number, rowsTable: string, done: () => void): Write[] {
  const { fund, seq, at, day, closedThrough } = state;
  const put = (item: { pk: string; sk: string }, value: object): Write => ({
    put: { ...item, ...value },
    expect: 'anything',
  });
  return [
    {
      put: { ...headKey(fund), seq, at, day, closedThrough, hash: row.hash, version: seq },
      expect: seen === 0 ? 'absent' : seen,
      done,
    },
    { put: { ...key.row(fund, seq), row }, expect: 'absent', table: rowsTable },
    ...row.legs.map(({ account }) =>
      put(key.account(fund, account), { account, amount: state.balances.get(account) ?? 0 }),
    ),
    ...[...state.commitments.values()].map((held) => put(key.commitment(fund, held.application), held)),
    ...[...state.posted].map(([id, record]): Write => {
      const write = put(key.posted(fund, id), record);
      return id === row.id ? { ...write, expect: 'absent' } : write;
    }),
  ];
}

/** The chain's rows, in a table where nothing is ever changed. */
const ledgerRows = (rowsTable: Table) => ({
  /** One page of the journal, the newest first. */
  async page(
    fund: string,
    limit: number,
    after: string | undefined,
  ): Promise<{ rows: Row[]; after: string | undefined }> {
    const page = await rowsTable.list(pk(fund), { limit, after, backwards: true });
    return { rows: page.items.map((item) => item['row'] as Row), after: page.after };
  },

  /** Where a row stands among the pages. */
  placeOf: (fund: string, seq: number): string => key.row(fund, seq).sk,

  /** The day of the first entry; undefined before it. */
  async firstDay(fund: string): Promise<string | undefined> {
    const item = await rowsTable.get(key.row(fund, 1));
    return (item?.['row'] as Row | undefined)?.day;
  },

  /** The hash of an entry that was posted. */
  async hashAt(fund: string, seq: number): Promise<string> {
    const item = await rowsTable.get(key.row(fund, seq));
    return Hash.parse((item?.['row'] as Row | undefined)?.hash);
  },

  /** The whole journal, from its first row on. */
  async rows(fund: string): Promise<Row[]> {
    return (await rowsTable.all(pk(fund))).map((item) => item['row'] as Row);
  },
});

type Balances = ReadonlyMap<string, number>;

/** A fund as of the last entry that this process posted: what others posted since, the head's condition finds. */
interface Known {
  readonly head: LedgerHead;
  readonly balances: Balances;
}

const MOST_FUNDS = 200;
const MOST_BALANCES = 2_000;

/**
 * Remembers the books of the funds that were posted to last, so that the next entry reads nothing again. What was taken is
 * gone until a posting that rests on it has happened: whoever finds that it was old reads the tables.
 */
function memory() {
  const known = new Map<string, Known>();
  return {
    take(fund: string): Known | undefined {
      const found = known.get(fund);
      known.delete(fund);
      return found;
    },
    keep(fund: string, now: Known): void {
      if ((known.get(fund)?.head.seq ?? 0) >= now.head.seq || now.balances.size > MOST_BALANCES) return;
      known.delete(fund);
      known.set(fund, now);
      if (known.size > MOST_FUNDS) known.delete(known.keys().next().value ?? '');
    },
  };
}

/**
 * A fund's ledger. One command is one entry is one transaction, on the one condition that the head is still the one that
 * was read.
 */
export const ledgerStore = (table: Table, rowsTable: Table) => {
  const books = ledgerBooks(table);
  const { head, posted } = books;
  const remembered = memory();

  const decided = async (fund: string, command: Command, at: string, known: Known | undefined): Promise<Posting> => {
    const before = known?.head ?? (await head(fund));
    try {
      const state = await stateFor(books, fund, command, before, known?.balances);
      const earlier = replayed(state, command);
      if (earlier) return { entry: earlier, row: undefined, state, writes: [] };
      const row = await sealed(books, state, command, at, before.hash);
      const { seq, day, closedThrough, at: instant } = state;
      const now = { head: { seq, at: instant, day, closedThrough, hash: row.hash }, balances: state.balances };
      const writes = writesOf(state, row, before.seq, rowsTable.name, () => remembered.keep(fund, now));
      return { entry: entryOf(row), row, state, writes };
    } catch (error) {
      // What was read while another entry came in may be of two moments: such a refusal says nothing.
      if (!known && (await head(fund)).seq !== before.seq) throw new Conflict('the ledger moved', { cause: error });
      throw error;
    }
  };

  return {
    head,
    balances: books.balances,
    together: books.together,
    commitment: books.commitment,
    posted,
    ...ledgerRows(rowsTable),

    /** The check that nothing was posted since this head was read: for a decision that rests on the ledger without posting. */
    unmoved: (fund: string, { seq }: LedgerHead): Write => ({
      check: headKey(fund),
      expect: seq === 0 ? 'absent' : seq,
    }),

    /**
     * Would the ledger take this command now?
     * @throws Refusal as `post` where it would not
     */
    async judge(fund: string, command: Command, at: string): Promise<void> {
      await decided(fund, command, at, undefined);
    },

    /**
     * Decides a command on what the last posting left, or on what the tables hold: a refusal is always theirs, because what
     * is remembered knows neither what others posted nor the command's own first delivery. A command posted before gives its
     * entry and no writes, or writes that conflict once: the next try reads the tables.
     * @throws Refusal as `decide` and `replayed`; Conflict when the ledger moved while it was read
     */
    async post(fund: string, command: Command, at: string): Promise<Posting> {
      const known = remembered.take(fund);
      try {
        return await decided(fund, command, at, known);
      } catch (error) {
        if (!known || !(error instanceof Refusal)) throw error;
        return decided(fund, command, at, undefined);
      }
    },
  };
};

type Books = ReturnType<typeof ledgerBooks>;

/** The parts of the state that deciding a command reads; the command's own id only where nothing is known. */
async function stateFor(books: Books, fund: string, command: Command, before: LedgerHead, known?: Balances) {
  const name = namedEntry(command);
  const named = name === undefined ? undefined : (await books.posted(fund, name))?.entry;
  const wanted = reads(command, named);
  const entries = known ? wanted.entries.filter((id) => id !== command.id) : wanted.entries;
  return books.load(fund, before, { ...wanted, entries }, known);
}

/** The entry of a command, in the chain and in the state. */
async function sealed(books: Books, state: State, command: Command, at: string, hash: string): Promise<Row> {
  const entry = decide(state, command, at);
  await books.loadBalances(
    state,
    entry.legs.map(({ account }) => account),
  );
  const row = await seal(hash, entry);
  apply(state, entryOf(row));
  return row;
}
