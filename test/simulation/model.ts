import type { Command } from '../../functions/fund/ledger/contract.ts';

/**
 * The fund as an accountant with a slate would keep it, in BigInt and without a line of the ledger's code: piles of
 * money, promises drawn from piles, and a list of what was done. It says what a command must lead to.
 */
export interface Model {
  readonly piles: Map<string, bigint>;
  readonly promises: Map<string, Promised>;
  readonly done: Map<string, Done>;
  closed: string;
  /** Money in and out by month of posting. */
  readonly months: Map<string, { in: bigint; out: bigint }>;
}

interface Promised {
  readonly until: string;
  readonly parts: { readonly pile: string; left: bigint; spent: bigint }[];
  over: boolean;
}

interface Done {
  readonly command: Command;
  undone: boolean;
  givenBack: bigint;
  /** Piles changed by it. */
  readonly moved: readonly (readonly [string, bigint])[];
}

export const FREE = 'free';
export const newModel = (): Model => ({
  piles: new Map(),
  promises: new Map(),
  done: new Map(),
  closed: '',
  months: new Map(),
});
export const pile = (model: Model, name: string): bigint => model.piles.get(name) ?? 0n;
export const left = (promised: Promised): bigint => promised.parts.reduce((sum, part) => sum + part.left, 0n);
export const spent = (promised: Promised): bigint => promised.parts.reduce((sum, part) => sum + part.spent, 0n);
export const marked = (purpose: string | undefined): string => (purpose ? `for ${purpose}` : FREE);

/** All money of the fund: its piles and what is promised and unspent. */
export function wealth(model: Model): bigint {
  let sum = 0n;
  for (const fen of model.piles.values()) sum += fen;
  for (const promised of model.promises.values()) sum += left(promised);
  return sum;
}

/** Does the command, on this day, what it should, and returns 'posted'; or changes nothing and names the refusal. */
export function expectOf(model: Model, command: Command, day: string): string {
  const bad = general(model, command, day);
  if (bad) return bad;
  const said = particular(model, command, day);
  if (typeof said === 'string') return said;
  if (said.some(([name, fen]) => pile(model, name) + fen < 0n)) return 'insufficient-funds';
  settle(model, command, said, day);
  return 'posted';
}

function general(model: Model, command: Command, day: string): string | undefined {
  if ('amount' in command && !(Number.isInteger(command.amount) && command.amount > 0 && command.amount <= 1e11))
    return 'invalid-amount';
  if ('confirmedBy' in command && command.by === command.confirmedBy) return 'same-person';
  const when = command.valueDay ?? day;
  if (when > day) return 'future-day';
  if (when <= model.closed && command.late !== true) return 'period-closed';
  return command.late && when > model.closed ? 'not-late' : undefined;
}

type Moved = readonly (readonly [string, bigint])[];

function particular(model: Model, command: Command, day: string): string | Moved {
  const fen = 'amount' in command ? BigInt(command.amount) : 0n;
  const promised = 'application' in command ? model.promises.get(command.application) : undefined;
  switch (command.kind) {
    case 'contribution':
      return [[marked(command.purpose), fen]];
    case 'interest':
      return [[FREE, fen]];
    case 'fee':
      return [[FREE, -fen]];
    case 'consent':
      return reassign(model, command.contribution, command.to, fen);
    case 'return':
      return giveBack(model, command.contribution, fen);
    case 'reservation':
      if (promised) return 'already-committed';
      if (command.expiresOn < day) return 'expired-already';
      return draw(model, command.purpose, fen);
    case 'refund':
      if (!promised) return 'no-such-commitment';
      return fen > spent(promised) ? 'over-refund' : lastFirst(promised, fen);
    case 'payment':
    case 'release':
    case 'expiry':
      if (!promised) return 'no-such-commitment';
      if (promised.over || left(promised) === 0n) return 'commitment-resolved';
      if (command.kind === 'release') return promised.parts.map((part) => [part.pile, part.left]);
      if (command.kind === 'expiry')
        return promised.until >= day ? 'not-yet-expired' : promised.parts.map((part) => [part.pile, part.left]);
      if (promised.until < day) return 'commitment-expired';
      return fen > left(promised) ? 'over-payment' : [];
    case 'reversal':
      return takeBack(model, command.entry);
    case 'closing':
      return closeable(model, command.through, day);
  }
}

function giveBack(model: Model, contribution: string, fen: bigint): string | Moved {
  const given = model.done.get(contribution);
  if (given?.command.kind !== 'contribution') return 'no-such-contribution';
  if (given.undone) return 'already-reversed';
  if (fen > BigInt(given.command.amount) - given.givenBack) return 'over-contribution';
  return given.moved.map(([name]) => [name, -fen]);
}

function reassign(model: Model, contribution: string, to: string | undefined, fen: bigint): string | Moved {
  const back = giveBack(model, contribution, fen);
  if (typeof back === 'string') return back;
  return back[0]?.[0] === marked(to) ? 'same-purpose' : [...back, [marked(to), fen]];
}

function draw(model: Model, purpose: string, fen: bigint): string | Moved {
  const moved: [string, bigint][] = [];
  let want = fen;
  for (const name of [marked(purpose), FREE]) {
    const part = pile(model, name) < want ? pile(model, name) : want;
    if (part > 0n) moved.push([name, -part]);
    want -= part;
  }
  if (want === 0n) return moved;
  let others = 0n;
  for (const [name, held] of model.piles) if (name !== FREE && name !== marked(purpose)) others += held;
  return others >= want ? 'earmarked-for-another-purpose' : 'insufficient-funds';
}

function lastFirst(promised: Promised, fen: bigint): [string, bigint][] {
  const moved: [string, bigint][] = [];
  let want = fen;
  for (const part of [...promised.parts].reverse()) {
    const back = part.spent < want ? part.spent : want;
    moved.push([part.pile, back]);
    want -= back;
  }
  return moved;
}

function takeBack(model: Model, id: string): string | Moved {
  const target = model.done.get(id);
  if (!target) return 'no-such-entry';
  if (['reservation', 'release', 'expiry', 'reversal', 'closing'].includes(target.command.kind))
    return 'not-reversible';
  if (target.undone) return 'already-reversed';
  if (target.givenBack > 0n) return 'contribution-moved';
  if (target.command.kind === 'payment') {
    const promised = model.promises.get(target.command.application);
    if (!promised || promised.over) return 'commitment-resolved';
    if (BigInt(target.command.amount) > spent(promised)) return 'has-refunds';
  }
  return target.moved.map(([name, fen]) => [name, -fen]);
}

function closeable(model: Model, through: string, day: string): string | Moved {
  if (new Date(Date.parse(through) + 86_400_000).getUTCDate() !== 1) return 'not-a-month-end';
  if (through >= day) return 'period-not-over';
  return through <= model.closed ? 'already-closed' : [];
}

function settle(model: Model, command: Command, moved: Moved, day: string): void {
  const before = wealth(model);
  for (const [name, fen] of moved) model.piles.set(name, pile(model, name) + fen);
  promise(model, command, moved);
  if (command.kind === 'closing') model.closed = command.through;
  model.done.set(command.id, { command, undone: false, givenBack: 0n, moved });
  const change = wealth(model) - before;
  const month = model.months.get(day.slice(0, 7)) ?? { in: 0n, out: 0n };
  const original = command.kind === 'reversal' ? model.done.get(command.entry)?.command.kind : command.kind;
  const outward = ['payment', 'fee', 'return'].includes(original ?? '');
  model.months.set(
    day.slice(0, 7),
    outward ? { ...month, out: month.out - change } : { ...month, in: month.in + change },
  );
}

function promise(model: Model, command: Command, moved: Moved): void {
  if (command.kind === 'reservation') {
    const parts = moved.map(([name, fen]) => ({ pile: name, left: -fen, spent: 0n }));
    model.promises.set(command.application, { until: command.expiresOn, parts, over: false });
  } else if (command.kind === 'return' || command.kind === 'consent') {
    const given = model.done.get(command.contribution);
    if (given) given.givenBack += BigInt(command.amount);
  } else if (command.kind === 'reversal') revive(model, command.entry);
  else if ('application' in command) {
    const promised = model.promises.get(command.application);
    if (!promised) return;
    if (command.kind === 'payment') spend(promised, BigInt(command.amount));
    else if (command.kind === 'refund') unspend(promised, moved, -1n);
    else {
      promised.over = true;
      for (const part of promised.parts) part.left = 0n;
    }
  }
}

function spend(promised: Promised, fen: bigint): void {
  let want = fen;
  for (const part of promised.parts) {
    const take = part.left < want ? part.left : want;
    part.left -= take;
    part.spent += take;
    want -= take;
  }
}

function unspend(promised: Promised, moved: Moved, sign: bigint): void {
  for (const [name, fen] of moved) for (const part of promised.parts) if (part.pile === name) part.spent += sign * fen;
}

function revive(model: Model, id: string): void {
  const target = model.done.get(id);
  if (!target) return;
  target.undone = true;
  const { command } = target;
  if (command.kind === 'return' || command.kind === 'consent') {
    const given = model.done.get(command.contribution);
    if (given) given.givenBack -= BigInt(command.amount);
  }
  const promised = 'application' in command ? model.promises.get(command.application) : undefined;
  if (!promised) return;
  if (command.kind === 'refund') unspend(promised, target.moved, 1n);
  if (command.kind !== 'payment') return;
  for (const [name, fen] of lastFirst(promised, BigInt(command.amount)))
    for (const part of promised.parts)
      if (part.pile === name) {
        part.left += fen;
        part.spent -= fen;
      }
}
