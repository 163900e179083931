import { contactsEn } from './contacts-en.ts';
import { contactsZh, type ContactWords } from './contacts-zh.ts';
import type { Locale } from './words.ts';

export const contactWordsOf = (locale: Locale): ContactWords => (locale === 'en' ? contactsEn : contactsZh);
