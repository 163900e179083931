import { demandsEn } from './demands-en.ts';
import { demandsZh, type DemandWords } from './demands-zh.ts';
import type { Locale } from './words.ts';

export const demandWordsOf = (locale: Locale): DemandWords => (locale === 'en' ? demandsEn : demandsZh);
