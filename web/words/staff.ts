import { staffEn } from './staff-en.ts';
import { staffZh, type StaffWords } from './staff-zh.ts';
import type { Locale } from './words.ts';

export const staffWordsOf = (locale: Locale): StaffWords => (locale === 'en' ? staffEn : staffZh);
