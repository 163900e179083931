import { readFileSync } from 'node:fs';
import type { MatterData } from '../../../../functions/lists/matching/duplicates.ts';
import { finderOver } from '../../../../functions/lists/matching/finder.ts';
import { usualThesaurus } from '../../../../functions/lists/matching/shipped.ts';
import type { ThesaurusData } from '../../../../functions/lists/matching/thesaurus.ts';

const folder = new URL('../../../../functions/lists/matching/', import.meta.url);

export const readJson = <T>(file: string | URL): T => JSON.parse(readFileSync(file, 'utf8')) as T;
export const thesaurusData = readJson<ThesaurusData>(new URL('thesaurus.json', folder));
export const thesaurus = usualThesaurus();
export const mattersData = readJson<MatterData[]>(new URL('matters.json', folder));
export const finder = finderOver(thesaurus);
