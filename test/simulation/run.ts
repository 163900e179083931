import { randomOf } from '../../functions/grids/plans/random.ts';
import { journalOf } from '../../functions/fund/exports/journal.ts';
import { hledgerJournal } from '../../functions/fund/exports/hledger.ts';
import { AVAILABLE, isAsset } from '../../functions/fund/ledger/accounts.ts';
import { canonical } from '../../functions/fund/ledger/canonical.ts';
import { entryOf } from '../../functions/fund/ledger/chain.ts';
import type { Command, Entry } from '../../functions/fund/ledger/contract.ts';
import { verify } from '../../functions/fund/ledger/verify.ts';
import { periodOf } from '../../functions/fund/statements/period.ts';
import { statement } from '../../functions/fund/statements/statement.ts';
import { Refusal } from '../../functions/http/refusal.ts';
import type { Chance } from './commands.ts';
import { anyCommand } from './commands.ts';
import type { Ledger, Point } from './ledger.ts';
import { Fault } from './ledger.ts';
import { expectOf, FREE, left, newModel, wealth } from './model.ts';
import type { Model } from './model.ts';

export interface Report {
  readonly posted: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly head: string;
  readonly hledger: string;
}

/** An invariant that did not hold; the message says which, at which step. */
export class Broken extends Error {}

const FUND = 'fund-simulated';
const START = Date.parse('2026-01-01T00:00:00.000Z');

/**
 * Drives random commands, with faults, against a ledger and the model beside it.
 * @param make builds the ledger; it passes `pass` at every await, where faults strike
 * @throws Broken at the first invariant that does not hold
 */
export async function simulate(
  seed: number,
  steps: number,
  make: (fund: string, pass: (point: Point) => Promise<void>) => Ledger,
): Promise<Report> {
  const chance = randomOf(seed);
  const model = newModel();
  const refused: Record<string, number> = {};
  const faults: Record<string, number> = {};
  const balances = new Map<string, number>();
  let now = START;
  let last = '';
  let number = 0;
  let rival: (() => Promise<void>) | undefined;

  const pass = async (point: Point): Promise<void> => {
    const fault = strike(chance, point);
    if (fault) faults[fault] = (faults[fault] ?? 0) + 1;
    if (fault) throw new Fault(fault);
    const other = point === 'append' ? rival : undefined;
    if (!other) return;
    rival = undefined;
    await other();
  };
  const ledger = make(FUND, pass);

  const step = async (mayMeetRival: boolean): Promise<void> => {
    now += Math.floor(chance() * 12 * 3600_000);
    const at = new Date(now).toISOString();
    const command = anyCommand(chance, model, `entry-${++number}`, dayOf(at));
    rival = mayMeetRival && chance() < 0.05 ? () => step(false) : undefined;
    const outcome = await deliver(ledger, command, at, faults);
    rival = undefined;
    const said = typeof outcome === 'string' ? outcome : 'posted';
    const due = expectOf(model, command, typeof outcome === 'string' ? dayOf(at > last ? at : last) : outcome.day);
    if (said !== due)
      throw new Broken(
        `step ${number}: ${command.kind} was ${said}, the model says ${due}: ${JSON.stringify(command)}`,
      );
    if (typeof outcome === 'string') refused[outcome] = (refused[outcome] ?? 0) + 1;
    else {
      last = outcome.at;
      count(balances, outcome);
      compare(balances, model, number);
      if (chance() < 0.1) await redeliver(ledger, command, outcome, at, faults);
    }
  };
  while (number < steps) await step(true);
  return { ...(await finish(ledger, model)), refused, faults };
}

/** A throttle before the load, a kill anywhere, a time-out after the append. */
function strike(chance: Chance, point: Point): string | undefined {
  const roll = chance();
  if (roll < 0.01) return `killed at ${point}`;
  if (roll < 0.03) return point === 'answer' ? 'timed out after the append' : `throttled at ${point}`;
  return undefined;
}

/** Retries until the ledger says what became of the command: the entry, or the name of the refusal. */
async function deliver(
  ledger: Ledger,
  command: Command,
  at: string,
  faults: Record<string, number>,
): Promise<Entry | string> {
  for (let attempt = 0; attempt < 100; attempt++)
    try {
      return await ledger.post(command, at);
    } catch (error) {
      if (error instanceof Refusal) return error.refusal;
      if (!(error instanceof Fault)) throw error;
      if (error.message === 'conflict') faults['conflict'] = (faults['conflict'] ?? 0) + 1;
    }
  throw new Broken(`no answer after 100 attempts: ${JSON.stringify(command)}`);
}

/** Delivered again the command gets its first entry; its id with another body gets nothing. */
async function redeliver(
  ledger: Ledger,
  command: Command,
  entry: Entry,
  at: string,
  faults: Record<string, number>,
): Promise<void> {
  const again = await deliver(ledger, command, at, faults);
  if (typeof again === 'string' || canonical(again) !== canonical(entry))
    throw new Broken(`${command.id}: delivered again it made ${JSON.stringify(again)}`);
  const other = await deliver(ledger, { ...command, by: 'person-z' }, at, faults);
  if (other !== 'id-reused') throw new Broken(`${command.id}: its id was reused`);
}

function count(balances: Map<string, number>, { legs, seq }: Entry): void {
  if (legs.reduce((sum, { amount }) => sum + amount, 0) !== 0)
    throw new Broken(`entry ${seq}: debits and credits differ`);
  if (legs.length > 3) throw new Broken(`entry ${seq}: ${legs.length} legs do not fit its transaction`);
  for (const { account, amount } of legs) {
    const after = (balances.get(account) ?? 0) + amount;
    if (isAsset(account) && after < 0) throw new Broken(`entry ${seq}: ${account} is at ${after} fen`);
    balances.set(account, after);
  }
}

/** Every pile and promise of the model is an asset account with the same money, and there is no other. */
function compare(balances: ReadonlyMap<string, number>, model: Model, step: number): void {
  const due = new Map<string, bigint>();
  for (const [name, fen] of model.piles)
    due.set(name === FREE ? AVAILABLE : `assets:earmarked:${name.replace('for ', '')}`, fen);
  for (const [name, promised] of model.promises) due.set(`assets:committed:${name}`, left(promised));
  for (const [account, fen] of due)
    if (BigInt(balances.get(account) ?? 0) !== fen)
      throw new Broken(`step ${step}: ${account} is ${balances.get(account)}, the model has ${fen}`);
  for (const [account, fen] of balances)
    if (isAsset(account) && fen !== 0 && !due.has(account))
      throw new Broken(`step ${step}: the model knows no ${account}`);
}

async function finish(ledger: Ledger, model: Model): Promise<Pick<Report, 'posted' | 'head' | 'hledger'>> {
  const rows = await ledger.rows();
  if (rows.length !== model.done.size)
    throw new Broken(`${rows.length} rows, the model did ${model.done.size} commands`);
  const verdict = await verify(JSON.parse(JSON.stringify(journalOf(FUND, rows))));
  if (!verdict.ok) throw new Broken(`the verifier says ${JSON.stringify(verdict)}`);
  let total = 0n;
  for (const [month, flow] of [...model.months].sort()) {
    const made = statement(FUND, rows, periodOf(month));
    total += flow.in - flow.out;
    const { flows, closing } = made;
    if (BigInt(flows.in.total) !== flow.in || BigInt(flows.out.total) !== flow.out || BigInt(closing.total) !== total)
      throw new Broken(
        `${month}: the statement has ${flows.in.total} in, ${flows.out.total} out, the model ${flow.in}, ${flow.out}`,
      );
  }
  if (total !== wealth(model)) throw new Broken(`the months add up to ${total}, the model has ${wealth(model)}`);
  return { posted: rows.length, head: verdict.head.hash, hledger: hledgerJournal(FUND, rows.map(entryOf)) };
}

const dayOf = (at: string): string => new Date(Date.parse(at) + 8 * 3600_000).toISOString().slice(0, 10);
