import { expect, test } from 'vitest';
import { advance } from '../../../../functions/fund/applications/advance.ts';
import type { ApplicationRecord } from '../../../../functions/fund/applications/contract.ts';
import { withQuotes } from '../../../../functions/fund/applications/quotes.ts';
import { refusal } from '../book.ts';
import { context, draft } from './case.ts';

const record = (state: ApplicationRecord['application']['state']): ApplicationRecord => ({
  community: '500229001002',
  title: '更换道闸',
  need: '道闸无法修复',
  quotes: [],
  budget: [],
  tracking: 'ab'.repeat(32),
  application: { ...draft, state, plan: { ...draft.plan, quotes: 0 } },
});
const step = { at: '2026-09-01T02:00:00.000Z', by: 'person-a', role: 'residence-committee' };
const three = ['甲', '乙', '丙'].map((from) => ({ from, amount: 500_000 }));
const submit = ({ application, quotes }: ApplicationRecord) =>
  advance(application, 'submit', context('2026-09-02', 'residence-committee', { listed: quotes.length }));

test('quotes that the rules ask for are added to a draft, or to what came back, and the history says so', () => {
  for (const state of ['draft', 'returned'] as const) {
    expect(refusal(() => submit(record(state)))).toBe('plan-keeps-rules');
    const quoted = withQuotes(record(state), three, step);
    expect(quoted.application.plan.quotes).toBe(3);
    expect(quoted.application.history).toEqual([{ transition: 'quotes', from: state, to: state, ...step }]);
    expect(submit(quoted).state).toBe('submitted');
  }
});

test('what is handed in keeps the quotes that it was handed in with', () => {
  for (const state of ['submitted', 'reviewing', 'noticed', 'closed'] as const)
    expect(refusal(() => withQuotes(record(state), three, step))).toBe('no-such-transition');
});
