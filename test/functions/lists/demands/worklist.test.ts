import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Demand, DemandState } from '../../../../functions/lists/demands/contract.ts';
import { newDemand } from '../../../../functions/lists/demands/intake.ts';
import { type Wanted, worklistOf } from '../../../../functions/lists/demands/worklist.ts';

const holidays = { off: new Set<string>(), worked: new Set<string>() };
/** A Wednesday. */
const TODAY = '2026-03-04';
const days = ['2026-03-02', '2026-03-03', TODAY, '2026-03-05', '2026-03-09'];
const communities = { '500229001002': '凤凰社区', '500229001006': '桂花井社区' } as const;

const demand = (serial: number, given: Partial<Demand> = {}): Demand => ({
  ...newDemand(
    {
      id: `01jd3z8k6q4v5w7x9y0abcd${String(serial).padStart(3, '0')}`,
      community: '500229001002',
      text: '路灯不亮',
      channel: 'visit',
    },
    { now: '2026-03-02T02:00:00.000Z', today: '2026-03-02', triageDays: 2, holidays },
  ),
  ...given,
});

const secretary = { roles: ['community-secretary' as const] };
const work = (
  demands: readonly Demand[],
  wanted: Partial<Wanted> = {},
  caller: Parameters<typeof worklistOf>[1] = secretary,
) =>
  worklistOf(demands, caller, TODAY, holidays, (code) => communities[code as keyof typeof communities], {
    limit: 200,
    skip: 0,
    ...wanted,
  });

const four = [
  demand(1, { deadline: '2026-03-09', text: '想学广场舞' }),
  demand(2, { deadline: TODAY, place: '农发小区' }),
  demand(3, { deadline: '2026-03-03', community: '500229001006' }),
  demand(4, { deadline: '2026-03-03', supervised: true, title: '修路灯' }),
];
const serials = (found: ReturnType<typeof work>) => found.items.map(({ id }) => Number(id.slice(-3)));

test('late comes first, supervised before others, then by deadline; each names its community', () => {
  const found = work(four);
  expect(serials(found)).toEqual([4, 3, 2, 1]);
  expect(found).toMatchObject({ today: TODAY, late: 2, dueToday: 1, open: 4, found: 4 });
  expect(found.items[1]?.communityName).toBe('桂花井社区');
});

test.each<[Partial<Wanted>, number[]]>([
  [{ due: 'late' }, [4, 3]],
  [{ due: 'today' }, [2]],
  [{ search: '广场舞' }, [1]],
  [{ search: '修路灯' }, [4]],
  [{ search: '农发' }, [2]],
  [{ search: '桂花井' }, [3]],
  [{ search: '没有的' }, []],
  [{ state: 'listed' }, []],
  [{ due: 'late', search: '凤凰' }, [4]],
  [{ skip: 1, limit: 2 }, [3, 2]],
])('asked for %o, the figures of all the work stay', (wanted, expected) => {
  const found = work(four, wanted);
  expect(serials(found)).toEqual(expected);
  expect(found).toMatchObject({ late: 2, dueToday: 1, open: 4 });
  if (wanted.skip === undefined) expect(found.found).toBe(expected.length);
});

test('a unit sees what is on the list and what it leads or helps', () => {
  const liaison = { roles: ['unit-liaison' as const], unit: 'U1' };
  const mine = [
    demand(1, { state: 'listed' }),
    demand(2, { state: 'assigned', lead: 'U1' }),
    demand(3, { state: 'assigned', lead: 'U2' }),
    demand(4, { state: 'assigned', lead: 'U2', helpers: ['U1'] }),
    demand(5),
  ];
  expect(serials(work(mine, {}, liaison)).toSorted()).toEqual([1, 2, 4]);
});

test('pages, put together, hold each demand that is found once and in one order', () => {
  const some = fc.record({
    deadline: fc.constantFrom(...days),
    supervised: fc.boolean(),
    rounds: fc.nat(3),
    state: fc.constantFrom(...DemandState.options),
    community: fc.constantFrom(...Object.keys(communities)),
    text: fc.constantFrom('路灯不亮', '想学广场舞'),
  });
  const wanted = fc.record(
    {
      due: fc.constantFrom('late' as const, 'today' as const),
      state: fc.constantFrom(...DemandState.options),
      search: fc.constantFrom('路灯', '凤凰'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.array(some, { maxLength: 30 }), wanted, fc.integer({ min: 1, max: 7 }), (given, asked, limit) => {
      const demands = given.map((each, i) => demand(i, each));
      const whole = work(demands, asked);
      const pages = Array.from({ length: Math.ceil(whole.found / limit) }, (_, page) =>
        serials(work(demands, { ...asked, limit, skip: page * limit })),
      );
      expect(pages.flat()).toEqual(serials(whole));
      expect(whole.items).toHaveLength(whole.found);
      const everything = work(demands);
      expect(everything.late + everything.dueToday).toBeLessThanOrEqual(everything.open);
      expect(work(demands, { due: 'late' }).found).toBe(everything.late);
    }),
  );
});
