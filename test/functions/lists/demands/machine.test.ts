import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roles } from '../../../../functions/http/policy.ts';
import { Refusal } from '../../../../functions/http/refusal.ts';
import { advance, overdue, stepsFor } from '../../../../functions/lists/demands/advance.ts';
import { type Demand, DemandState } from '../../../../functions/lists/demands/contract.ts';
import { stepRefusals } from '../../../../functions/lists/demands/routes/contract.ts';
import { dueStep } from '../../../../functions/lists/demands/due.ts';
import { newDemand } from '../../../../functions/lists/demands/intake.ts';
import { type Actor, diagram, type Row, rows, type Transition } from '../../../../functions/lists/demands/machine.ts';
import { type Context, needs } from '../../../../functions/lists/demands/needs.ts';
import { stateWords, stepWords } from '../../../../functions/lists/demands/words.ts';
import { usual } from '../../../../functions/lists/settings/usual.ts';

const holidays = { off: new Set<string>(), worked: new Set<string>() };
/** A Monday. */
const MONDAY = '2026-03-02';

const fresh = (): Demand =>
  newDemand(
    { id: '01jd3z8k6q4v5w7x9y0abcdefg', community: '500229001002', text: '路灯不亮', channel: 'visit' },
    { now: `${MONDAY}T02:00:00.000Z`, today: MONDAY, triageDays: 2, holidays },
  );

const context = (role: Actor, given: Partial<Context> = {}): Context => ({
  at: `${MONDAY}T03:00:00.000Z`,
  today: MONDAY,
  by: { role, unit: role === 'unit-liaison' ? 'U1' : undefined },
  holidays,
  settings: usual,
  ...given,
});

const full: Partial<Context> = {
  reason: '说明',
  category: 'repair',
  title: '路灯维修',
  kind: 'service',
  unit: 'U1',
  mergeInto: '01jd3z8k6q4v5w7x9y0abcdefh',
  channel: 'market',
  project: 'P1',
  days: 5,
  rating: 5,
};

const walk = (...steps: readonly (readonly [Transition, Actor, Partial<Context>?])[]): Demand =>
  steps.reduce(
    (demand, [transition, role, given]) => advance(demand, transition, context(role, { ...full, ...given })),
    fresh(),
  );

const refusalOf = (task: () => unknown): string => {
  try {
    task();
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.refusal;
    throw error;
  }
};

const actors: readonly Actor[] = [...roles, 'resident'];
const all: readonly Row[] = rows;
const transitions = [...new Set(all.map(({ transition }) => transition as Transition))];

test('from every state, every step by every role is a row of the table or refused by name', () => {
  for (const state of DemandState.options)
    for (const transition of transitions)
      for (const role of actors) {
        const row = all.find((each) => each.transition === transition && each.from.includes(state));
        const demand = { ...fresh(), state, lead: 'U1' };
        const outcome = refusalOf(() => advance(demand, transition, context(role, full)));
        if (!row) expect(outcome).toBe('no-such-transition');
        else if (!row.who.includes(role)) expect(outcome).toBe('not-your-turn');
        else if (outcome === 'done') expect(advance(demand, transition, context(role, full)).state).toBe(row.to);
        else expect(row.needs).toContain(outcome);
      }
});

test('every step and state has words for the resident, every need a sentence in the contract', () => {
  expect(Object.keys(stepWords).toSorted()).toEqual([...transitions, 'submit'].toSorted());
  expect(Object.keys(stateWords).toSorted()).toEqual([...DemandState.options].toSorted());
  for (const need of Object.keys(needs)) expect(stepRefusals).toContain(need);
});

test('from the first sentence to the archive', () => {
  const done = walk(
    ['accept', 'community-secretary'],
    ['claim', 'unit-liaison'],
    ['contact', 'unit-liaison'],
    ['establish', 'unit-liaison'],
    ['start', 'unit-liaison'],
    ['progress', 'unit-liaison'],
    ['complete', 'unit-liaison'],
    ['solved', 'resident'],
    ['close', 'system'],
    ['archive', 'system'],
  );
  expect(done).toMatchObject({ state: 'archived', lead: 'U1', project: 'P1', rating: 5 });
  expect(done.deadline).toBeUndefined();
  expect(done.history).toHaveLength(10);
});

test('deadlines count working days: accepted on a Monday, the five days to claim end on the next', () => {
  expect(fresh().deadline).toBe('2026-03-04');
  expect(walk(['accept', 'community-secretary']).deadline).toBe('2026-03-09');
  expect(overdue({ deadline: '2026-03-09' }, '2026-03-09')).toBe(false);
  expect(overdue({ deadline: '2026-03-09' }, '2026-03-10')).toBe(true);
});

test('a clock that stands keeps the working days it had left', () => {
  const assigned = walk(['accept', 'community-secretary'], ['assign', 'community-secretary']);
  const paused = advance(assigned, 'pause', context('unit-liaison', { reason: '等材料' }));
  expect(paused.deadline).toBeUndefined();
  expect(refusalOf(() => advance(paused, 'contact', context('unit-liaison', full)))).toBe('demand-paused');
  const resumed = advance(paused, 'resume', context('unit-liaison', { today: '2026-04-06' }));
  expect(resumed.deadline).toBe('2026-04-15');
  expect(resumed.paused).toBeUndefined();
});

test('a deadline is put off twice and with a reason', () => {
  let demand = walk(['accept', 'community-secretary'], ['assign', 'community-secretary']);
  expect(refusalOf(() => advance(demand, 'extend', context('unit-liaison', { days: 5 })))).toBe('reason');
  for (let i = 0; i < 2; i++) demand = advance(demand, 'extend', context('unit-liaison', { days: 5, reason: '下雨' }));
  expect(refusalOf(() => advance(demand, 'extend', context('unit-liaison', { days: 5, reason: '下雨' })))).toBe(
    'extensions-used-up',
  );
});

test('declining needs a reason and goes back to the assigner; another unit helps, the first keeps the lead', () => {
  const assigned = walk(['accept', 'community-secretary'], ['assign', 'community-secretary']);
  const other = { role: 'unit-liaison' as const, unit: 'U2' };
  expect(refusalOf(() => advance(assigned, 'decline', context('unit-liaison', { by: other, reason: '忙' })))).toBe(
    'not-your-unit',
  );
  expect(refusalOf(() => advance(assigned, 'decline', context('unit-liaison')))).toBe('reason');
  const joined = advance(assigned, 'join', context('unit-liaison', { by: other }));
  expect(joined).toMatchObject({ lead: 'U1', helpers: ['U2'] });
  expect(refusalOf(() => advance(joined, 'join', context('unit-liaison', { by: other })))).toBe('already-helping');
  const back = advance(joined, 'decline', context('unit-liaison', { reason: '没有人手' }));
  expect(back.state).toBe('listed');
  expect(back.lead).toBeUndefined();
});

test('assigning outside the grid needs a reason', () => {
  const listed = walk(['accept', 'community-secretary']);
  const assign = (given: Partial<Context>) =>
    refusalOf(() => advance(listed, 'assign', context('community-secretary', { gridUnits: ['U9'], ...given })));
  expect(assign({})).toBe('unit-named');
  expect(assign({ unit: 'U1' })).toBe('unit-of-the-grid');
  expect(assign({ unit: 'U9' })).toBe('done');
  expect(assign({ unit: 'U1', reason: '有这项服务' })).toBe('done');
});

test('closed only after the resident answered, or after the time for it with a visit', () => {
  const done = walk(
    ['accept', 'community-secretary'],
    ['claim', 'unit-liaison'],
    ['contact', 'unit-liaison'],
    ['establish', 'unit-liaison'],
    ['start', 'unit-liaison'],
    ['complete', 'unit-liaison'],
  );
  expect(refusalOf(() => advance(done, 'close', context('county-officer')))).toBe('no-such-transition');
  expect(refusalOf(() => advance(done, 'visit', context('county-officer', { reason: '看过' })))).toBe('answer-not-due');
  expect(advance(done, 'visit', context('county-officer', { reason: '看过', today: '2026-03-20' })).state).toBe(
    'rated',
  );
  const reopened = advance(done, 'reopen', context('resident', { reason: '还是不亮' }));
  expect(reopened).toMatchObject({ state: 'assigned', lead: 'U1', supervised: true });
});

test('late ones are reminded of once, then supervised; unclaimed ones go first in the next round', () => {
  const listed = walk(['accept', 'community-secretary']);
  const on = (today: string) => context('system', { today });
  expect(refusalOf(() => advance(listed, 'remind', on('2026-03-04')))).toBe('no-reminder-due');
  const reminded = advance(listed, 'remind', on('2026-03-06'));
  expect(refusalOf(() => advance(reminded, 'remind', on('2026-03-09')))).toBe('no-reminder-due');
  expect(refusalOf(() => advance(reminded, 'escalate', on('2026-03-16')))).toBe('no-escalation-due');
  expect(advance(reminded, 'escalate', on('2026-03-17')).supervised).toBe(true);
  expect(refusalOf(() => advance(listed, 'carry-over', on('2026-03-09')))).toBe('claim-not-due');
  expect(advance(listed, 'carry-over', on('2026-03-10'))).toMatchObject({
    rounds: 1,
    state: 'listed',
    deadline: '2026-03-17',
  });
});

test('whatever steps are tried in whatever order, versions and history go on together and nothing leaves the table', () => {
  const attempt = fc.record({
    transition: fc.constantFrom(...transitions),
    role: fc.constantFrom(...actors),
    day: fc.integer({ min: 0, max: 9 }),
    reason: fc.option(fc.string({ minLength: 1, maxLength: 20 }), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 40 }), (attempts) => {
      let demand = fresh();
      for (const { transition, role, day, reason } of attempts) {
        const given = { ...full, reason, today: `2026-03-1${day}` };
        const open = stepsFor(demand, role).includes(transition);
        const before = demand;
        const outcome = refusalOf(() => (demand = advance(demand, transition, context(role, given))));
        if (!open) expect(['no-such-transition', 'not-your-turn']).toContain(outcome);
        if (outcome !== 'done') expect(demand).toBe(before);
        expect(demand.version).toBe(demand.history.length + 1);
        expect(demand.paused !== undefined && demand.deadline !== undefined).toBe(false);
      }
    }),
  );
});

test('a full record is refused, not cut', () => {
  let demand = fresh();
  for (let i = 0; i < 150; i++) demand = advance(demand, 'note', context('resident', { reason: '补充' }));
  expect(refusalOf(() => advance(demand, 'note', context('resident', { reason: '补充' })))).toBe('history-full');
});

test('the picture in ARCHITECTURE.md is drawn from the rows', () => {
  const text = readFileSync(new URL('../../../../ARCHITECTURE.md', import.meta.url), 'utf8');
  expect(text).toContain(diagram());
});

test('time takes one step at most a morning, and it is always one that the table has', () => {
  const listed = walk(['accept', 'community-secretary']);
  const step = (demand: Demand, today: string) => dueStep(demand, context('system', { today }));
  expect(step(fresh(), MONDAY)).toBeUndefined();
  expect(step(fresh(), '2026-03-03')).toBe('remind');
  expect(step(fresh(), '2026-03-12')).toBe('escalate');
  expect(step(listed, '2026-03-10')).toBe('carry-over');
  for (const state of DemandState.options) {
    const demand = { ...fresh(), state };
    const taken = step(demand, '2026-04-01');
    if (taken) expect(stepsFor(demand, 'system')).toContain(taken);
  }
});
