import { en } from './en.ts';
import { zh, type Words } from './zh.ts';

export type Locale = '' | 'en';

/** The locale of a page by its route parameter. */
export const localeOf = (params: { locale?: string | undefined }): Locale => (params.locale === 'en' ? 'en' : '');

export const wordsOf = (locale: Locale): Words => (locale === 'en' ? en : zh);
