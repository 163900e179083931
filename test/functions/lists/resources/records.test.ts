import { expect, test } from 'vitest';
import { communitiesServed, reaches, servesAll } from '../../../../functions/lists/resources/area.ts';
import type { Resource, ResourceDraft } from '../../../../functions/lists/resources/contract.ts';
import { judgeFacts } from '../../../../functions/lists/resources/facts.ts';
import { readResources } from '../../../../functions/lists/resources/import.ts';
import { added, changed, merged, verified } from '../../../../functions/lists/resources/records.ts';
import { remindersOf } from '../../../../functions/lists/resources/reminders.ts';

const county = {
  code: '500238',
  name: '巫溪县',
  streets: [
    {
      code: '500238001',
      name: '测试街道',
      communities: [
        { code: '500238001001', name: '甲社区', kind: 'community' as const },
        { code: '500238001002', name: '乙社区', kind: 'community' as const },
      ],
    },
  ],
  version: 1,
  updatedAt: '2026-01-01T00:00:00.000Z',
};

const draft: ResourceDraft = {
  unit: { id: 'U1', name: '测试单位' },
  title: '测试服务',
  description: '上门修水龙头。',
  kind: 'service',
  category: 'repair',
  serves: ['500238'],
};
const origin = { id: 'T1', division: '500238', at: '2026-11-01T00:00:00.000Z' };
const refusalOf = (facts: Partial<ResourceDraft>): string | undefined => {
  try {
    judgeFacts({ ...draft, ...facts }, county);
    return undefined;
  } catch (error) {
    return (error as { refusal: string }).refusal;
  }
};

test('facts that do not agree are refused by name', () => {
  const room = { id: 'a', name: '活动室' };
  const venue = { rooms: [room], rule: '保持清洁', keyHolder: '值班岗' };
  expect(refusalOf({})).toBeUndefined();
  expect(refusalOf({ serves: ['500238', '500229'] })).toBe('serves-elsewhere');
  expect(refusalOf({ serves: ['500238001009'] })).toBe('serves-elsewhere');
  expect(refusalOf({ hours: [{ days: [1], from: '18:00', until: '09:00' }] })).toBe('hours-reversed');
  expect(refusalOf({ validFrom: '2026-02-01', validUntil: '2026-01-01' })).toBe('validity-reversed');
  expect(refusalOf({ venue })).toBe('venue-facts');
  expect(refusalOf({ kind: 'venue', venue: { ...venue, rooms: [room, room] } })).toBe('room-twice');
});

test('a county serves its communities, a community only itself, and a street is reached from both sides', () => {
  expect(servesAll(['500238'], '500238001001')).toBe(true);
  expect(servesAll(['500238001002'], '500238001001')).toBe(false);
  expect(reaches(['500238001002'], '500238001')).toBe(true);
  expect(reaches(['500238002'], '500238001001')).toBe(false);
  expect(communitiesServed(county, ['500238'])).toEqual([]);
  expect(communitiesServed(county, ['500238001'])).toEqual(['甲社区', '乙社区']);
  expect(communitiesServed(county, ['500238001002'])).toEqual(['乙社区']);
});

test('what a unit says is an offer until staff verify it; updated and verified stay apart', () => {
  const offer = added(draft, { ...origin, source: 'unit' });
  expect(offer).toMatchObject({ state: 'offered', version: 1 });
  expect(offer.verifiedAt).toBeUndefined();
  const listed = verified(offer, '2026-11-02T00:00:00.000Z');
  expect(listed).toMatchObject({ state: 'listed', verifiedAt: '2026-11-02T00:00:00.000Z', version: 2 });
  const later = changed(listed, { ...draft, title: '改名' }, '2026-11-09T00:00:00.000Z');
  expect(later).toMatchObject({
    title: '改名',
    updatedAt: '2026-11-09T00:00:00.000Z',
    verifiedAt: '2026-11-02T00:00:00.000Z',
    version: 3,
  });
});

const row = (cells: Record<string, string>) => ({
  id: 'N1',
  unit: '县文化馆',
  title: '广场舞辅导',
  description: '到社区教新舞',
  kind: 'expertise',
  category: 'culture',
  ...cells,
});
const read = (...rows: Record<string, string>[]) =>
  readResources(
    rows.map((cells, n) => ({ row: n + 2, cells })),
    '500238001',
    county,
  );

test('a sheet with Chinese headings and words is read; a row without area serves the division that imports', () => {
  const { resources, faults } = read({
    编号: 'N1',
    单位: '县文化馆',
    名称: '广场舞辅导',
    说明: '到社区教新舞',
    类型: '专业',
    类别: '文化体育',
    能力: '4',
    周期: '月',
  });
  expect(faults).toEqual([]);
  expect(resources[0]?.draft).toMatchObject({
    kind: 'expertise',
    serves: ['500238001'],
    capacity: { amount: 4, period: 'month' },
  });
});

test.each([
  [{ id: '' }, 'id-missing'],
  [{ id: '=1+1' }, 'id-invalid'],
  [{ title: '' }, 'name-missing'],
  [{ description: '' }, 'description-missing'],
  [{ kind: '魔法' }, 'resource-kind-unknown'],
  [{ category: '其他' }, 'category-unknown'],
  [{ capacity: '0' }, 'capacity-invalid'],
  [{ capacity: '1', period: '季' }, 'capacity-invalid'],
  [{ from: '2026/1/1' }, 'day-invalid'],
  [{ from: '2026-02-01', until: '2026-01-01' }, 'day-invalid'],
  [{ serves: '500229' }, 'serves-invalid'],
  [{ phone: 'abc' }, 'phone-invalid'],
  [{ description: '长'.repeat(501) }, 'text-too-long'],
])('a row with %o is refused as %s and the others stay', (cells, refusal) => {
  const { resources, faults } = read(row(cells as Record<string, string>), row({ id: 'N2' }));
  expect(faults).toEqual([{ row: 2, refusal }]);
  expect(resources.map(({ id }) => id)).toEqual(['N2']);
});

test('importing the same again changes nothing; a changed row is one new version; foreign ids are told', () => {
  const { resources } = read(row({}), row({ id: 'N2' }));
  const at = { division: '500238001', at: '2026-11-01T00:00:00.000Z' };
  const first = merged(resources, new Map(), at).records;
  expect(first.map(({ version }) => version)).toEqual([1, 1]);
  const stored = new Map<string, Resource>(first.map((resource) => [resource.id, resource]));
  expect(merged(resources, stored, at)).toEqual({ records: [], foreign: [] });
  const { resources: again } = read(row({ title: '秧歌辅导' }), row({ id: 'N2' }));
  expect(merged(again, stored, at).records).toMatchObject([{ id: 'N1', title: '秧歌辅导', version: 2 }]);
  expect(merged(again, stored, { ...at, division: '500238' })).toEqual({ records: [], foreign: [2, 3] });
});

test('reminders: an offer within a week, an expiry a month ahead, a look every half year; the most urgent first', () => {
  const at = (id: string, facts: Partial<Resource>): Resource => ({
    ...added(draft, { ...origin, id, source: 'staff' }),
    ...facts,
  });
  const reminders = remindersOf(
    [
      at('fresh', {}),
      at('ends', { validUntil: '2026-11-20' }),
      at('ended', { validUntil: '2026-10-31' }),
      at('stale', { verifiedAt: '2026-03-01T00:00:00.000Z' }),
      at('offer', { state: 'offered' }),
      at('gone', { state: 'withdrawn', validUntil: '2026-10-31' }),
    ],
    '2026-11-03',
  );
  expect(reminders.map(({ resource, kind, due }) => [resource, kind, due])).toEqual([
    ['stale', 'verify', '2026-08-30'],
    ['ended', 'expired', '2026-10-31'],
    ['offer', 'offered', '2026-11-08'],
    ['ends', 'expires', '2026-11-20'],
  ]);
});
