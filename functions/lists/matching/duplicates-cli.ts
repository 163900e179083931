import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildDuplicateFinder, compareMatters, readMatter, type MatterData } from './duplicates.ts';
import { compileThesaurus, type ThesaurusData } from './thesaurus.ts';

const { values } = parseArgs({ options: { input: { type: 'string' }, out: { type: 'string' } } });
if (!values.input || !values.out) {
  console.error('usage: lists:duplicates -- --input pairs.json --out scored.json');
  process.exit(2);
}
const read = <T>(file: string | URL): T => JSON.parse(readFileSync(file, 'utf8')) as T;
const base = read<ThesaurusData>(new URL('thesaurus.json', import.meta.url));
const matters = read<MatterData[]>(new URL('matters.json', import.meta.url));
const finder = buildDuplicateFinder(compileThesaurus(base), base, matters);
const scored = read<{ id: string; a: string; b: string }[]>(values.input).map(({ id, a, b }) => {
  const { score, duplicate } = compareMatters(finder, readMatter(finder, a), readMatter(finder, b));
  return { id, score, duplicate };
});
writeFileSync(values.out, `${JSON.stringify(scored, null, 1)}\n`);
