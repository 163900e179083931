import { expect, test } from 'vitest';
import { extended } from '../../../../functions/lists/matching/own.ts';
import { buildCatalogue } from '../../../../functions/lists/matching/catalogue.ts';
import { rank } from '../../../../functions/lists/matching/rank.ts';
import { compareMatters, readMatter } from '../../../../functions/lists/matching/duplicates.ts';
import { thesaurusWith } from '../../../../functions/lists/matching/usual.ts';
import { countyFinder } from '../../../../functions/lists/thesaurus/finder.ts';
import { NeedDraft } from '../../../../functions/lists/thesaurus/contract.ts';
import { judgeNeeds, MOST_WORDINGS } from '../../../../functions/lists/thesaurus/judge.ts';

const need = (given: object) => NeedDraft.parse(given);
const refusalOf = (needs: NeedDraft[]): string => {
  try {
    judgeNeeds(needs, new Set(['home-care']));
    return 'none';
  } catch (error) {
    return (error as { refusal: string }).refusal;
  }
};

test('a county adds to what is shipped freely; a need of its own has a name and a category, and stands once', () => {
  expect(refusalOf([need({ id: 'home-care', everyday: ['床上躺起'] })])).toBe('none');
  expect(refusalOf([need({ id: 'own-tea' })])).toBe('need-unnamed');
  expect(refusalOf([need({ id: 'own-tea', name: '采茶帮工', category: 'employment' })])).toBe('none');
  expect(refusalOf([need({ id: 'home-care' }), need({ id: 'home-care' })])).toBe('need-twice');
  const many = Array.from({ length: 60 }, (_, n) => `说法甲乙${n}`);
  const full = Array.from({ length: MOST_WORDINGS / 60 + 1 }, (_, n) =>
    need({ id: `own-${n}`, name: '很多说法', category: 'service', everyday: many }),
  );
  expect(refusalOf(full)).toBe('too-many-wordings');
  expect(NeedDraft.safeParse({ id: 'home-care', everyday: ['的'] }).success).toBe(false);
});

test('a word of the place that nobody shipped leads to the resource once the county says what it means', () => {
  const resources = [
    {
      id: 'T1',
      title: '采茶互助队',
      unit: '县农业服务中心',
      description: '清明前后组织帮工采茶。',
      category: '就业创业',
    },
    { id: 'T2', title: '老年助餐', unit: '社区食堂', description: '每日午餐配送。', category: '养老助老' },
  ];
  const demand = { id: 'd', text: '屋里几亩明前毛尖摘不赢' };
  const own = [
    {
      id: 'own-tea',
      name: '采茶帮工',
      category: '就业创业',
      official: ['采茶'],
      everyday: ['毛尖+摘不赢'],
      dialect: [],
      hints: [],
    },
  ];
  const best = (thesaurus: ReturnType<typeof thesaurusWith>) =>
    rank(buildCatalogue(thesaurus, resources), demand).ranking[0];
  expect(best(thesaurusWith([]))?.score ?? 0).toBeLessThan(0.3);
  const known = best(thesaurusWith(own));
  expect(known?.id).toBe('T1');
  expect(known?.score).toBeGreaterThan(0.5);
});

test('own wordings of a shipped need stand after the shipped ones, each once', () => {
  const shipped = {
    id: 'a',
    name: '甲',
    category: '医疗健康',
    official: ['义诊'],
    everyday: [],
    dialect: [],
    hints: [],
    related: {},
  };
  const data = { dialect: {}, words: {}, concepts: [shipped] };
  const own = { id: 'a', official: ['义诊', '下乡看病'], everyday: ['瞧病'], dialect: [], hints: [] };
  expect(extended(data, [own]).concepts).toEqual([{ ...shipped, official: ['义诊', '下乡看病'], everyday: ['瞧病'] }]);
});

test('a county whose people call one matter by two names of its own finds the duplicate, another county does not', async () => {
  const needs = [
    {
      ...{ id: 'own-spring', name: '山泉引水', category: 'repair' as const, official: [], dialect: [], hints: [] },
      everyday: ['龙王井', '老鹰岩'],
    },
  ];
  const finder = countyFinder({
    inForce: (division) => Promise.resolve({ division, version: 1, needs: division === '500229' ? needs : [] }),
  });
  const score = async (county: string) => {
    const found = await finder(county);
    const [a, b] = ['龙王井那股子时有时无，煮饭洗衣都恼火', '老鹰岩又不来了，几十户人挑着桶到处借'].map((text) =>
      readMatter(found, text),
    );
    return compareMatters(found, a!, b!).score;
  };
  expect(await score('500229')).toBeGreaterThan(await score('500230'));
  expect(await finder('500229')).toBe(await finder('500229'));
});
