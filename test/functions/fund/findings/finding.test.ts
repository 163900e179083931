import { expect, test } from 'vitest';
import type { Finding } from '../../../../functions/fund/findings/contract.ts';
import { findingRow, step, stepsFor } from '../../../../functions/fund/findings/finding.ts';
import { refusal } from '../book.ts';

const at = (day: number) => `2026-10-${String(day).padStart(2, '0')}T02:00:00.000Z`;
const marked: Finding = {
  id: 'finding-one',
  fund: 'fund-500229',
  entry: 'entry-one',
  seq: 7,
  state: 'open',
  history: [{ transition: 'mark', by: 'person-c', at: at(1), text: '凭证缺发票' }],
  version: 1,
};
const auditor = { by: 'person-c', roles: ['auditor'] as const };
const treasurer = { by: 'person-a', roles: ['fund-committee'] as const };

test('a finding is answered by the treasurer, closed or opened again by the auditor, and keeps every word', () => {
  const answered = step(marked, { transition: 'answer', text: '发票已补' }, { ...treasurer, at: at(3) });
  const reopened = step(answered, { transition: 'reopen', text: '发票不清' }, { ...auditor, at: at(4) });
  const again = step(reopened, { transition: 'answer', text: '已换' }, { ...treasurer, at: at(5) });
  const closed = step(again, { transition: 'close', text: '符合' }, { ...auditor, at: at(6) });
  expect([closed.state, closed.version, closed.history.map(({ transition }) => transition)]).toEqual([
    'closed',
    5,
    ['mark', 'answer', 'reopen', 'answer', 'close'],
  ]);
  const seen = ['2026-09-30', '2026-10-01', '2026-10-03', '2026-10-04', undefined].map((day) =>
    findingRow(closed, day),
  );
  expect(seen.map((row) => row && [row.state, row.since])).toEqual([
    undefined,
    ['open', '2026-10-01'],
    ['answered', '2026-10-03'],
    ['open', '2026-10-04'],
    ['closed', '2026-10-06'],
  ]);
  expect(JSON.stringify(findingRow(closed))).not.toMatch(/发票|符合|person/);
});

test('nobody closes a finding about their own work, and no step comes out of turn', () => {
  const say = (transition: 'answer' | 'close' | 'reopen', who: typeof auditor | typeof treasurer) =>
    refusal(() => step(marked, { transition, text: '好' }, { ...who, at: at(2) }));
  expect(say('close', treasurer)).toBe('not-your-turn');
  expect(say('answer', auditor)).toBe('not-your-turn');
  expect(say('reopen', auditor)).toBe('no-such-transition');
  expect(say('close', auditor)).toBe('accepted');
  expect([stepsFor(marked, ['auditor']), stepsFor(marked, ['fund-committee']), stepsFor(marked, [])]).toEqual([
    ['close'],
    ['answer'],
    [],
  ]);
  const long = { ...marked, history: Array.from({ length: 100 }, () => marked.history[0]!) };
  expect(refusal(() => step(long, { transition: 'close', text: '好' }, { ...auditor, at: at(2) }))).toBe(
    'finding-too-long',
  );
});
