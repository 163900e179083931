import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capitalYuan } from '../../../../functions/fund/exports/capital.ts';

test.each([
  [1, '壹分'],
  [10, '壹角整'],
  [105, '壹元零伍分'],
  [110, '壹元壹角整'],
  [300_000, '叁仟元整'],
  [300_005, '叁仟元零伍分'],
  [1_000_000, '壹万元整'],
  [10_000_000, '壹拾万元整'],
  [10_050_078, '壹拾万零伍佰元柒角捌分'],
  [140_950, '壹仟肆佰零玖元伍角整'],
  [600_714, '陆仟零柒元壹角肆分'],
  [10_700_053, '壹拾万零柒仟元伍角叁分'],
  [1_640_902, '壹万陆仟肆佰零玖元零贰分'],
  [100_000_000_000, '壹拾亿元整'],
  [100_001_000_000, '壹拾亿零壹万元整'],
])('%i fen are %s, as receipts write them', (fen, words) => {
  expect(capitalYuan(fen)).toBe(words);
});

test('two amounts never share their words', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e11 }), fc.integer({ min: 1, max: 1e11 }), (a, b) => {
      expect(capitalYuan(a) === capitalYuan(b)).toBe(a === b);
    }),
  ));
