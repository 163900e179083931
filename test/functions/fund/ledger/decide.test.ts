import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_AMOUNT } from '../../../../functions/fund/ledger/amount.ts';
import { Command, Fen, Pseudonym } from '../../../../functions/fund/ledger/contract.ts';
import { AVAILABLE } from '../../../../functions/fund/ledger/accounts.ts';
import { netted } from '../../../../functions/fund/ledger/legs.ts';
import { balance, fold } from '../../../../functions/fund/ledger/state.ts';
import { barrier, book, gift, refusal, reserve, reverse, pay } from '../book.ts';
import type { Brief } from '../book.ts';

test('case 1: every posting balances, one leg an account, for any legs that balance', () => {
  const account = fc.constantFrom(
    'assets:available',
    'income:interest',
    'assets:committed:app-one',
    'expenses:bank-fees',
  );
  const leg = fc.record({ account, amount: fc.integer({ min: -1000, max: 1000 }) });
  fc.assert(
    fc.property(fc.array(leg, { maxLength: 12 }), account, (legs, last) => {
      const rest = -legs.reduce((sum, { amount }) => sum + amount, 0);
      const done = netted([...legs, { account: last, amount: rest }]);
      expect(done.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
      expect(new Set(done.map((l) => l.account)).size).toBe(done.length);
      expect(done.every(({ amount }) => amount !== 0)).toBe(true);
    }),
  );
  expect(() => netted([{ account: AVAILABLE, amount: 1 }])).toThrow(RangeError);
});

test('story C: 100,000 yuan of eleven units, 3,000 for the barrier: every fen is somewhere', () => {
  const fund = barrier();
  expect(balance(fund.state, AVAILABLE)).toBe(9_700_000);
  expect(balance(fund.state, 'expenses:grants:app-barrier')).toBe(300_000);
  expect(balance(fund.state, 'assets:committed:app-barrier')).toBe(0);
  expect([...fund.state.balances.values()].reduce((sum, fen) => sum + fen, 0)).toBe(0);
  expect(fold(fund.fund, fund.entries)).toEqual(fund.state);
});

test('case 3: on a fund without any account a spend is refused; the first fitting reservation takes all, the next none', () => {
  const fund = book();
  expect(refusal(() => fund.post({ kind: 'fee', amount: 1 }))).toBe('insufficient-funds');
  expect(refusal(() => fund.post(reserve(1)))).toBe('insufficient-funds');
  fund.post(gift(100));
  fund.post(reserve(100));
  expect(refusal(() => fund.post(reserve(1, 'app-two')))).toBe('insufficient-funds');
});

describe('case 8: a posted entry is never edited', () => {
  test('it is reversed, once', () => {
    const fund = book();
    const given = fund.post(gift(500));
    fund.post(reverse(given.id));
    expect(balance(fund.state, AVAILABLE)).toBe(0);
    expect(refusal(() => fund.post(reverse(given.id)))).toBe('already-reversed');
    expect(refusal(() => fund.post(reverse('entry-2')))).toBe('not-reversible');
    expect(refusal(() => fund.post(reverse('entry-99')))).toBe('no-such-entry');
  });
  test('money that was spent since cannot be un-given', () => {
    const fund = book();
    const given = fund.post(gift(500));
    fund.post(reserve(1));
    expect(refusal(() => fund.post(reverse(given.id)))).toBe('insufficient-funds');
  });
  test('the same business id never posts twice', () => {
    const fund = book();
    fund.post({ ...gift(500), id: 'gift-one' });
    expect(refusal(() => fund.post({ ...gift(500), id: 'gift-one' }))).toBe('already-posted');
  });
});

describe('case 9: refunds and returns stop at the net amount', () => {
  test('a compound gives back at most what it was paid and has not given back', () => {
    const fund = book();
    fund.post(gift(1000));
    fund.post(reserve(300));
    const refund = (amount: number): Brief => ({ kind: 'refund', application: 'app-one', amount });
    expect(refusal(() => fund.post(refund(1)))).toBe('over-refund');
    const paid = fund.post(pay(300));
    const back = fund.post(refund(100));
    expect(refusal(() => fund.post(refund(201)))).toBe('over-refund');
    expect(refusal(() => fund.post(reverse(paid.id)))).toBe('has-refunds');
    fund.post(reverse(back.id));
    fund.post(refund(300));
    expect(refusal(() => fund.post(refund(1)))).toBe('over-refund');
    expect(balance(fund.state, AVAILABLE)).toBe(1000);
  });
  test('a contributor gets back at most what they gave and have not got back', () => {
    const fund = book();
    const given = fund.post(gift(500));
    fund.post(gift(500, 'unit-two'));
    const back = (amount: number): Brief => ({
      kind: 'return',
      contribution: given.id,
      amount,
      reason: 'entered-in-error',
    });
    fund.post(back(200));
    expect(refusal(() => fund.post(back(301)))).toBe('over-contribution');
    expect(refusal(() => fund.post(reverse(given.id)))).toBe('contribution-moved');
    const second = fund.post(back(300));
    expect(refusal(() => fund.post(back(1)))).toBe('over-contribution');
    fund.post(reverse(second.id));
    fund.post(back(300));
    expect(balance(fund.state, 'income:contributions:unit:unit-one')).toBe(0);
    expect(refusal(() => fund.post({ ...back(1), contribution: 'entry-99' } as Brief))).toBe('no-such-contribution');
  });
});

test('case 10: amounts that are no fen are refused by the core and by the schema, and nothing is written', () => {
  const fund = book();
  for (const amount of [
    0,
    -1,
    0.001,
    1e21,
    '1e3',
    2 ** 53 + 2,
    Number.NaN,
    100_000_000_001,
    undefined,
    null,
    '5',
    [5],
  ]) {
    const brief = { ...gift(1), amount } as unknown as Brief;
    expect(
      refusal(() => fund.post(brief)),
      String(amount),
    ).toBe('invalid-amount');
    const command = { ...brief, id: 'gift-one', by: 'person-a', confirmedBy: 'person-b', voucher: 'V-1' };
    expect(Command.safeParse(command).success, String(amount)).toBe(false);
    expect(Command.safeParse({ ...command, amount: 1 }).success).toBe(true);
  }
  expect(fund.entries).toEqual([]);
  expect(fund.state.balances.size).toBe(0);
  expect(Fen.safeParse(MAX_AMOUNT).success).toBe(true);
  expect(fund.post(gift(MAX_AMOUNT)).seq).toBe(1);
});

test('balances stay exact integers: what would pass 2^53 is refused', () => {
  const fund = book();
  fund.state.balances.set(AVAILABLE, Number.MAX_SAFE_INTEGER - 5);
  fund.post(gift(5));
  expect(refusal(() => fund.post(gift(1)))).toBe('balance-too-large');
});

test('case 11: nothing enters a closed period; a late posting says so and goes into the open one', () => {
  const fund = book();
  fund.post(gift(100));
  const close = (through: string): Brief => ({ kind: 'closing', through });
  expect(refusal(() => fund.post(close('2026-10-30'), '2026-11-02T00:00:00.000Z'))).toBe('not-a-month-end');
  expect(refusal(() => fund.post(close('2026-10-31'), '2026-10-31T15:59:59.999Z'))).toBe('period-not-over');
  fund.post(close('2026-10-31'), '2026-10-31T16:00:00.000Z');
  expect(refusal(() => fund.post(close('2026-10-31'), '2026-11-02T00:00:00.000Z'))).toBe('already-closed');
  const now = '2026-11-05T02:00:00.000Z';
  expect(refusal(() => fund.post({ ...gift(5), valueDay: '2026-10-31' }, now))).toBe('period-closed');
  expect(refusal(() => fund.post({ ...gift(5), valueDay: '2026-11-01', late: true }, now))).toBe('not-late');
  expect(refusal(() => fund.post({ ...gift(5), valueDay: '2026-11-06' }, now))).toBe('future-day');
  expect(fund.post({ ...gift(5), valueDay: '2026-10-31', late: true }, now)).toMatchObject({ day: '2026-11-05' });
});

test('a clock that runs behind cannot post into the past: not into a closed month, not before the last entry', () => {
  const fund = book();
  fund.post({ kind: 'closing', through: '2026-09-30' }, '2026-10-01T03:00:00.000Z');
  const entry = fund.post(gift(5), '2026-09-30T02:00:00.000Z');
  expect(entry).toMatchObject({ at: '2026-10-01T03:00:00.000Z', day: '2026-10-01' });
});

test('case 32, in part: whoever records never confirms, and no name or phone fits an id of the chain', () => {
  const fund = book();
  expect(refusal(() => fund.post({ ...gift(5), confirmedBy: 'person-a' }))).toBe('same-person');
  for (const id of [
    '张三',
    'zhang san',
    'resident-13812345678',
    '13812345678',
    'r-110101199003070011',
    'a@b.cn',
    'Resident-1',
  ])
    expect(Pseudonym.safeParse(id).success, id).toBe(false);
  for (const id of ['unit-0007', 'resident-01j9zq3v7k8m2n4p6r8t0w1x2y', 'app-1'])
    expect(Pseudonym.safeParse(id).success, id).toBe(true);
});

test('case 2, in pure code: of n equal grants only what fits succeeds, whatever the order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 30 }), (amounts) => {
      const fund = book();
      fund.post(gift(1000));
      let free = 1000;
      amounts.forEach((amount, i) => {
        const said = refusal(() => fund.post(reserve(amount, `app-${i}`)));
        expect(said).toBe(amount <= free ? 'accepted' : 'insufficient-funds');
        if (said === 'accepted') free -= amount;
        expect(balance(fund.state, AVAILABLE)).toBe(free);
      });
    }),
  );
});
