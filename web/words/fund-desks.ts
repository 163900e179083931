import { fundDesksEn } from './fund-desks-en.ts';
import { fundDesksZh, type FundDesksWords } from './fund-desks-zh.ts';
import type { Locale } from './words.ts';

export const fundDesksWordsOf = (locale: Locale): FundDesksWords => (locale === 'en' ? fundDesksEn : fundDesksZh);
