import type { Category } from '../categories/contract.ts';
import type { Channel } from './contract.ts';

/** What the twelve categories are called. */
export const categories: Readonly<Record<Category, { readonly zh: string; readonly en: string }>> = {
  elderly: { zh: '养老助老', en: 'Care for the elderly' },
  children: { zh: '儿童青少年', en: 'Children and youth' },
  employment: { zh: '就业创业', en: 'Work and business' },
  law: { zh: '法律调解', en: 'Law and mediation' },
  health: { zh: '医疗健康', en: 'Health' },
  environment: { zh: '环境卫生', en: 'Cleanliness' },
  repair: { zh: '设施维修', en: 'Repairs' },
  safety: { zh: '治安安全', en: 'Safety' },
  culture: { zh: '文化体育', en: 'Culture and sport' },
  relief: { zh: '救助帮扶', en: 'Relief' },
  service: { zh: '政务便民', en: 'Public services' },
  venue: { zh: '阵地场地', en: 'Venues' },
};

export const channels: Readonly<Record<Channel, { readonly zh: string; readonly en: string }>> = {
  online: { zh: '网上', en: 'online' },
  forum: { zh: '座谈', en: 'forum' },
  visit: { zh: '走访', en: 'visit' },
  'walk-in': { zh: '来访', en: 'walk-in' },
  phone: { zh: '电话', en: 'phone' },
  system: { zh: '系统', en: 'system' },
};

const byName = <T extends string>(named: Readonly<Record<T, { readonly zh: string }>>): Readonly<Record<string, T>> =>
  Object.fromEntries((Object.keys(named) as T[]).map((code) => [named[code].zh, code]));

/** Codes by their Chinese names, as sheets write them. */
export const categoryNames = byName(categories);
export const channelNames = byName(channels);
