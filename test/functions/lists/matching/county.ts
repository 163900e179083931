import { readFileSync } from 'node:fs';
import type { MatterData } from '../../../../functions/lists/matching/duplicates.ts';
import { buildDuplicateFinder } from '../../../../functions/lists/matching/duplicates.ts';
import { compileThesaurus, type ThesaurusData } from '../../../../functions/lists/matching/thesaurus.ts';

const folder = new URL('../../../../functions/lists/matching/', import.meta.url);

export const readJson = <T>(file: string | URL): T => JSON.parse(readFileSync(file, 'utf8')) as T;
export const thesaurusData = readJson<ThesaurusData>(new URL('thesaurus.json', folder));
export const thesaurus = compileThesaurus(thesaurusData);
export const mattersData = readJson<MatterData[]>(new URL('matters.json', folder));
export const finder = buildDuplicateFinder(thesaurus, thesaurusData, mattersData);
