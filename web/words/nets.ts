import { netsEn } from './nets-en.ts';
import { netsZh, type NetWords } from './nets-zh.ts';
import type { Locale } from './words.ts';

export const netWordsOf = (locale: Locale): NetWords => (locale === 'en' ? netsEn : netsZh);
