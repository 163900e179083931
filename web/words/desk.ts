import { deskEn } from './desk-en.ts';
import { deskZh, type DeskWords } from './desk-zh.ts';
import type { Locale } from './words.ts';

export const deskWordsOf = (locale: Locale): DeskWords => (locale === 'en' ? deskEn : deskZh);
