import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareMatters, readMatter } from '../../../../functions/lists/matching/duplicates.ts';
import { comparePlaces, placesOf } from '../../../../functions/lists/matching/places.ts';
import { numberOf } from '../../../../functions/lists/matching/text.ts';
import { finder } from './county.ts';

const compare = (a: string, b: string) => compareMatters(finder, readMatter(finder, a), readMatter(finder, b));

test('numbers are read in Chinese and Arabic digits', () => {
  expect(['十二', '12', '二十', '一百零三', '四零二', '两', '廿', ''].map(numberOf)).toEqual([
    12,
    12,
    20,
    103,
    402,
    2,
    undefined,
    undefined,
  ]);
});

test('building, unit, floor and room are read in their usual spellings', () => {
  const read = (text: string) =>
    Object.fromEntries(
      Object.entries(placesOf(text))
        .filter(([, set]) => set.size)
        .map(([kind, set]) => [kind, [...set]]),
    );
  expect(read('三栋二单元楼道')).toEqual({ building: ['3'], unit: ['2'] });
  expect(read('3-2单元')).toEqual({ building: ['3'], unit: ['2'] });
  expect(read('6-1-301漏水')).toEqual({ building: ['6'], unit: ['1'], room: ['301'], floor: ['3'] });
  expect(read('8号楼402')).toEqual({ building: ['8'], room: ['402'], floor: ['4'] });
  expect(read('六栋一单元三楼')).toEqual({ building: ['6'], unit: ['1'], floor: ['3'] });
  expect(read('b区门禁')).toEqual({ zone: ['b区'] });
  expect(read('河坝街的灯')).toEqual({ named: ['河坝街'] });
  expect(read('平安村三组的水渠')).toEqual({ named: ['平安村'], group: ['3'] });
  expect(read('建设路口的护栏')).toEqual({ named: ['建设路'] });
  expect(read('十字路口的护栏，进村路口也没有')).toEqual({});
  expect(read('一组照片')).toEqual({});
  expect(read('18路公交改了点')).toEqual({ line: ['18'] });
  expect(read('渣土车掉一路泥巴，沿街抛洒')).toEqual({});
  expect(read('王婆婆一个人住')).toEqual({ person: ['王'] });
  expect(read('楼上太吵')).toEqual({});
});

test('places agree or contradict only where both texts speak', () => {
  expect(comparePlaces(placesOf('3栋2单元'), placesOf('三号楼'))).toEqual({ same: ['building'], different: [] });
  expect(comparePlaces(placesOf('3栋2单元'), placesOf('3栋1单元'))).toEqual({
    same: ['building'],
    different: ['unit'],
  });
  expect(comparePlaces(placesOf('门口'), placesOf('3栋'))).toEqual({ same: [], different: [] });
});

test('the same matter at the same place is a duplicate in other words', () => {
  expect(compare('9栋水管爆了，停水两天', '九栋停水两天没人修').duplicate).toBe(true);
  expect(compare('老板欠我们八个人的血汗钱不给', '拖欠农民工工资').duplicate).toBe(true);
});

test('another place, an opposite wish, another season or another group is no duplicate', () => {
  for (const [a, b] of [
    ['5栋电梯坏了', '6栋电梯坏了'],
    ['14栋3单元门锁坏了', '14栋1单元门锁坏了'],
    ['路灯太暗，希望加亮', '路灯太亮，希望调暗'],
    ['想加装电梯', '不同意加装电梯'],
    ['今年春节想办坝坝宴', '今年重阳想办坝坝宴'],
    ['停车费太贵', '停车位太少'],
    ['18路半天不来', '6路半天不来'],
    ['7栋外墙掉瓷砖', '7栋楼顶漏水'],
    ['车站外面的垃圾桶倒了没人扶', '公园里头的垃圾桶倒了没人扶'],
    ['想请个护工照顾婆婆', '我想当护工，照顾老人也行'],
  ] as const)
    expect(compare(a, b).duplicate, `${a} / ${b}`).toBe(false);
});

test('a word for the thing is no common complaint: the charging point without power is not the dear one', () => {
  expect(compare('充电桩没电', '充电桩收费太贵').duplicate).toBe(false);
  expect(compare('充电桩扫码没反应，充不进电', '充电口坏了，电瓶车充不了').duplicate).toBe(true);
});

test('another thing of one family is less of a difference than a thing of another kind', () => {
  const { features } = compare('化粪池冒水', '下水道冒水');
  expect(features.objectDiffers).toBeGreaterThan(0);
  expect(features.objectDiffers).toBeLessThan(compare('化粪池冒水', '电梯冒水').features.objectDiffers);
});

test('that people quarrel makes no two quarrels one matter in a search through many', () => {
  const [a, b] = ['签好了调解书，担心对方反悔，想去法院办个司法确认', '想趁早把房产分清楚，省得以后几个子女扯皮'];
  expect(compareMatters(finder, readMatter(finder, a!), readMatter(finder, b!), 'among many').duplicate).toBe(false);
});

test('comparing is symmetric, within 0..1, and a matter of the thesaurus equals itself, for any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc
      .array(fc.constantFrom('3栋', '二单元', '漏水', '电梯', '坏', '，', '老人', '😀', 'A区'), { maxLength: 20 })
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, text, (a, b) => {
      const { score } = compare(a, b);
      expect(score).toBe(compare(b, a).score);
      expect(score >= 0 && score <= 1).toBe(true);
    }),
    { numRuns: 40 },
  );
  expect(compare('楼道灯坏了', '楼道灯坏了').duplicate).toBe(true);
  expect(compare('', '').duplicate).toBe(false);
});
