import { fundNamesEn } from './fund-names-en.ts';
import { fundPagesEn } from './fund-pages-en.ts';
import { fundPapersEn } from './fund-papers-en.ts';
import type { FundWords } from './fund-zh.ts';

export const fundEn: FundWords = { ...fundNamesEn, ...fundPagesEn, ...fundPapersEn };
