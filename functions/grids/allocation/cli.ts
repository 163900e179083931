import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Refusal, refuse } from '../../http/refusal.ts';
import { allocate } from './allocate.ts';
import { readInput } from './input.ts';
import { loadsOf } from './loads.ts';
import { reason } from './words.ts';

try {
  run();
} catch (fault) {
  if (!(fault instanceof Refusal)) throw fault;
  const { refusal, pointer, facts } = fault;
  process.stderr.write(
    `${JSON.stringify({ type: `/api/#${refusal}`, status: 422, title: refusal, refusal, pointer, facts })}\n`,
  );
  process.exitCode = 2;
}

function run(): void {
  const { input, output, language, rate } = options();
  const { units, grids } = readInput(read(input));
  const { pairs, objective } = allocate(units, grids, rate === undefined ? {} : { metresPerUnit: rate });
  const say = language === 'en' ? reason.en : reason.zh;
  const answer = {
    pairs: pairs.map((pair) => ({ ...pair, reason: say(pair) })),
    objective,
    loads: loadsOf(units, grids, pairs),
  };
  write(output, `${JSON.stringify(answer, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify({ units: units.length, grids: grids.length, ...objective })}\n`);
}

function options(): { input: string; output: string; language: string; rate: number | undefined } {
  try {
    const { values } = parseArgs({
      options: {
        input: { type: 'string' },
        out: { type: 'string' },
        output: { type: 'string' },
        language: { type: 'string', default: 'zh-CN' },
        'metres-per-unit': { type: 'string' },
      },
    });
    const { input, language } = values;
    const output = values.out ?? values.output; // either word
    if (!input || !output) throw new Error('--input I.json and --out O.json are needed');
    const rate = values['metres-per-unit'];
    return { input, output, language, rate: rate === undefined ? undefined : Number(rate) };
  } catch (fault) {
    return refuse('usage', undefined, { reason: (fault as Error).message });
  }
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (fault) {
    refuse('file-unwritable', undefined, { reason: (fault as Error).message });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (fault) {
    return refuse('file-unreadable', undefined, { reason: (fault as Error).message });
  }
}
