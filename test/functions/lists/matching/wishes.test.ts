import { expect, test } from 'vitest';
import { contrary, wishesOf } from '../../../../functions/lists/matching/wishes.ts';

const clash = (a: string, b: string) => contrary(wishesOf(a), wishesOf(b));

test('too much of a measure and more of it are contrary, too little and more of it are not', () => {
  for (const [a, b] of [
    ['集合铃声音太大', '集合铃再大一点'],
    ['晨练放歌太早', '晨练可以早点开始'],
    ['水温太低', '水温调低些'],
    ['站台隔得远', '站台挪远一点'],
  ] as const) {
    expect(clash(a, b), `${a} / ${b}`).toBe(true);
    expect(clash(b, a), `${b} / ${a}`).toBe(true);
  }
  expect(clash('站台隔得远', '站台挪近一点')).toBe(false);
  expect(clash('水温太低', '水温调高些')).toBe(false);
  expect(clash('水温太低', '淋浴要排队')).toBe(false);
});

test('a wish to be served early is no wish for an early hour', () => {
  expect([...wishesOf('希望早点解决').directions]).toEqual([]);
  expect([...wishesOf('希望早点来修').directions]).toEqual([]);
});

test('who wants to do a thing and who minds it, who wants a thing and who wants it gone, are contrary', () => {
  expect(clash('想在屋顶养几箱蜜蜂', '屋顶有人养蜜蜂，请清理')).toBe(true);
  expect(clash('希望路边装几个充电柜', '路边的充电柜请拆掉')).toBe(true);
  expect(clash('屋顶养蜜蜂蜇到人，请清理', '楼顶蜂箱太多，希望取消')).toBe(false);
  expect(clash('想请人管管屋顶养蜜蜂的', '屋顶有人养蜜蜂，请清理')).toBe(false);
  expect(clash('巷子太黑，想装盏灯', '巷子没有灯，请处理')).toBe(false);
});
