import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildCatalogue, type Resource } from './catalogue.ts';
import { rank, type Demand } from './rank.ts';
import { compileThesaurus, type ThesaurusData } from './thesaurus.ts';

const { values } = parseArgs({
  options: {
    resources: { type: 'string' },
    demands: { type: 'string' },
    out: { type: 'string' },
    thesaurus: { type: 'string' },
  },
});
if (!values.resources || !values.demands || !values.out) {
  console.error('usage: lists:match -- --resources R.json --demands D.json --out ranked.json [--thesaurus T.json]');
  process.exit(2);
}
const read = (file: string | URL): unknown => JSON.parse(readFileSync(file, 'utf8'));
const thesaurus = compileThesaurus(
  read(values.thesaurus ?? new URL('thesaurus.json', import.meta.url)) as ThesaurusData,
);
const catalogue = buildCatalogue(thesaurus, read(values.resources) as Resource[]);
const ranked = (read(values.demands) as Demand[]).map((demand) => {
  const { id, ranking, abstain } = rank(catalogue, demand);
  return { id, ranking, abstain };
});
writeFileSync(values.out, `${JSON.stringify(ranked, null, 1)}\n`);
