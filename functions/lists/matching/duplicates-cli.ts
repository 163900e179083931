import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compareMatters, readMatter } from './duplicates.ts';
import { textPairsOf, UnreadableFile } from './files.ts';
import { finderOver } from './finder.ts';
import { usualThesaurus } from './shipped.ts';

const USAGE = `lists:duplicates -- --input pairs.json --out scored.json

pairs.json  [{id, a, b}]  two demands' texts
writes      [{id, score, duplicate}]
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
  const { values } = parseArgs({ options: { input: { type: 'string' }, out: { type: 'string' } } });
  if (!values.input || !values.out) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const pairs = textPairsOf(readFileSync(values.input, 'utf8'), values.input);
  const finder = finderOver(usualThesaurus());
  const scored = pairs.map(({ id, a, b }) => {
    const { score, duplicate } = compareMatters(finder, readMatter(finder, a), readMatter(finder, b));
    return { id, score, duplicate };
  });
  writeFileSync(values.out, `${JSON.stringify(scored, null, 1)}\n`);
}
