import type { Order, Source } from '../../../../../functions/fund/ledger/contract.ts';
import { fenOf } from '../../../../fund/fen.ts';
import type { FundDesksWords } from '../../../../words/fund-desks-zh.ts';
import { failureAt, type Failure } from '../failure.ts';

export const kinds = [
  ...(['contribution', 'payment', 'refund', 'release', 'return', 'consent'] as const),
  ...(['interest', 'fee', 'reversal'] as const),
];
export type OrderKind = (typeof kinds)[number];

/** Which fields a kind of slip has beside the day. */
export const has: Readonly<Record<OrderKind, readonly (keyof Paper)[]>> = {
  contribution: ['contributor', 'amount', 'voucher', 'purpose'],
  payment: ['application', 'amount', 'voucher'],
  refund: ['application', 'amount', 'voucher'],
  release: ['application', 'reason'],
  return: ['contribution', 'amount', 'voucher', 'reason'],
  consent: ['contribution', 'amount', 'purpose', 'evidence'],
  interest: ['amount', 'voucher'],
  fee: ['amount', 'voucher'],
  reversal: ['entry', 'reason'],
};

/** A slip as it is being written: all text, until it is sent. */
export interface Paper {
  kind: OrderKind;
  contributor: string;
  pledge: string;
  application: string;
  contribution: string;
  entry: string;
  amount: string;
  voucher: string;
  purpose: string;
  reason: string;
  evidence: string;
  valueDay: string;
  late: boolean;
}

export const emptyPaper = (): Paper => ({
  kind: 'contribution',
  ...{
    contributor: '',
    pledge: '',
    application: '',
    contribution: '',
    entry: '',
    amount: '',
    voucher: '',
    purpose: '',
  },
  ...{ reason: 'entered-in-error', evidence: '', valueDay: '', late: false },
});

const ids: Partial<Record<keyof Paper, string>> = { contribution: 'entry', evidence: 'consent-file' };

/** The order that a slip says, or the first field that is missing. */
export function orderOf(
  paper: Paper,
  sourceOf: (contributor: string) => Source | undefined,
  words: FundDesksWords['money'],
): Order | Failure {
  const fields = has[paper.kind];
  const amount = fenOf(paper.amount);
  for (const field of fields) {
    if (field === 'amount' && !amount) return failureAt('amount', words.bad);
    if (field !== 'purpose' && field !== 'amount' && paper[field] === '')
      return failureAt(ids[field] ?? field, field === 'evidence' ? words.noFile : words.choose);
  }
  const { kind, contributor, pledge, purpose, valueDay, late } = paper;
  const told = fields.flatMap((field) => (field === 'amount' || field === 'purpose' ? [] : [[field, paper[field]]]));
  return {
    kind,
    ...(Object.fromEntries(told) as object),
    ...(fields.includes('amount') && { amount }),
    ...(kind === 'contribution' && { source: sourceOf(contributor), ...(pledge && { pledge }) }),
    ...(purpose && fields.includes('purpose') && { [kind === 'consent' ? 'to' : 'purpose']: purpose }),
    ...(valueDay && { valueDay }),
    ...(valueDay && late && { late: true }),
  } as Order;
}
