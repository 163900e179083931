import { Refusal } from '../../http/refusal.ts';
import { canonical } from './canonical.ts';
import { GENESIS, link } from './chain.ts';
import type { Entry, Head } from './contract.ts';
import { Entry as EntrySchema, Hash, Journal } from './contract.ts';
import { commandOf, decide } from './decide.ts';
import { apply, empty } from './state.ts';
import type { State } from './state.ts';

export type Verdict =
  | {
      readonly ok: true;
      readonly fund: string;
      readonly head: Head;
      readonly balances: Readonly<Record<string, number>>;
    }
  | { readonly ok: false; readonly seq: number; readonly fault: Fault; readonly detail: string };

/** What is wrong with the first bad row, or with the journal's claims about its end. */
export type Fault = 'shape' | 'sequence' | 'rules' | 'chain' | 'head' | 'balances' | 'anchor';

/** Rows whose hashes are computed at a time: enough to keep WebCrypto busy, little enough to stop early. */
const BATCH = 256;

/**
 * Judges a public journal: every row has the shape of an entry, the next sequence number, exactly the legs that the
 * ledger's rules give to its command in the state before it, and the hash that follows from the row before; then the
 * head and the balances are what the journal claims.
 * @param claimed parsed JSON of a journal, from anyone
 * @param anchors heads known from elsewhere (a printed statement): they catch a chain that was computed anew from a
 *   changed row on, and a cut tail that hides what a statement saw
 * @returns the first bad sequence number: the place in the journal, counted from 1, where it stops being true
 */
export async function verify(claimed: unknown, anchors: readonly Head[] = []): Promise<Verdict> {
  const parsed = Journal.safeParse(claimed);
  if (!parsed.success) return bad(0, 'shape', parsed.error.issues[0]?.message ?? 'not a journal');
  const journal = parsed.data;
  const state = empty(journal.fund);
  let head: Head = { seq: 0, hash: GENESIS };
  for (let start = 0; start < journal.rows.length; start += BATCH) {
    const batch = await verifyBatch(state, head, journal.rows.slice(start, start + BATCH));
    if ('fault' in batch) return batch;
    head = batch.at(-1) ?? head;
    const broken = anchors.find(({ seq, hash }) => batch.some((link) => link.seq === seq && link.hash !== hash));
    if (broken) return bad(broken.seq, 'anchor', 'another hash was published for this entry');
  }
  return verifyEnd(state, head, journal, anchors);
}

async function verifyBatch(state: State, before: Head, rows: readonly unknown[]) {
  const heads: Head[] = [];
  const digests: Promise<string>[] = [];
  let fault: Extract<Verdict, { ok: false }> | undefined;
  let previous = before;
  for (const row of rows) {
    const judged = judge(state, previous.seq + 1, row);
    if ('fault' in judged) {
      fault = judged;
      break;
    }
    digests.push(link(previous.hash, judged.json));
    previous = { seq: previous.seq + 1, hash: judged.hash };
    heads.push(previous);
  }
  const hashes = await Promise.all(digests);
  const broken = heads.find(({ hash }, i) => hash !== hashes[i]);
  if (broken) return bad(broken.seq, 'chain', 'the hash does not follow from this entry and the hash before');
  return fault ?? heads;
}

/** One row: shape, sequence number, and the entry that the rules give; then it counts. */
function judge(
  state: State,
  seq: number,
  row: unknown,
): { json: string; hash: string } | Extract<Verdict, { ok: false }> {
  const { hash, ...claimed } = (typeof row === 'object' && row !== null ? row : {}) as { hash?: unknown };
  const parsed = EntrySchema.safeParse(claimed);
  const known = Hash.safeParse(hash);
  if (!parsed.success) return bad(seq, 'shape', parsed.error.issues[0]?.message ?? 'not an entry');
  if (!known.success) return bad(seq, 'shape', 'the row has no hash');
  const entry = parsed.data;
  if (entry.seq !== seq) return bad(seq, 'sequence', `found ${entry.seq} where ${seq} belongs`);
  try {
    const due = decide(state, commandOf(entry), entry.at);
    if (!same(due, entry)) return bad(seq, 'rules', `the rules make it ${canonical(due)}`);
  } catch (error) {
    if (error instanceof Refusal) return bad(seq, 'rules', error.refusal);
    throw error;
  }
  apply(state, entry);
  return { json: canonical(entry), hash: known.data };
}

/** Is the claimed entry the one that the rules make of its command? What it has of the command is the same anyway. */
const same = (due: Entry, claimed: Entry): boolean =>
  due.fund === claimed.fund &&
  due.at === claimed.at &&
  due.day === claimed.day &&
  due.legs.length === claimed.legs.length &&
  due.legs.every(({ account, amount }, i) => {
    const leg = claimed.legs[i];
    return leg?.account === account && leg.amount === amount;
  });

function verifyEnd(state: State, head: Head, journal: Journal, anchors: readonly Head[]): Verdict {
  const cut = anchors.find(({ seq }) => seq > head.seq);
  if (cut) return bad(head.seq + 1, 'anchor', `entry ${cut.seq} was published and is not here`);
  if (journal.head.seq !== head.seq)
    return bad(
      Math.min(journal.head.seq, head.seq) + 1,
      'head',
      `the head says ${journal.head.seq} entries, here are ${head.seq}`,
    );
  if (journal.head.hash !== head.hash) return bad(head.seq, 'head', 'the head names another hash');
  const balances = balancesOf(state);
  if (canonical(balances) !== canonical(journal.balances))
    return bad(head.seq, 'balances', differing(balances, journal.balances));
  return { ok: true, fund: journal.fund, head, balances };
}

/** The balances of every account that was ever posted to, by name. */
export const balancesOf = (state: State): Record<string, number> =>
  Object.fromEntries([...state.balances].sort(([a], [b]) => (a < b ? -1 : 1)));

function differing(due: Readonly<Record<string, number>>, claimed: Readonly<Record<string, number>>): string {
  const account = [...Object.keys(due), ...Object.keys(claimed)].find((name) => due[name] !== claimed[name]) ?? '';
  return `${account}: the entries give ${due[account] ?? 'nothing'}, the journal says ${claimed[account] ?? 'nothing'}`;
}

const bad = (seq: number, fault: Fault, detail: string) => ({ ok: false, seq, fault, detail }) as const;
