import type { Entry, Source } from '../ledger/contract.ts';

/** Money in and out of the fund, and in and out of commitments, in one period; reversals are taken off where they belong. */
export interface Flows {
  readonly in: Readonly<Record<Source | 'interest' | 'refunds' | 'total', number>>;
  readonly out: Readonly<Record<'payments' | 'returns' | 'fees' | 'total', number>>;
  readonly commitments: Readonly<Record<'reserved' | 'released' | 'expired', number>>;
  /** Earmarked money whose donors agreed to another purpose. */
  readonly consented: number;
}

type Line =
  Source | 'interest' | 'refunds' | 'payments' | 'returns' | 'fees' | 'reserved' | 'released' | 'expired' | 'consented';

/**
 * @param entries of the period
 * @param undone the entries that its reversals undo, by id
 */
export function flows(entries: readonly Entry[], undone: ReadonlyMap<string, Entry>): Flows {
  const sums = new Map<Line, number>();
  const add = (entry: Entry, sign: 1 | -1): void => {
    const line = lineOf(entry);
    if (line) sums.set(line, (sums.get(line) ?? 0) + sign * amountOf(entry));
  };
  for (const entry of entries) {
    if (entry.kind !== 'reversal') add(entry, 1);
    else {
      const target = undone.get(entry.entry);
      if (target) add(target, -1);
    }
  }
  const of = (line: Line): number => sums.get(line) ?? 0;
  const sum = (lines: readonly Line[]): number => lines.reduce((total, line) => total + of(line), 0);
  return {
    in: {
      unit: of('unit'),
      resident: of('resident'),
      subsidy: of('subsidy'),
      charity: of('charity'),
      interest: of('interest'),
      refunds: of('refunds'),
      total: sum(['unit', 'resident', 'subsidy', 'charity', 'interest', 'refunds']),
    },
    out: {
      payments: of('payments'),
      returns: of('returns'),
      fees: of('fees'),
      total: sum(['payments', 'returns', 'fees']),
    },
    commitments: { reserved: of('reserved'), released: of('released'), expired: of('expired') },
    consented: of('consented'),
  };
}

const lines: Partial<Record<Entry['kind'], Line>> = {
  return: 'returns',
  consent: 'consented',
  reservation: 'reserved',
  payment: 'payments',
  release: 'released',
  expiry: 'expired',
  refund: 'refunds',
  interest: 'interest',
  fee: 'fees',
};

const lineOf = (entry: Entry): Line | undefined => (entry.kind === 'contribution' ? entry.source : lines[entry.kind]);

const amountOf = ({ legs }: Entry): number => legs.reduce((sum, { amount }) => sum + Math.max(0, amount), 0);
