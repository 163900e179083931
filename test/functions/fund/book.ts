import { sealAll } from '../../../functions/fund/ledger/chain.ts';
import type { Command, Entry, Row } from '../../../functions/fund/ledger/contract.ts';
import { decide } from '../../../functions/fund/ledger/decide.ts';
import { apply, empty } from '../../../functions/fund/ledger/state.ts';
import type { State } from '../../../functions/fund/ledger/state.ts';
import { Refusal } from '../../../functions/http/refusal.ts';

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** A command without what most tests do not care about. */
export type Brief = Without<Command, 'id' | 'by' | 'confirmedBy' | 'voucher'> & {
  id?: string;
  by?: string;
  confirmedBy?: string;
};

const unattended = ['expiry', 'closing'];
const vouched = ['contribution', 'return', 'payment', 'refund', 'interest', 'fee'];

/** Commands that most tests need. */
export const gift = (amount: number, contributor = 'unit-one', purpose?: string): Brief => ({
  kind: 'contribution',
  source: 'unit',
  contributor,
  amount,
  ...(purpose ? { purpose } : {}),
});
export const reserve = (amount: number, application = 'app-one', purpose = 'barrier'): Brief => ({
  kind: 'reservation',
  application,
  purpose,
  amount,
  expiresOn: '2026-12-31',
});
export const pay = (amount: number, application = 'app-one'): Brief => ({ kind: 'payment', application, amount });
export const release: Brief = { kind: 'release', application: 'app-one', reason: 'withdrawn' };
export const reverse = (entry: string): Brief => ({ kind: 'reversal', entry, reason: 'entered-in-error' });

/** A fund's book for tests: posts commands as given, with ids and people where the test names none. */
export function book(fund = 'fund-one') {
  const state: State = empty(fund);
  const entries: Entry[] = [];
  const post = (brief: Brief, at = '2026-10-05T02:00:00.000Z'): Entry => {
    const command = {
      id: `entry-${entries.length + 1}`,
      by: 'person-a',
      ...(unattended.includes(brief.kind) ? {} : { confirmedBy: 'person-b' }),
      ...(vouched.includes(brief.kind) ? { voucher: `V-${entries.length + 1}` } : {}),
      ...brief,
    } as Command;
    const entry = decide(state, command, at);
    apply(state, entry);
    entries.push(entry);
    return entry;
  };
  const rows = (): Promise<Row[]> => sealAll(entries);
  return { fund, state, entries, post, rows };
}

/** The name of the refusal that `act` throws; 'accepted' when it throws none. */
export function refusal(act: () => unknown): string {
  try {
    act();
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return error.refusal;
    throw error;
  }
}

/** The barrier of the Chengkou story: 100,000 yuan of eleven units, a grant of 3,000 paid in two tranches. */
export function barrier() {
  const fund = book('fund-guihuajing');
  for (let unit = 1; unit <= 11; unit++) {
    const amount = unit === 11 ? 1_000_000 : 900_000;
    fund.post(
      { kind: 'contribution', contributor: `unit-${unit}`, source: 'unit', amount },
      '2026-09-02T02:00:00.000Z',
    );
  }
  fund.post(
    { kind: 'reservation', application: 'app-barrier', purpose: 'barrier', amount: 300_000, expiresOn: '2026-12-31' },
    '2026-10-08T02:00:00.000Z',
  );
  fund.post({ kind: 'payment', application: 'app-barrier', amount: 150_000 }, '2026-10-12T02:00:00.000Z');
  fund.post({ kind: 'payment', application: 'app-barrier', amount: 150_000 }, '2026-11-03T02:00:00.000Z');
  return fund;
}
