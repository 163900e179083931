import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Command, Entry } from '../../functions/fund/ledger/contract.ts';
import type { Ledger, Point } from './ledger.ts';
import { memoryLedger } from './ledger.ts';
import { Broken, simulate } from './run.ts';

const run = promisify(execFile);

test('cases 1, 16, 17, 18, 19, and 14 and 15 one delivery after another: random commands with faults keep the model’s books to the fen, and no fault is ever called lack of money', async () => {
  for (const seed of [1, 2, 3, 4]) {
    const report = await simulate(seed, 600, memoryLedger);
    expect(report.posted).toBeGreaterThan(200);
    expect(Object.keys(report.refused).length).toBeGreaterThan(12);
    expect(report.faults['conflict']).toBeGreaterThan(0);
    expect(report.faults['timed out after the append']).toBeGreaterThan(0);
    expect(report.faults['killed at append']).toBeGreaterThan(0);
  }
});

test('the same seed is the same run', async () => {
  expect(await simulate(5, 300, memoryLedger)).toEqual(await simulate(5, 300, memoryLedger));
});

test('a ledger with a fault of its own is found out', async () => {
  const twice = (fund: string, pass: (point: Point) => Promise<void>): Ledger => {
    const ledger = memoryLedger(fund, pass);
    const post = async (command: Command, at: string): Promise<Entry> => {
      const entry = await ledger.post(command, at);
      if (command.kind === 'contribution')
        await ledger.post({ ...command, id: `${command.id}-again` }, at).catch(() => undefined);
      return entry;
    };
    return { ...ledger, post };
  };
  await expect(simulate(1, 300, twice)).rejects.toThrow(Broken);
});

test('the command replays a seed, writes the journal it ended with, and exits 0', async () => {
  const out = join(mkdtempSync(join(tmpdir(), 'simulate-')), 'fund.journal');
  const script = join(import.meta.dirname, 'fund.ts');
  const { stdout } = await run(process.execPath, [script, '--seed', '9', '--steps', '200', '--journal', out]);
  expect(stdout).toContain('seed 9, 200 steps');
  expect(readFileSync(out, 'utf8')).toContain('commodity 1000.00 CNY');
  const { status, error } = spawnSync('hledger', ['-f', out, 'check', '--strict', 'ordereddates']);
  expect(error ? 0 : status).toBe(0);
});
