import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildCatalogue } from './catalogue.ts';
import { demandsOf, resourcesOf, UnreadableFile } from './files.ts';
import { rank } from './rank.ts';
import { usualThesaurus } from './shipped.ts';
import { compileThesaurus, type ThesaurusData } from './thesaurus.ts';

const USAGE = `lists:match -- --resources R.json --demands D.json --out ranked.json [--thesaurus T.json]

R.json  [{id, title, unit?, description?, category?, audience?, kind?, capacityPerMonth?, communities?, validFrom?, validUntil?}]
D.json  [{id, text, community?, day?}]
writes  [{id, ranking: [{id, score, reasons}], abstain}]
`;

try {
  main();
} catch (error) {
  const told = error instanceof UnreadableFile || (error as NodeJS.ErrnoException).syscall !== undefined;
  if (!told && !(error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = told ? 1 : 2;
}

function main(): void {
  const { values } = parseArgs({
    options: {
      resources: { type: 'string' },
      demands: { type: 'string' },
      out: { type: 'string' },
      thesaurus: { type: 'string' },
    },
  });
  if (!values.resources || !values.demands || !values.out) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const read = (file: string): string => readFileSync(file, 'utf8');
  const thesaurus = values.thesaurus
    ? compileThesaurus(JSON.parse(read(values.thesaurus)) as ThesaurusData)
    : usualThesaurus();
  const catalogue = buildCatalogue(thesaurus, resourcesOf(read(values.resources), values.resources));
  const ranked = demandsOf(read(values.demands), values.demands).map((demand) => {
    const { id, ranking, abstain } = rank(catalogue, demand);
    return { id, ranking, abstain };
  });
  writeFileSync(values.out, `${JSON.stringify(ranked, null, 1)}\n`);
}
