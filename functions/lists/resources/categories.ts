import type { Category } from './contract.ts';

/** What the county and the matcher's thesaurus call the twelve categories. */
export const categoryNames: Readonly<Record<Category, string>> = {
  elderly: '养老助老',
  children: '儿童青少年',
  employment: '就业创业',
  law: '法律调解',
  health: '医疗健康',
  environment: '环境卫生',
  repair: '设施维修',
  safety: '治安安全',
  culture: '文化体育',
  relief: '救助帮扶',
  service: '政务便民',
  venue: '阵地场地',
};

const byName = new Map(Object.entries(categoryNames).map(([category, name]) => [name, category as Category]));

/** A category by its name or code; undefined for any other word. */
export const categoryOf = (word: string): Category | undefined =>
  byName.get(word) ?? (word in categoryNames ? (word as Category) : undefined);
