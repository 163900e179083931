import { describe, expect, test } from 'vitest';
import { AVAILABLE } from '../../../../functions/fund/ledger/accounts.ts';
import { balance } from '../../../../functions/fund/ledger/state.ts';
import { book, gift, pay, refusal, release, reserve, reverse } from '../book.ts';
import type { Brief } from '../book.ts';

describe('case 4: a commitment resolves once', () => {
  const held = () => {
    const fund = book();
    fund.post(gift(1000));
    fund.post(reserve(300));
    return fund;
  };
  test('in tranches, to the fen, and no fen more', () => {
    const fund = held();
    fund.post(pay(100));
    expect(refusal(() => fund.post(pay(201)))).toBe('over-payment');
    fund.post(pay(200));
    expect(refusal(() => fund.post(pay(1)))).toBe('commitment-resolved');
    expect(refusal(() => fund.post(release))).toBe('commitment-resolved');
  });
  test('released: the rest goes back, once', () => {
    const fund = held();
    fund.post(pay(100));
    fund.post(release);
    expect(balance(fund.state, AVAILABLE)).toBe(900);
    for (const again of [release, pay(1)]) expect(refusal(() => fund.post(again))).toBe('commitment-resolved');
    expect(refusal(() => fund.post(reserve(1)))).toBe('already-committed');
  });
  test('expired: by the clock of Asia/Shanghai, not a second before, and not paid after', () => {
    const fund = held();
    const expiry: Brief = { kind: 'expiry', application: 'app-one' };
    expect(refusal(() => fund.post(expiry, '2026-12-31T15:59:59.999Z'))).toBe('not-yet-expired');
    expect(refusal(() => fund.post(pay(1), '2026-12-31T16:00:00.000Z'))).toBe('commitment-expired');
    fund.post(expiry, '2026-12-31T16:00:00.000Z');
    expect(balance(fund.state, AVAILABLE)).toBe(1000);
    expect(refusal(() => fund.post(expiry, '2027-01-02T00:00:00.000Z'))).toBe('commitment-resolved');
  });
  test('a bounced payment is reversed and can be paid again; not after the rest was given back', () => {
    const fund = held();
    const paid = fund.post(pay(300));
    fund.post({ kind: 'reversal', entry: paid.id, reason: 'payment-bounced' });
    const again = fund.post(pay(200));
    fund.post(release);
    expect(refusal(() => fund.post(reverse(again.id)))).toBe('commitment-resolved');
  });
  test('none: nothing to pay', () => expect(refusal(() => book().post(pay(1)))).toBe('no-such-commitment'));
});

describe('case 7: money given for a purpose', () => {
  test('is not spent on another without the donor’s recorded consent', () => {
    const fund = book();
    const given = fund.post(gift(500, 'unit-one', 'elevator'));
    fund.post(gift(100));
    expect(refusal(() => fund.post(reserve(101)))).toBe('earmarked-for-another-purpose');
    expect(refusal(() => fund.post(reserve(600)))).toBe('earmarked-for-another-purpose');
    expect(refusal(() => fund.post(reserve(601)))).toBe('insufficient-funds');
    const consent = (amount: number, to?: string): Brief => {
      const evidence = 'a'.repeat(64);
      return { kind: 'consent', contribution: given.id, amount, evidence, ...(to ? { to } : {}) };
    };
    expect(refusal(() => fund.post(consent(501, 'barrier')))).toBe('over-contribution');
    expect(refusal(() => fund.post(consent(1, 'elevator')))).toBe('same-purpose');
    expect(refusal(() => fund.post({ ...consent(1), contribution: 'entry-9' } as Brief))).toBe('no-such-contribution');
    fund.post(consent(300, 'barrier'));
    expect(refusal(() => fund.post(consent(201)))).toBe('over-contribution');
    fund.post(reserve(400));
    expect(balance(fund.state, AVAILABLE)).toBe(0);
    expect(balance(fund.state, 'assets:earmarked:elevator')).toBe(200);
  });
  test('is used first, and comes back to where it came from', () => {
    const fund = book();
    fund.post(gift(500));
    fund.post(gift(200, 'unit-b', 'barrier'));
    fund.post(gift(50, 'unit-a', 'barrier'));
    fund.post(reserve(400));
    expect(balance(fund.state, AVAILABLE)).toBe(350);
    fund.post(pay(300));
    fund.post({ kind: 'refund', application: 'app-one', amount: 60 });
    expect(balance(fund.state, AVAILABLE)).toBe(400);
    expect(balance(fund.state, 'assets:earmarked:barrier')).toBe(10);
    fund.post(release);
    expect(balance(fund.state, AVAILABLE)).toBe(500);
    expect(balance(fund.state, 'assets:earmarked:barrier')).toBe(10);
  });
  test('case 20, in part: however many gave for it, a posting has three legs at most and fits one transaction', () => {
    const fund = book();
    for (let i = 0; i < 200; i++) fund.post(gift(1, `resident-${i}`, 'elevator'));
    fund.post(gift(50));
    expect(fund.post(reserve(250, 'app-one', 'elevator')).legs).toHaveLength(3);
    fund.post(pay(250));
    expect(fund.post({ kind: 'refund', application: 'app-one', amount: 250 }).legs).toHaveLength(3);
  });
  test('a purpose that begins like another is another', () => {
    const fund = book();
    fund.post(gift(500, 'unit-one', 'barrier-two'));
    expect(refusal(() => fund.post(reserve(1)))).toBe('earmarked-for-another-purpose');
  });
});
