import * as z from 'zod';
import { Day } from '../../calendar/contract.ts';

/** What amount.ts calls an amount; a contract imports contracts alone, and a page that only calculates loads no schema. */
export const Fen = z
  .int()
  .min(1)
  .max(100_000_000_000)
  .describe('integer fen, 1/100 yuan')
  .meta({ examples: [300_000] });

/** A UTC instant in milliseconds: one spelling an instant, because the chain hashes the text. */
export const Instant = z.iso.datetime({ precision: 3 });

/**
 * A pseudonym: letters first, then segments of letters and digits. No name can be written in it, and a segment of
 * eleven or more digits alone (a phone, an identity card, a bank card) is refused.
 */
export const Pseudonym = z
  .string()
  .max(64)
  .regex(/^[a-z]+(-(?!\d{11,}(-|$))[a-z0-9]+)+$/)
  .meta({ examples: ['unit-0007'] });

export const Purpose = z
  .string()
  .max(40)
  .regex(/^[a-z]+(-[a-z]+)*$/)
  .describe('what the donor gave it for, and what an application is for')
  .meta({ examples: ['barrier'] });

export const Source = z.enum(['unit', 'resident', 'subsidy', 'charity']);
export type Source = z.output<typeof Source>;

export const Voucher = z
  .string()
  .max(40)
  .regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/)
  .describe('voucher number 凭证号')
  .meta({ examples: ['V-2026-0001'] });

export const Hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, lower-case hex');

export const Reason = z.enum(['entered-in-error', 'payment-bounced', 'cost-lower', 'withdrawn', 'rule-breach']);

const recorded = {
  id: Pseudonym.describe('the business id: a second command with it never has a second effect'),
  by: Pseudonym,
  valueDay: Day.optional().describe('the day the money moved, when it is not the day of posting'),
  late: z.literal(true).optional().describe('said by the recorder when valueDay lies in a closed period'),
};
/** Whoever records money never confirms it. */
const confirmed = { ...recorded, confirmedBy: Pseudonym };
const row = <K extends string, S extends z.ZodRawShape>(kind: K, shape: S) =>
  z.strictObject({ kind: z.literal(kind), ...shape });

const shapes = {
  contribution: {
    ...confirmed,
    contributor: Pseudonym,
    source: Source,
    amount: Fen,
    purpose: Purpose.optional().describe('an earmark; without it the money is free'),
    voucher: Voucher,
  },
  return: { ...confirmed, contribution: Pseudonym, amount: Fen, voucher: Voucher, reason: Reason },
  consent: {
    ...confirmed,
    contribution: Pseudonym.describe('the earmarked contribution whose donor agreed'),
    to: Purpose.optional().describe('without it the donor frees the money'),
    amount: Fen,
    evidence: Hash.describe("digest of the donor's written consent (Charity Law art. 56)"),
  },
  reservation: { ...confirmed, application: Pseudonym, purpose: Purpose, amount: Fen, expiresOn: Day },
  payment: { ...confirmed, application: Pseudonym, amount: Fen, voucher: Voucher },
  release: { ...confirmed, application: Pseudonym, reason: Reason },
  expiry: { ...recorded, application: Pseudonym },
  refund: { ...confirmed, application: Pseudonym, amount: Fen, voucher: Voucher },
  interest: { ...confirmed, amount: Fen, voucher: Voucher },
  fee: { ...confirmed, amount: Fen, voucher: Voucher },
  reversal: { ...confirmed, entry: Pseudonym.describe('id of the entry undone'), reason: Reason },
  closing: { ...recorded, through: Day.describe('last day of a month; nothing is posted on or before it any more') },
};

export const Command = z.discriminatedUnion('kind', [
  row('contribution', shapes.contribution),
  row('return', shapes.return),
  row('consent', shapes.consent),
  row('reservation', shapes.reservation),
  row('payment', shapes.payment),
  row('release', shapes.release),
  row('expiry', shapes.expiry),
  row('refund', shapes.refund),
  row('interest', shapes.interest),
  row('fee', shapes.fee),
  row('reversal', shapes.reversal),
  row('closing', shapes.closing),
]);
export type Command = z.output<typeof Command>;
export type Kind = Command['kind'];

/** Said by the ledger itself, of what one person records and another confirms. */
const own = { id: true, by: true, confirmedBy: true } as const;

/** Of money that moved at the bank; it stays with the slip, because a chain that is public holds no bank's numbers. */
const atBank = {
  bank: z
    .string()
    .regex(/^[A-Za-z0-9]{4,40}$/)
    .optional()
    .describe("the bank's reference 银行流水号; never published"),
};

/** A promise that the money fulfils; it stays with the slip, too: a promise is no part of the books. */
const promised = { pledge: Pseudonym.optional().describe('the pledge that it fulfils') };

/** What one person records for another to confirm: a command without its id and its people. */
export const Order = z.discriminatedUnion('kind', [
  row('contribution', { ...shapes.contribution, ...atBank, ...promised }).omit(own),
  row('return', { ...shapes.return, ...atBank }).omit(own),
  row('consent', shapes.consent).omit(own),
  row('payment', { ...shapes.payment, ...atBank }).omit(own),
  row('release', shapes.release).omit(own),
  row('refund', { ...shapes.refund, ...atBank }).omit(own),
  row('interest', { ...shapes.interest, ...atBank }).omit(own),
  row('fee', { ...shapes.fee, ...atBank }).omit(own),
  row('reversal', shapes.reversal).omit(own),
]);
export type Order = z.output<typeof Order>;

export const Account = z
  .string()
  .max(160)
  .regex(/^(assets|income|expenses)(:[a-z0-9-]+)+$/);

export const Leg = z.strictObject({
  account: Account,
  amount: z.int().describe('fen; debit positive, credit negative'),
});
export type Leg = z.output<typeof Leg>;

const posted = {
  fund: Pseudonym,
  seq: z.int().min(1),
  at: Instant,
  day: Day.describe('the Asia/Shanghai day of `at`; statements and periods go by it'),
  legs: z.array(Leg).max(3),
};

/** An entry is the command that caused it, with its place in the journal and its legs. */
export const Entry = z.discriminatedUnion('kind', [
  row('contribution', { ...shapes.contribution, ...posted }),
  row('return', { ...shapes.return, ...posted }),
  row('consent', { ...shapes.consent, ...posted }),
  row('reservation', { ...shapes.reservation, ...posted }),
  row('payment', { ...shapes.payment, ...posted }),
  row('release', { ...shapes.release, ...posted }),
  row('expiry', { ...shapes.expiry, ...posted }),
  row('refund', { ...shapes.refund, ...posted }),
  row('interest', { ...shapes.interest, ...posted }),
  row('fee', { ...shapes.fee, ...posted }),
  row('reversal', { ...shapes.reversal, ...posted }),
  row('closing', { ...shapes.closing, ...posted }),
]);
export type Entry = z.output<typeof Entry>;

/** An entry in the chain: `hash` = SHA-256(hash before || canonical JSON of the entry without `hash`). */
export type Row = Entry & { readonly hash: string };

export const Head = z.strictObject({ seq: z.int().min(0), hash: Hash });
export type Head = z.output<typeof Head>;

/** The public journal of a fund. Rows are judged one by one by the verifier, which names the first bad one. */
export const Journal = z.object({
  fund: Pseudonym,
  currency: z.literal('CNY'),
  unit: z.literal('fen'),
  head: Head,
  balances: z.record(z.string(), z.int()),
  rows: z.array(z.unknown()),
});
export type Journal = z.output<typeof Journal>;
