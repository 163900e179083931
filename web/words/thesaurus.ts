import { thesaurusEn } from './thesaurus-en.ts';
import { thesaurusZh, type ThesaurusWords } from './thesaurus-zh.ts';
import type { Locale } from './words.ts';

export const thesaurusWordsOf = (locale: Locale): ThesaurusWords => (locale === 'en' ? thesaurusEn : thesaurusZh);
