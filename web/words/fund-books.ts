import { fundBooksEn } from './fund-books-en.ts';
import { fundBooksZh, type FundBooksWords } from './fund-books-zh.ts';
import type { Locale } from './words.ts';

export const fundBooksWordsOf = (locale: Locale): FundBooksWords => (locale === 'en' ? fundBooksEn : fundBooksZh);
