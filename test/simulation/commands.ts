import type { Command, Kind, Source } from '../../functions/fund/ledger/contract.ts';
import { FREE, left, marked, pile, spent } from './model.ts';
import type { Model } from './model.ts';

/** Chance from a seed: a number in [0, 1). */
export type Chance = () => number;

const purposes = ['barrier', 'elevator', 'lamp', 'barrier-two'];
const contributors = ['unit-a', 'unit-b', 'resident-a', 'resident-b', 'gov-a', 'charity-a'];
const sources: Record<string, Source> = { unit: 'unit', resident: 'resident', gov: 'subsidy', charity: 'charity' };

/** How often each kind is tried. */
const weights: [Kind, number][] = [
  ['contribution', 22],
  ['reservation', 14],
  ['payment', 20],
  ['refund', 8],
  ['release', 4],
  ['expiry', 5],
  ['reversal', 8],
  ['return', 6],
  ['consent', 5],
  ['interest', 3],
  ['fee', 3],
  ['closing', 2],
];

/** A random command: most of them possible, many just beyond what is, some plain wrong. */
export function anyCommand(chance: Chance, model: Model, id: string, day: string): Command {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)] as T;
  const people =
    chance() < 0.02 ? { by: 'person-a', confirmedBy: 'person-a' } : { by: 'person-a', confirmedBy: 'person-b' };
  const when = chance() < 0.1 ? dated(chance, model, day) : {};
  const alone = { id, by: people.by, ...when };
  const rest = { ...alone, ...people };
  const command = { ...rest, voucher: `V-${id.toUpperCase()}` };
  const kind = weighted(chance);
  const open = [...model.promises]
    .filter(([, promised]) => !promised.over && left(promised) > 0n)
    .map(([name]) => name);
  const applications = chance() < 0.85 && open.length > 0 ? open : [...model.promises.keys(), 'app-none'];
  const application = chance() < 0.3 ? (applications.at(-1) ?? 'app-none') : pick(applications);
  const promised = model.promises.get(application);
  const amount = (edge: bigint): number => anyAmount(chance, Number(edge));
  switch (kind) {
    case 'contribution': {
      const contributor = pick(contributors);
      const source = sources[contributor.split('-')[0] ?? ''] ?? 'unit';
      const purpose = chance() < 0.3 ? { purpose: pick(purposes) } : {};
      return { ...command, kind, contributor, source, amount: amount(1000n), ...purpose };
    }
    case 'reservation': {
      const purpose = pick(purposes);
      const term = Math.floor(chance() * (chance() < 0.3 ? 3 : 60)) - (chance() < 0.1 ? 1 : 0);
      const fresh = chance() < 0.95 ? `app-${id}` : application;
      const edge = pile(model, FREE) + (chance() < 0.5 ? pile(model, marked(purpose)) : 0n);
      return {
        ...rest,
        kind,
        application: fresh,
        purpose,
        amount: amount(edge),
        expiresOn: later(day, term),
      };
    }
    case 'payment':
      return { ...command, kind, application, amount: amount(promised ? left(promised) : 0n) };
    case 'refund': {
      const paid = [...model.promises].filter(([, of]) => spent(of) > 0n).map(([name]) => name);
      const from = paid.length > 0 ? pick(paid) : application;
      const back = model.promises.get(from);
      return { ...command, kind, application: from, amount: amount(back ? spent(back) : 0n) };
    }
    case 'release':
      return { ...rest, kind, application, reason: 'withdrawn' };
    case 'expiry':
      return { ...alone, kind, application };
    case 'reversal':
      return { ...rest, kind, entry: earlier(chance, model), reason: 'entered-in-error' };
    case 'return': {
      const { contribution, edge } = anyGift(chance, model);
      return { ...command, kind, contribution, amount: amount(edge), reason: 'withdrawn' };
    }
    case 'consent': {
      const { contribution, edge } = anyGift(chance, model);
      const to = chance() < 0.7 ? { to: pick(purposes) } : {};
      return { ...rest, kind, contribution, ...to, amount: amount(edge), evidence: 'e'.repeat(64) };
    }
    case 'interest':
      return { ...command, kind, amount: amount(100n) };
    case 'fee':
      return { ...command, kind, amount: amount(pile(model, FREE)) };
    case 'closing':
      return { ...alone, kind, through: chance() < 0.8 ? lastMonthEnd(day) : later(day, Math.floor(chance() * 9) - 4) };
  }
}

/** An amount at, just under or just over an edge, or anything, or nonsense. */
function anyAmount(chance: Chance, edge: number): number {
  const roll = chance();
  if (roll < 0.12) return edge;
  if (roll < 0.2) return edge + 1;
  if (roll < 0.28) return edge - 1;
  if (roll < 0.3) return [0, -1, 0.001, 1e21, 2 ** 53, Number.NaN][Math.floor(chance() * 6)] ?? 0;
  if (roll < 0.7) return 1 + Math.floor(chance() * Math.max(1, Math.min(edge, 1e9)));
  return 1 + Math.floor(chance() * 500_000);
}

/** A contribution, often one that was moved in part, and what is left of it. */
function anyGift(chance: Chance, model: Model): { contribution: string; edge: bigint } {
  const gifts = [...model.done].filter(([, done]) => done.command.kind === 'contribution').slice(-40);
  const begun = gifts.filter(([, { givenBack, undone }]) => givenBack > 0n && !undone);
  const from = begun.length > 0 && chance() < 0.5 ? begun : gifts;
  const [contribution = 'entry-none', done] = from[Math.floor(chance() * from.length)] ?? [];
  const edge = done?.command.kind === 'contribution' ? BigInt(done.command.amount) - done.givenBack : 0n;
  return { contribution, edge };
}

function dated(chance: Chance, model: Model, day: string): { valueDay: string; late?: true } {
  const valueDay = later(day, 2 - Math.floor(chance() * 50));
  return valueDay <= model.closed !== chance() < 0.2 ? { valueDay, late: true } : { valueDay };
}

function earlier(chance: Chance, model: Model): string {
  const ids = [...model.done.keys()];
  const recent = chance() < 0.7 ? ids.slice(-20) : ids;
  return recent[Math.floor(chance() * recent.length)] ?? 'entry-none';
}

function weighted(chance: Chance): Kind {
  let roll = chance() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  return weights.find(([, weight]) => (roll -= weight) < 0)?.[0] ?? 'contribution';
}

const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const lastMonthEnd = (day: string): string => later(`${day.slice(0, 7)}-01`, -1);
