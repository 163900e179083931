import { compoundsEn } from './compounds-en.ts';
import { compoundsZh, type CompoundWords } from './compounds-zh.ts';
import type { Locale } from './words.ts';

export const compoundWordsOf = (locale: Locale): CompoundWords => (locale === 'en' ? compoundsEn : compoundsZh);
