import { expect, test } from 'vitest';
import { advance, overdue, payable, stepsFor } from '../../../../functions/fund/applications/advance.ts';
import { Application, ApplicationState } from '../../../../functions/fund/applications/contract.ts';
import { diagram, rows } from '../../../../functions/fund/applications/machine.ts';
import type { Row, Transition } from '../../../../functions/fund/applications/machine.ts';
import type { Context } from '../../../../functions/fund/applications/needs.ts';
import { noticeEnds } from '../../../../functions/fund/applications/notice.ts';
import { committed } from '../../../../functions/fund/ledger/accounts.ts';
import { refundable, remaining } from '../../../../functions/fund/ledger/commitment.ts';
import { balance } from '../../../../functions/fund/ledger/state.ts';
import { settle } from '../../../../functions/fund/rules/settlement.ts';
import { roles } from '../../../../functions/http/policy.ts';
import { book, refusal } from '../book.ts';
import { context, draft, rules } from './case.ts';

const table: readonly Row[] = rows;
const passed = { eligible: 11, quorum: 8, cast: 9, approving: 8, passed: true, meanScore: 8000 };
const go = (record: Application, steps: readonly [Transition, Context][]): Application =>
  steps.reduce((now, [transition, given]) => advance(now, transition, given), record);

const noticed = (): Application =>
  go(draft, [
    ['submit', context('2026-09-01', 'residence-committee')],
    ['accept', context('2026-09-02', 'community-secretary')],
    ['approve', context('2026-09-10', 'fund-committee', { review: passed, reason: 'a broken barrier, a fair price' })],
  ]);
const reserved = { ledger: { reserved: 300_000, remaining: 300_000, paid: 0 } };
const working = (): Application =>
  go(noticed(), [
    ['commit', context('2026-09-22', 'fund-committee', reserved)],
    ['start', context('2026-09-23', 'residence-committee')],
  ]);

test('every state can be reached, every end is an end, no step is stated twice', () => {
  const reached = new Set<string>(['draft']);
  for (let size = 0; size !== reached.size;) {
    size = reached.size;
    for (const { from, to } of table) if (from.some((state) => reached.has(state))) reached.add(to);
  }
  expect([...reached].sort()).toEqual([...ApplicationState.options].sort());
  const ends = ApplicationState.options.filter((state) => table.every(({ from }) => !from.includes(state)));
  expect(ends.sort()).toEqual(['cancelled', 'closed', 'declined', 'expired', 'withdrawn']);
  const steps = table.flatMap(({ from, transition }) => from.map((state) => `${state} ${transition}`));
  expect(new Set(steps).size).toBe(steps.length);
  for (const { from, to, transition } of table)
    for (const state of from) expect(diagram()).toContain(`${state} --> ${to}: ${transition}`);
});

test('case 29, in part: every state x step x role outside the table is refused by name, and changes nothing', () => {
  let refused = 0;
  for (const state of ApplicationState.options)
    for (const transition of new Set(rows.map((row) => row.transition)))
      for (const role of [...roles, 'anyone'] as const) {
        const row = table.find((candidate) => candidate.transition === transition && candidate.from.includes(state));
        const may = row?.who.some((who) => who === role || who === 'anyone');
        const said = refusal(() => advance({ ...draft, state }, transition, context('2026-09-01', role)));
        if (!row) expect(said).toBe('no-such-transition');
        else if (!may) expect(said).toBe('not-your-turn');
        else expect(['no-such-transition', 'not-your-turn']).not.toContain(said);
        expect(stepsFor({ ...draft, state }, role).includes(transition)).toBe(Boolean(may));
        refused += Number(said !== 'accepted');
      }
  expect(refused).toBeGreaterThan(2000);
});

test('story C from application to final account, with the ledger beside it: 3,000 of 5,000, settled by share', () => {
  const fund = book('fund-guihuajing');
  fund.post(
    { kind: 'contribution', contributor: 'unit-1', source: 'unit', amount: 10_000_000 },
    '2026-09-01T02:00:00.000Z',
  );
  const post = { application: 'app-barrier', purpose: 'barrier', amount: 300_000, expiresOn: '2027-03-01' };
  fund.post({ kind: 'reservation', ...post }, '2026-09-22T02:00:00.000Z');
  const ledger = () => {
    const held = fund.state.commitments.get('app-barrier');
    return held
      ? { reserved: 300_000, remaining: remaining(held), paid: refundable(held) }
      : { reserved: 0, remaining: 0, paid: 0 };
  };
  let record = go(noticed(), [
    ['commit', context('2026-09-22', 'fund-committee', { ledger: ledger() })],
    ['start', context('2026-09-23', 'residence-committee')],
  ]);
  expect(payable(record, rules)).toBe(150_000);
  fund.post(
    { kind: 'payment', application: 'app-barrier', amount: payable(record, rules) },
    '2026-09-24T02:00:00.000Z',
  );
  record = go(record, [
    ['report', context('2026-09-28', 'residence-committee', { reason: 'delivered' })],
    ['complete', context('2026-09-30', 'residence-committee', { actual: 480_000 })],
    ['accept', context('2026-10-12', 'community-secretary')],
  ]);
  expect(payable(record, rules)).toBe(288_000);
  const due = settle({ fund: 300_000, cost: 500_000 }, 480_000, ledger().paid);
  const closing = (facts: Partial<Context>) => context('2026-10-13', 'fund-committee', facts);
  expect(refusal(() => advance(record, 'settle', closing({ ledger: ledger() })))).toBe('settled-in-ledger');
  fund.post({ kind: 'payment', application: 'app-barrier', amount: due.toPay }, '2026-10-13T02:00:00.000Z');
  fund.post({ kind: 'release', application: 'app-barrier', reason: 'cost-lower' }, '2026-10-13T02:00:00.000Z');
  record = advance(record, 'settle', closing({ ledger: ledger() }));
  expect(refusal(() => advance(record, 'close', closing({})))).toBe('final-account');
  record = advance(record, 'close', closing({ finalAccount: 'b'.repeat(64) }));
  expect(record.history.map(({ transition }) => transition).join(' ')).toBe(
    'submit accept approve commit start report complete accept settle close',
  );
  expect(record.version).toBe(10);
  expect(balance(fund.state, 'expenses:grants:app-barrier')).toBe(288_000);
  expect(balance(fund.state, committed('app-barrier'))).toBe(0);
  expect(Application.safeParse(record).success).toBe(true);
});

test('needs refuse by their names, the first in the row’s list first', () => {
  const submit = (more: Partial<Context>, record = draft) =>
    refusal(() => advance(record, 'submit', context('2026-09-01', 'residence-committee', more)));
  const { evidence } = context('2026-09-01', 'system');
  expect(submit({ evidence: { ...evidence!, item: 7 }, means: { pool: 0, grantedThisYear: 0 } })).toBe(
    'evidence-holds',
  );
  expect(submit({ means: { pool: 299_999, grantedThisYear: 0 } })).toBe('plan-keeps-rules');
  expect(submit({}, { ...draft, plan: { ...draft.plan, quotes: 2 } })).toBe('plan-keeps-rules');
  expect([submit({ listed: 2 }), submit({ listed: 3 })]).toEqual(['plan-keeps-rules', 'accepted']);
  const reviewing = go(draft, [
    ['submit', context('2026-09-01', 'residence-committee')],
    ['accept', context('2026-09-02', 'community-secretary')],
  ]);
  const approve = (more: Partial<Context>) =>
    refusal(() => advance(reviewing, 'approve', context('2026-09-10', 'fund-committee', more)));
  expect(approve({ reason: 'x' })).toBe('review-passed');
  expect(approve({ review: { ...passed, passed: false }, reason: 'x' })).toBe('review-passed');
  expect(approve({ review: passed })).toBe('reason');
  expect(approve({ review: passed, reason: 'x', grant: 300_001 })).toBe('award-keeps-rules');
  expect(approve({ review: passed, reason: 'x', grant: 0 })).toBe('award-keeps-rules');
  expect(approve({ review: passed, reason: 'x', grant: 100_000 })).toBe('accepted');
});

test('the notice runs its working days; its last day still belongs to the objectors', () => {
  const record = noticed();
  expect(record.deadline).toBe('2026-09-21');
  const commit = (day: string, more: Partial<Context> = reserved) =>
    refusal(() => advance(record, 'commit', context(day, 'fund-committee', more)));
  expect(commit('2026-09-21')).toBe('notice-over');
  expect(commit('2026-09-22')).toBe('accepted');
  expect(commit('2026-09-22', { ledger: { ...reserved.ledger, reserved: 299_999 } })).toBe('reserved');
  expect(refusal(() => advance(record, 'object', context('2026-09-22', 'anyone', { subject: 'objection-1' })))).toBe(
    'notice-running',
  );
});

test('objections stop the clock; it goes on with the days that were left, over the holidays', () => {
  const committee = (day: string, more: Partial<Context> = {}) => context(day, 'fund-committee', more);
  let record = advance(noticed(), 'object', context('2026-09-16', 'anyone', { subject: 'objection-1' }));
  expect(record).toMatchObject({ state: 'objected', deadline: '2026-09-23', notice: { days: 4, stopped: true } });
  expect(noticeEnds(record.notice!, committee('2026-09-16').holidays)).toBeUndefined();
  record = advance(record, 'object', context('2026-09-18', 'anyone', { subject: 'objection-2' }));
  expect(record).toMatchObject({ deadline: '2026-09-23', notice: { days: 4 } });
  expect(overdue(record, '2026-09-23')).toBe(false);
  expect(overdue(record, '2026-09-24')).toBe(true);
  expect(refusal(() => advance(record, 'object', context('2026-09-18', 'anyone', { subject: 'objection-2' })))).toBe(
    'new-objection',
  );
  record = advance(
    record,
    'answer',
    committee('2026-09-21', { subject: 'objection-1', reason: 'three quotes are shown' }),
  );
  expect(refusal(() => advance(record, 'resume', committee('2026-09-21')))).toBe('objections-answered');
  expect(
    refusal(() => advance(record, 'answer', committee('2026-09-21', { subject: 'objection-1', reason: 'again' }))),
  ).toBe('open-objection');
  record = advance(
    record,
    'answer',
    committee('2026-09-28', { subject: 'objection-2', reason: 'not about this grant' }),
  );
  record = advance(record, 'resume', committee('2026-09-29'));
  expect(record).toMatchObject({ state: 'noticed', deadline: '2026-10-10' });
  expect(refusal(() => advance(record, 'commit', committee('2026-10-10', reserved)))).toBe('notice-over');
  expect(refusal(() => advance(record, 'commit', committee('2026-10-11', reserved)))).toBe('accepted');
});

test('an upheld objection sends it back to the committee, which decides anew', () => {
  const objected = advance(noticed(), 'object', context('2026-09-16', 'anyone', { subject: 'objection-1' }));
  const back = advance(
    objected,
    'uphold',
    context('2026-09-17', 'fund-committee', { subject: 'objection-1', reason: 'the quotes were not independent' }),
  );
  expect(back.state).toBe('reviewing');
  expect(back.award).toBeUndefined();
  expect(back.notice).toBeUndefined();
  expect(back.objections).toEqual([{ id: 'objection-1', on: '2026-09-16', answeredOn: '2026-09-17' }]);
});

test('case 5: an award goes on under the rules it was approved under, and no other', () => {
  const later = { ...rules, version: 2, tranches: [1000, 9000], match: 1000 };
  expect(() =>
    advance(working(), 'report', context('2026-09-24', 'residence-committee', { rules: later, reason: 'x' })),
  ).toThrow(RangeError);
  expect(working().award).toEqual({ fund: 300_000, cost: 500_000, rules: 1 });
});

test('an inspection’s finding has to be followed up before completion', () => {
  const found = advance(
    working(),
    'inspect',
    context('2026-09-25', 'auditor', { subject: 'finding-1', reason: 'wrong model' }),
  );
  const complete = (record: Application) =>
    refusal(() => advance(record, 'complete', context('2026-09-29', 'residence-committee', { actual: 500_000 })));
  expect(complete(found)).toBe('findings-followed-up');
  expect(
    complete(
      advance(
        found,
        'follow-up',
        context('2026-09-28', 'residence-committee', { subject: 'finding-1', reason: 'exchanged' }),
      ),
    ),
  ).toBe('accepted');
});

test('it is cancelled only when every fen is back, and expires only when nothing is committed', () => {
  const cancel = (ledger: Context['ledger']) =>
    refusal(() =>
      advance(
        working(),
        'cancel',
        context('2026-09-29', 'fund-committee', { ...(ledger ? { ledger } : {}), reason: 'sold' }),
      ),
    );
  expect(cancel(undefined)).toBe('given-back');
  expect(cancel({ reserved: 300_000, remaining: 0, paid: 1 })).toBe('given-back');
  expect(cancel({ reserved: 300_000, remaining: 0, paid: 0 })).toBe('accepted');
  expect(refusal(() => advance(working(), 'expire', context('2027-04-01', 'system', reserved)))).toBe(
    'nothing-committed',
  );
});
