import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { similarTo } from '../../../../functions/lists/demands/similar.ts';
import { finder, readJson } from '../matching/county.ts';
import type { GoldPairs } from '../matching/metrics.ts';

const folder = new URL('../matching/rounds/', import.meta.url);
const rounds = readdirSync(folder).map((file) => readJson<GoldPairs>(new URL(file, folder)));
const ids = (text: string, among: readonly string[]) =>
  similarTo(
    finder,
    text,
    among.map((one) => ({ id: one, text: one })),
    among.length,
  ).map(({ demand }) => demand.id);

test('a demand with nothing in common is not offered, however long both are', () => {
  for (const [text, other] of [
    ['9栋3单元电梯上下都要等十多分钟，还经常困人', '社区卫生站打不到流感针，跑了两次都说没苗'],
    ['燃气灶的管子老化了，怕漏', '7栋402的老太婆一个人在屋头，耳朵又聋，想有人隔几天去看下'],
    ['7栋屋后化粪池味道大，夏天不敢开窗', '我家孩子上课坐不住，老师说是多动症，想找医生看'],
  ] as const)
    expect(ids(text, [other]), `${text} / ${other}`).toEqual([]);
});

test('of a hundred and twenty matters of other kinds few are offered, and the duplicate nearly always', () => {
  const pairs = rounds.flatMap(({ duplicates }) => duplicates.map(({ texts }) => texts));
  let [found, others, asked] = [0, 0, 0];
  for (let n = 0; n < pairs.length; n += 7) {
    const [text, duplicate] = pairs[n]!;
    // every third pair, none of its own round's neighbours
    const unlike = pairs.filter((_, m) => m % 3 === 0 && Math.abs(m - n) > 30).map((texts) => texts[0]!);
    const offered = ids(text!, [...unlike.slice(0, 120), duplicate!]);
    asked++;
    if (offered.includes(duplicate!)) found++;
    others += offered.filter((one) => one !== duplicate).length;
  }
  expect(found / asked).toBeGreaterThan(0.9);
  expect(others / asked).toBeLessThan(2);
});
