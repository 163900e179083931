/**
 * `npm run simulate -- --seed S --steps N [--journal OUT]`: random commands and faults against the ledger, an independent
 * model and, where it is installed, hledger. Exit 1 on any broken invariant; the same seed replays the same run.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { memoryLedger } from './ledger.ts';
import { Broken, simulate } from './run.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(args: string[]): Promise<number> {
  const options = { seed: { type: 'string' }, steps: { type: 'string' }, journal: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const [seed, steps] = [Number(values.seed ?? 1), Number(values.steps ?? 2000)];
  if (!Number.isSafeInteger(seed) || !Number.isSafeInteger(steps) || steps < 0) {
    console.error('usage: npm run simulate -- --seed S --steps N [--journal OUT]');
    return 2;
  }
  try {
    const report = await simulate(seed, steps, memoryLedger);
    if (values.journal) writeFileSync(values.journal, report.hledger);
    console.log(`seed ${seed}, ${steps} steps: ${report.posted} posted, head ${report.head}`);
    console.log(`refused: ${listed(report.refused)}`);
    console.log(`faults: ${listed(report.faults)}`);
    return judged(report.hledger);
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    console.error(`seed ${seed}: ${error.message}`);
    return 1;
  }
}

function judged(journal: string): number {
  const { status, stderr, error } = spawnSync('hledger', ['-f', '-', 'check', '--strict', 'ordereddates'], {
    input: journal,
    encoding: 'utf8',
  });
  if (error) console.log('hledger: not installed');
  else if (status === 0) console.log('hledger: agrees');
  else console.error(`hledger: ${stderr}`);
  return error || status === 0 ? 0 : 1;
}

function listed(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, times]) => `${name} ${times}`).join(', ') || 'none';
}
