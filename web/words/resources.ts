import { resourcesEn } from './resources-en.ts';
import { resourcesZh, type ResourceWords } from './resources-zh.ts';
import type { Locale } from './words.ts';

export const resourceWordsOf = (locale: Locale): ResourceWords => (locale === 'en' ? resourcesEn : resourcesZh);
