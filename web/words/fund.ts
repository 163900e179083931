import { fundEn } from './fund-en.ts';
import { fundZh, type FundWords } from './fund-zh.ts';
import type { Locale } from './words.ts';

export const fundWordsOf = (locale: Locale): FundWords => (locale === 'en' ? fundEn : fundZh);

/** A purpose in words, or as it is written where there are none. */
export const purposeName = (words: FundWords, purpose: string): string => words.purposes[purpose] ?? purpose;

/** A step in words; `accept` is taken twice, of the application and of the work. */
export const stepName = (words: FundWords, transition: string, to: string): string =>
  transition === 'accept' && to === 'accepted' ? words.accepted : (words.steps[transition] ?? transition);

/** '2026-10' as a month, '2026-Q4' as a quarter, '2026' as a year. */
export function periodName({ reports }: FundWords, label: string): string {
  if (label.length === 4) return reports.year(label);
  return label.includes('Q') ? reports.quarter(label) : reports.month(label);
}

/** Who gave, in public terms. */
export function giverName(
  words: FundWords,
  {
    source,
    about,
    contributor,
  }: { source?: keyof FundWords['unnamed'] | undefined; about?: string | undefined; contributor?: string | undefined },
): string {
  if (about !== undefined) return about;
  const mark = contributor?.slice(-4) ?? '';
  return source ? `${words.unnamed[source]}${mark && ` (${mark})`}` : '';
}

/** An account of the ledger in words. @param about the application's title or the contributor's name */
export function accountName(words: FundWords, account: string, about: string): string {
  const [, second = '', third = ''] = account.split(':');
  const { accounts } = words;
  if (account === 'assets:available') return accounts.available;
  if (second === 'earmarked') return accounts.earmarked(purposeName(words, third));
  if (second === 'committed') return accounts.committed;
  if (second === 'contributions') return accounts.contributions(about);
  if (second === 'refunds') return accounts.refunds;
  if (second === 'grants') return accounts.grants;
  return second === 'interest' ? accounts.interest : accounts.fees;
}
