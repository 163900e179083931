import { boardEn } from './board-en.ts';
import { boardZh, type BoardWords } from './board-zh.ts';
import type { Locale } from './words.ts';

export const boardWordsOf = (locale: Locale): BoardWords => (locale === 'en' ? boardEn : boardZh);
