import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../../functions/calendar/day.ts';
import type { PledgeRecord } from '../../../../functions/fund/pledges/contract.ts';
import {
  judge,
  outstanding,
  receive,
  received,
  stateOf,
  sumsOf,
  told,
  unreceive,
  withdraw,
} from '../../../../functions/fund/pledges/pledge.ts';
import { refusal } from '../book.ts';

const promise = (amount = 10_000): PledgeRecord => ({
  id: 'pledge-one',
  fund: 'fund-500229',
  contributor: 'unit-one',
  source: 'unit',
  amount,
  madeOn: '2026-08-01',
  dueOn: '2026-09-30',
  consent: { by: 'person-a' },
  receipts: [],
  version: 1,
});
const gift = { contributor: 'unit-one' };

test('a pledge is open until as much came as was promised, in parts or more than whole', () => {
  const part = receive(promise(), { entry: 'entry-1', on: '2026-08-10', amount: 4_000 });
  expect([stateOf(part), received(part), outstanding(part)]).toEqual(['open', 4_000, 6_000]);
  const whole = receive(part, { entry: 'entry-2', on: '2026-09-10', amount: 7_000 });
  expect([stateOf(whole), received(whole), outstanding(whole), whole.version]).toEqual(['fulfilled', 11_000, 0, 3]);
  expect(refusal(() => judge(whole, gift))).toBe('pledge-resolved');
  expect(refusal(() => withdraw(whole, 'person-a', '2026-09-11T00:00:00.000Z', 'x'))).toBe('pledge-resolved');
});

test('a reversed contribution opens the pledge again; each day is told as it was', () => {
  const whole = receive(promise(), { entry: 'entry-1', on: '2026-08-10', amount: 10_000 });
  const again = unreceive(whole, 'entry-1', '2026-09-05');
  expect([stateOf(again), received(again)]).toEqual(['open', 0]);
  const days = ['2026-08-09', '2026-08-10', '2026-09-04', '2026-09-05'];
  expect(days.map((day) => received(again, day))).toEqual([0, 10_000, 10_000, 0]);
});

test('a pledge past its day is overdue while it is open, and is withdrawn with a reason once', () => {
  expect(told(promise(), '2026-09-30').overdue).toBe(false);
  expect(told(promise(), '2026-10-01').overdue).toBe(true);
  const gone = withdraw(promise(), 'person-a', '2026-09-30T16:00:00.000Z', '单位撤并');
  expect(gone.withdrawal).toMatchObject({ on: '2026-10-01', reason: '单位撤并' });
  expect([stateOf(gone, '2026-09-30'), stateOf(gone), told(gone, '2027-01-01').overdue]).toEqual([
    'open',
    'withdrawn',
    false,
  ]);
  expect(refusal(() => withdraw(gone, 'person-a', '2026-10-02T00:00:00.000Z', 'x'))).toBe('pledge-resolved');
});

test('a contribution fulfils its own contributor’s pledge for the same purpose, in two hundred parts at most', () => {
  expect(refusal(() => judge(promise(), gift))).toBe('accepted');
  expect(refusal(() => judge(promise(), { contributor: 'unit-two' }))).toBe('pledge-differs');
  expect(refusal(() => judge(promise(), { ...gift, purpose: 'lamp' }))).toBe('pledge-differs');
  expect(refusal(() => judge({ ...promise(), purpose: 'lamp' }, { ...gift, purpose: 'lamp' }))).toBe('accepted');
  let parts = promise(1_000_000);
  for (let i = 0; i < 200; i++) parts = receive(parts, { entry: `entry-${i}`, on: '2026-08-10', amount: 1 });
  expect(refusal(() => judge(parts, gift))).toBe('pledge-in-parts');
});

test('whatever comes and is undone: received and outstanding of open pledges add up to what they promise', () => {
  const moves = fc.array(fc.record({ amount: fc.integer({ min: 1, max: 5_000 }), undo: fc.boolean() }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(moves, fc.integer({ min: 0, max: 40 }), (given, day) => {
      let pledge = promise();
      for (const [i, { amount, undo }] of given.entries()) {
        pledge = receive(pledge, { entry: `entry-${i}`, on: addDays('2026-08-01', i), amount });
        if (undo) pledge = unreceive(pledge, `entry-${i}`, addDays('2026-08-01', i + 2));
      }
      for (const asOf of [undefined, addDays('2026-08-01', day)]) {
        const sums = sumsOf([pledge], asOf);
        if (stateOf(pledge, asOf) === 'open') expect(sums.received + sums.outstanding).toBe(sums.promised);
        else expect([sums.outstanding, sums.received >= pledge.amount]).toEqual([0, true]);
      }
    }),
  );
});
