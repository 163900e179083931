import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildDuplicateFinder, compareMatters, readMatter, type MatterData } from './duplicates.ts';
import { compileThesaurus, type ThesaurusData } from './thesaurus.ts';

const { values } = parseArgs({ options: { input: { type: 'string' }, out: { type: 'string' } } });
if (!values.input || !values.out) {
  console.error('usage: lists:duplicates -- --input pairs.json --out scored.json');
  process.exit(2);
}
const read = (file: string | URL): unknown => JSON.parse(readFileSync(file, 'utf8'));
const base = read(new URL('thesaurus.json', import.meta.url)) as ThesaurusData;
const matters = read(new URL('matters.json', import.meta.url)) as MatterData[];
const finder = buildDuplicateFinder(compileThesaurus(base), base, matters);
const scored = (read(values.input) as { id: string; a: string; b: string }[]).map(({ id, a, b }) => {
  const { score, duplicate } = compareMatters(finder, readMatter(finder, a), readMatter(finder, b));
  return { id, score, duplicate };
});
writeFileSync(values.out, `${JSON.stringify(scored, null, 1)}\n`);
