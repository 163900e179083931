import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeName } from '../../../../functions/grids/responsible/names.ts';

test.each([
  [
    '农发小区12栋',
    '农发小区　１２＃',
    '农发小区第十二号楼',
    '农发小区 012幢',
    '农发小区12#楼',
    '农发小区十二座',
    '农发小区（12栋）',
  ],
  ['a栋', 'A座', 'Ａ＃'],
  ['105栋', '一百零五号楼', '第105幢'],
  ['20栋2单元', '二十幢二单元', '20#两单元'],
  ['110号', '一百一十号'],
  ['203栋', '二〇三栋'],
])('%s is one place in every spelling', (first, ...others) => {
  for (const other of others) expect(placeName(other)).toBe(placeName(first));
});

test('numerals that are part of a name stay', () => {
  expect(placeName('三里屯')).toBe('三里屯');
  expect(placeName('百货大楼')).toBe('百货大楼');
  expect(placeName('五一路3号')).toBe('五一路3号');
});

test('different buildings stay different', () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 199 }), fc.integer({ min: 1, max: 199 }), (a, b) => {
      expect(placeName(`农发小区${a}幢`) === placeName(`农发小区${b}号楼`)).toBe(a === b);
    }),
  ));

const numeral = (n: number): string => {
  const digit = '零一二三四五六七八九';
  const [hundreds, tens, ones] = [Math.floor(n / 100), Math.floor(n / 10) % 10, n % 10];
  const end = ones > 0 ? digit[ones]! : '';
  if (hundreds === 0 && tens === 0) return end;
  const middle = tens > 0 ? `${tens === 1 && hundreds === 0 ? '' : digit[tens]!}十` : end && '零';
  return (hundreds > 0 ? `${digit[hundreds]!}百` : '') + middle + end;
};

test('a building number is the same in Chinese and Arabic numerals, with every suffix', () => {
  for (let n = 1; n < 400; n++)
    for (const suffix of ['栋', '幢', '号楼', '#', '座'])
      expect(placeName(`第${numeral(n)}${suffix}`), `${numeral(n)}${suffix}`).toBe(`${n}栋`);
});
