import { fundNamesZh } from './fund-names-zh.ts';
import { fundPagesZh } from './fund-pages-zh.ts';
import { fundPapersZh } from './fund-papers-zh.ts';

/** The words of the fund. */
export const fundZh = { ...fundNamesZh, ...fundPagesZh, ...fundPapersZh };

export type FundWords = typeof fundZh;
