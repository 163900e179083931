import { offersEn } from './offers-en.ts';
import { offersZh, type OffersWords } from './offers-zh.ts';
import type { Locale } from './words.ts';

export const offersWordsOf = (locale: Locale): OffersWords => (locale === 'en' ? offersEn : offersZh);
