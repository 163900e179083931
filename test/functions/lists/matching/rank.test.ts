import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildCatalogue, type Resource } from '../../../../functions/lists/matching/catalogue.ts';
import { learn } from '../../../../functions/lists/matching/learn.ts';
import { readNeeds } from '../../../../functions/lists/matching/needs.ts';
import { rank } from '../../../../functions/lists/matching/rank.ts';
import { compileThesaurus } from '../../../../functions/lists/matching/thesaurus.ts';
import { thesaurus, thesaurusData } from './county.ts';

const resources: Resource[] = [
  {
    id: 'tutor',
    title: '放学后托管',
    description: '课后辅导作业，看护到六点',
    category: '儿童青少年',
    audience: '小学生',
    capacityPerMonth: 20,
  },
  {
    id: 'meal',
    title: '老年助餐',
    description: '为老人送餐到家',
    category: '养老助老',
    audience: '60岁以上老人',
    capacityPerMonth: 50,
  },
  {
    id: 'wage',
    title: '职工维权',
    description: '协助追讨拖欠工资',
    category: '法律调解',
    audience: '职工',
    capacityPerMonth: 10,
  },
  {
    id: 'fund',
    unit: '河坝社区共建基金',
    title: '院落维修配套资金',
    description: '限本社区，对门禁、围墙维修给予配套补助',
    category: '设施维修',
    capacityPerMonth: 2,
  },
  {
    id: 'drain',
    title: '排污管道疏通',
    description: '疏通下水道，清掏化粪池',
    category: '设施维修',
    capacityPerMonth: 5,
  },
];
const catalogue = buildCatalogue(thesaurus, resources);
const best = (text: string, community?: string) => rank(catalogue, { id: 'x', text, community }).ranking[0]?.id;

test('a need is understood in everyday words and in dialect that share no word with the resource', () => {
  expect(best('娃儿四点就放学，我六点才下班，没得人接')).toBe('tutor');
  expect(best('婆婆牙齿掉完了，一个人懒得煮')).toBe('meal');
  expect(best('包工头跑了，干了半年一分没拿到')).toBe('wage');
  expect(best('茅厕反水，臭得很')).toBe('drain');
});

test('an offer says why in sentences of both languages: wording, category, audience, area, capacity, period', () => {
  const [offer] = rank(catalogue, { id: 'x', text: '奶奶走不动，中午没人煮饭' }).ranking;
  expect(offer!.id).toBe('meal');
  expect(offer!.reasons.map(({ about, for: speaksFor }) => [about, speaksFor])).toEqual([
    ['wording', true],
    ['category', true],
    ['audience', true],
    ['area', true],
    ['capacity', true],
    ['period', true],
  ]);
  expect(offer!.reasons[0]!.detail).toContain('老年助餐');
  for (const { detail, english } of offer!.reasons) {
    expect(detail).toMatch(/。$/);
    expect(english).toMatch(/\.$/);
  }
  expect(offer!.reasons.map(({ english }) => english)).toContain('50 left in this period.');
});

test('a reason quotes nothing that the demand does not say', () => {
  for (const text of ['奶奶走不动，中午没人煮饭', '娃儿四点就放学，我六点才下班，没得人接', '茅厕反水，臭得很']) {
    const said = readNeeds(thesaurus, text).text;
    for (const { reasons } of rank(catalogue, { id: 'x', text }).ranking)
      for (const { detail } of reasons.filter((one) => one.detail.startsWith('诉求说到')))
        for (const [, quoted] of detail.split('，是')[0]!.matchAll(/“([^”]+)”/g))
          for (const part of quoted!.split('…')) expect(said, detail).toContain(part);
  }
});

test('the same offers come without reasons where nobody reads them', () => {
  const demand = { id: 'x', text: '院墙垮了，业主愿意凑钱，还差一半', community: '凤凰社区' };
  const told = rank(catalogue, demand);
  const quiet = rank(catalogue, demand, { explain: false });
  expect(quiet.ranking).toEqual(told.ranking.map((offer) => ({ ...offer, reasons: [] })));
});

test('a resource kept for another community is refused by area', () => {
  const text = '院墙垮了，业主愿意凑钱，还差一半';
  expect(rank(catalogue, { id: 'x', text, community: '河坝社区' }).ranking[0]!.id).toBe('fund');
  const elsewhere = rank(catalogue, { id: 'x', text, community: '凤凰社区' });
  expect(elsewhere.ranking.map(({ id }) => id)).not.toContain('fund');
  expect(elsewhere.refused[0]).toMatchObject({
    id: 'fund',
  });
  expect(elsewhere.refused[0]!.reasons[0]).toMatchObject({
    ...{ about: 'area', for: false },
    detail: '只服务河坝社区，诉求在凤凰社区。',
    english: 'It serves 河坝社区 only; the demand comes from 凤凰社区.',
  });
});

test('a resource without capacity left, not yet or no longer valid is refused by name', () => {
  const limited = buildCatalogue(thesaurus, [
    { ...resources[0]!, id: 'full', capacityLeft: 0 },
    { ...resources[0]!, id: 'later', validFrom: '2026-09-01' },
    { ...resources[0]!, id: 'over', validUntil: '2026-06-30' },
    { ...resources[0]!, id: 'open', validFrom: '2026-07-01', validUntil: '2026-12-31' },
  ]);
  const { ranking, refused } = rank(limited, { id: 'x', text: '放学没人接', day: '2026-07-15' });
  expect(ranking.map(({ id }) => id)).toEqual(['open']);
  expect(refused.map(({ id, reasons }) => [id, reasons[0]!.about])).toEqual([
    ['full', 'capacity'],
    ['later', 'period'],
    ['over', 'period'],
  ]);
});

test('nothing fits: market, private and idle texts are abstained from', () => {
  for (const text of [
    '',
    '。。。',
    '求推荐一家火锅店',
    '征婚，有房有车',
    '我家猫跑丢了',
    '😀😀😀',
    'hello world',
    '今天天气真好',
  ])
    expect(rank(catalogue, { id: 'x', text }).abstain, text).toBe(true);
});

test('any text is ranked: scores between 0 and 1, best first, the same each time', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 120 }),
        fc
          .array(fc.constantFrom('老人', '放学', '+', '@', '-', '漏', '3栋', '<script>', '😀', '\u0000'), {
            maxLength: 40,
          })
          .map((parts) => parts.join('')),
      ),
      (text) => {
        const ranked = rank(catalogue, { id: 'x', text });
        const scores = ranked.ranking.map(({ score }) => score);
        for (const score of scores) expect(score >= 0 && score <= 1).toBe(true);
        expect(scores).toEqual([...scores].sort((a, b) => b - a));
        expect(rank(catalogue, { id: 'x', text })).toEqual(ranked);
      },
    ),
    { numRuns: 40 },
  );
});

test('a text of 4,000 characters and a longer one are read', () => {
  const long = '下水道堵了，粪水漫出来。'.repeat(400);
  expect(best(long.slice(0, 4000))).toBe('drain');
  expect(best(long)).toBe('drain');
});

test('confirmed matches raise a resource, rejected ones lower it, and a confirmed match makes a tie that no wording told', () => {
  const text = '放学没人接';
  const before = rank(catalogue, { id: 'x', text }).ranking[0]!;
  const decided = (resource: string, confirmed: boolean, times: number) =>
    Array.from({ length: times }, () => ({ text, resource, confirmed }));
  const rejected = rank(catalogue, { id: 'x', text }, { experience: learn(catalogue, decided('tutor', false, 10)) });
  expect(rejected.ranking.find(({ id }) => id === before.id)!.score).toBeLessThan(before.score);
  const taught = rank(catalogue, { id: 'x', text }, { experience: learn(catalogue, decided('meal', true, 20)) });
  expect(
    taught.ranking
      .map(({ id }) => id)
      .slice(0, 2)
      .sort(),
  ).toEqual(['meal', 'tutor']);
  expect(rank(catalogue, { id: 'x', text }, { experience: learn(catalogue, []) }).ranking[0]).toEqual(before);
});

test('a county teaches a new need by editing the thesaurus, without code', () => {
  const edited = compileThesaurus({
    ...thesaurusData,
    concepts: [
      ...thesaurusData.concepts,
      {
        id: 'bee',
        name: '马蜂窝摘除',
        category: '治安安全',
        official: ['摘除马蜂窝'],
        everyday: ['葫芦包'],
        dialect: [],
        hints: [],
        related: {},
      },
    ],
  });
  const taught = buildCatalogue(edited, [...resources, { id: 'bee', title: '摘除马蜂窝', category: '治安安全' }]);
  expect(rank(taught, { id: 'x', text: '屋檐下有个葫芦包' }).ranking[0]!.id).toBe('bee');
});
