import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../../functions/calendar/day.ts';
import { Affair, Compound } from '../../../../functions/grids/compounds/contract.ts';
import { assign, dutyOn, MOST_DUTIES, standing } from '../../../../functions/grids/compounds/duties.ts';
import { refusal } from '../../fund/book.ts';

const today = '2026-11-30';
const by = 'secretary';
const compound: Compound = {
  id: 'compound-river',
  community: '500229001004',
  name: '河畔院',
  threeNo: { owningUnit: false, management: false, repairFund: false },
  households: 96,
  grids: [],
  committee: '河畔院住宅管理委员会',
  duties: [],
  version: 1,
};
const first = { affair: 'sanitation', unit: 'U05', from: '2026-03-01', by } as const;

test('a unit and the residents’ body govern an affair from a day on; who takes over says why, and the days before stay', () => {
  const begun = assign(compound, first, today);
  expect(begun.duties).toEqual([{ ...first, committee: '河畔院住宅管理委员会' }]);
  const changed = assign(begun, { ...first, unit: 'U08', from: '2026-06-01', reason: '单位撤并' }, today);
  expect(changed.duties[0]).toMatchObject({ unit: 'U05', to: '2026-05-31', reason: '单位撤并' });
  expect(['2026-02-28', '2026-05-31', '2026-06-01'].map((day) => dutyOn(changed, 'sanitation', day)?.unit)).toEqual([
    undefined,
    'U05',
    'U08',
  ]);
  const ended = assign(changed, { ...first, unit: undefined, from: '2026-08-01', reason: '引进物业' }, today);
  expect([standing(ended), ended.duties.length, ended.version]).toEqual([[], 2, 4]);
  expect(assign(ended, { ...first, from: '2026-08-01' }, today).duties).toHaveLength(3);
});

test('a decision that cannot stand is refused by name', () => {
  const begun = assign(compound, first, today);
  const said = (change: object, on = begun) => refusal(() => assign(on, { ...first, ...change }, today));
  const alone = Compound.omit({ committee: true }).parse(compound);
  expect(said({}, alone)).toBe('committee-missing');
  expect(said({ from: '2026-12-01', unit: 'U08' })).toBe('day-in-the-future');
  expect(said({ from: '2026-04-01' })).toBe('duty-unchanged');
  expect(said({ unit: undefined }, compound)).toBe('duty-unchanged');
  expect(said({ unit: 'U08', from: '2026-03-01', reason: '太早' })).toBe('duty-too-early');
  expect(said({ unit: 'U08', from: '2026-04-01' })).toBe('reason-missing');
  const full = { ...begun, duties: Array.from({ length: MOST_DUTIES }, () => begun.duties[0]!) };
  expect(said({ affair: 'order' }, full)).toBe('record-full');
});

test('whatever is decided in whatever order: an affair has one unit a day, nothing that was is lost, and each end has its reason', () => {
  const decision = fc.record({
    affair: fc.constantFrom(...Affair.options),
    unit: fc.option(fc.constantFrom('U01', 'U02', 'U03'), { nil: undefined }),
    from: fc.integer({ min: 0, max: 40 }).map((days) => addDays('2026-10-22', days)),
    reason: fc.option(fc.constant('调整'), { nil: undefined }),
    by: fc.constant(by),
  });
  fc.assert(
    fc.property(fc.array(decision, { maxLength: 30 }), (decisions) => {
      let now = compound;
      for (const each of decisions) {
        const before = now;
        if (refusal(() => (now = assign(before, each, today))) !== 'accepted') continue;
        for (const { affair, unit, from } of before.duties) expect(dutyOn(now, affair, from)?.unit).toBe(unit);
        expect(dutyOn(now, each.affair, today)?.unit).toBe(each.unit);
      }
      for (const { to, reason } of now.duties) expect(to === undefined).toBe(reason === undefined);
      for (const affair of Affair.options) {
        const own = now.duties.filter((duty) => duty.affair === affair);
        own.slice(1).forEach(({ from }, i) => expect(own[i]!.to! < from).toBe(true));
      }
      expect(Compound.parse(now)).toEqual(now);
    }),
  );
});
