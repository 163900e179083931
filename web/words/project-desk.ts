import { projectDeskEn } from './project-desk-en.ts';
import { projectDeskZh, type ProjectDeskWords } from './project-desk-zh.ts';
import type { Locale } from './words.ts';

export const projectDeskWordsOf = (locale: Locale): ProjectDeskWords =>
  locale === 'en' ? projectDeskEn : projectDeskZh;
