import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { journalJson, journalOf } from '../../../../functions/fund/exports/journal.ts';
import { canonical } from '../../../../functions/fund/ledger/canonical.ts';
import { entryOf, GENESIS, link, sealAll } from '../../../../functions/fund/ledger/chain.ts';
import type { Entry, Journal, Row } from '../../../../functions/fund/ledger/contract.ts';
import { readJournal } from '../../../../functions/fund/ledger/lines.ts';
import { verify } from '../../../../functions/fund/ledger/verify.ts';
import { barrier } from '../book.ts';

const run = promisify(execFile);
const rows = await barrier().rows();
const journal = (changed: readonly unknown[] = rows): unknown => ({
  ...journalOf('fund-guihuajing', rows),
  rows: changed,
});
const seqOf = async (claimed: unknown): Promise<number> => {
  const verdict = await verify(claimed);
  return verdict.ok ? 0 : verdict.seq;
};

test('the hash is SHA-256 over the 32 bytes before and the canonical JSON, as another implementation computes it', async () => {
  let before = Buffer.from(GENESIS, 'hex');
  for (const row of rows) {
    before = createHash('sha256')
      .update(before)
      .update(canonical(entryOf(row)), 'utf8')
      .digest();
    expect(row.hash).toBe(before.toString('hex'));
  }
});

test('an honest journal holds', async () => {
  const verdict = await verify(JSON.parse(journalJson('fund-guihuajing', rows)));
  expect(verdict).toMatchObject({ ok: true, head: { seq: rows.length, hash: rows.at(-1)?.hash } });
  expect(await seqOf(journalOf('fund-empty', []))).toBe(0);
});

/** Every place in a row where a value stands, as a path. */
function places(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [[...path]];
  return Object.entries(value).flatMap(([key, member]) => places(member, [...path, key]));
}

function flipped(row: Row, path: readonly string[]): unknown {
  const copy = structuredClone(row) as unknown as Record<string, unknown>;
  let at = copy;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>;
  const key = path.at(-1) ?? '';
  const old = at[key];
  at[key] = typeof old === 'number' ? old + 1 : `${String(old).slice(0, -1)}${String(old).endsWith('a') ? 'b' : 'a'}`;
  return copy;
}

test('case 12: any single value flipped in any row names that row', async () => {
  for (const [index, row] of rows.entries())
    for (const path of places(row)) {
      const seq = await seqOf(journal(rows.with(index, flipped(row, path) as Row)));
      expect(seq, `${index + 1} ${path.join('.')}`).toBe(index + 1);
    }
});

test('case 12: a row removed, inserted twice, or out of order names the place where the journal stops being true', async () => {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as Row;
    expect(await seqOf(journal(rows.toSpliced(i, 1))), `remove ${i + 1}`).toBe(i + 1);
    expect(await seqOf(journal(rows.toSpliced(i, 0, row))), `insert before ${i + 1}`).toBe(i + 2);
    for (let j = i + 1; j < rows.length; j++) {
      const swapped = rows.with(i, rows[j] as Row).with(j, row);
      expect(await seqOf(journal(swapped)), `swap ${i + 1} ${j + 1}`).toBe(i + 1);
    }
  }
});

test('case 12: a forger who computes every later hash anew is caught by the rules, or by a head that was published', async () => {
  const entries = rows.map(entryOf);
  const forge = (index: number, change: (entry: Entry) => Entry): Entry[] =>
    entries.with(index, change(entries[index] as Entry));
  const halved = forge(12, (entry) => ({
    ...entry,
    legs: entry.legs.map((leg) => ({ ...leg, amount: leg.amount / 2 })),
  }));
  expect(await verify(journalOf('fund-guihuajing', await sealAll(halved)))).toMatchObject({
    ok: false,
    seq: 13,
    fault: 'rules',
  });
  for (const change of [{ day: '2026-10-09' }, { at: '2026-10-09T02:00:00.000Z' }, { fund: 'fund-other' }])
    expect(
      await verify(journalOf('fund-guihuajing', await sealAll(forge(11, (entry) => ({ ...entry, ...change }))))),
    ).toMatchObject({ ok: false, seq: 12, fault: 'rules' });
  const twice = [...entries, { ...(entries.at(-1) as Entry), seq: entries.length + 1, id: 'entry-again' }];
  expect(await verify(journalOf('fund-guihuajing', await sealAll(twice)))).toMatchObject({
    ok: false,
    seq: entries.length + 1,
    detail: 'commitment-resolved',
  });
  const other = journalOf('fund-guihuajing', await sealAll(forge(0, (entry) => ({ ...entry, by: 'person-x' }))));
  expect(await verify(other)).toMatchObject({ ok: true });
  const seen = { seq: 12, hash: rows[11]?.hash ?? '' };
  expect(await verify(other, [seen])).toMatchObject({ ok: false, seq: 12, fault: 'anchor' });
  const cut = journalOf('fund-guihuajing', rows.slice(0, 11));
  expect(await verify(cut, [seen])).toMatchObject({ ok: false, seq: 12, fault: 'anchor' });
  expect(await verify(journal(), [seen])).toMatchObject({ ok: true });
});

test('case 12: claims about the end are judged too', async () => {
  const honest = journalOf('fund-guihuajing', rows);
  const richer: Journal = { ...honest, balances: { ...honest.balances, 'assets:available': 9_700_001 } };
  expect(await verify(richer)).toMatchObject({ ok: false, seq: rows.length, fault: 'balances' });
  expect(await verify({ ...honest, rows: rows.slice(0, -2) })).toMatchObject({
    ok: false,
    seq: rows.length - 1,
    fault: 'head',
  });
  expect(await verify({ ...honest, head: { ...honest.head, hash: GENESIS } })).toMatchObject({
    ok: false,
    fault: 'head',
  });
  for (const junk of [null, 1, [], {}, { ...honest, rows: 'x' }])
    expect(await verify(junk)).toMatchObject({ ok: false, seq: 0, fault: 'shape' });
});

test('an instant that no calendar has is a bad row, not a crash', async () => {
  expect(await seqOf(journal(rows.with(3, { ...(rows[3] as Row), at: '2026-13-45T99:99:99.999Z' })))).toBe(4);
});

test('case 12: a byte changed, a line lost or the text cut off anywhere in the file is named by its row, though it is no JSON any more', async () => {
  const text = journalJson('fund-guihuajing', rows);
  const starts = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const rowAt = (at: number) => starts.filter((start) => start <= at).length;
  const judged = async (broken: string) => seqOf(readJournal(broken) as Journal);
  for (let at = text.indexOf('\n') + 1; at < starts.at(-2)!; at += 23) {
    const row = rowAt(at);
    for (const other of ['"', '{', '\u0000', '9'])
      if (text[at] !== other) expect(await judged(text.slice(0, at) + other + text.slice(at + 1)), `${at}`).toBe(row);
    expect([row, row - 1, row + 1]).toContain(await judged(text.slice(0, at)));
  }
  for (const junk of ['', 'null', '[', '{"fund":', '\uFEFF', '<html>']) expect(await judged(junk)).toBe(0);
});

test('any bytes at all: a verdict, never an exception', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: rows.length - 1 }), fc.jsonValue(), async (index, junk) => {
      expect(await seqOf(journal(rows.with(index, junk as unknown as Row)))).toBe(index + 1);
    }),
  );
});

test('case 12: more rows than a batch: the first bad one is named, not the first noticed', async () => {
  const many = Array.from({ length: 700 }, (_, i) => ({
    ...entryOf(rows[0] as Row),
    seq: i + 1,
    id: `entry-${i + 1}`,
  })) as Entry[];
  const sealed = await sealAll(many);
  expect(await seqOf(journalOf('fund-guihuajing', sealed))).toBe(0);
  const hash = await link(GENESIS, 'other');
  const two = sealed.with(299, { ...(sealed[299] as Row), hash }).with(280, { ...(sealed[280] as Row), hash });
  expect(await seqOf(journalOf('fund-guihuajing', two.with(650, sealed[0] as Row)))).toBe(281);
});

test('case 12: the command exits 0 on an honest journal, 1 naming the first bad row, 2 when it cannot read', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'journal-'));
  const exit = async (args: string[]) => {
    const script = join(import.meta.dirname, '../../../../functions/fund/ledger/verify-cli.ts');
    return run(process.execPath, [script, ...args]).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      (error: { code: number; stderr: string }) => ({ code: error.code, said: error.stderr }),
    );
  };
  const good = join(folder, 'good.json');
  const bad = join(folder, 'bad.json');
  writeFileSync(good, journalJson('fund-guihuajing', rows));
  writeFileSync(bad, JSON.stringify(journal(rows.toSpliced(4, 1))));
  expect(await exit(['--journal', good])).toMatchObject({ code: 0 });
  expect(await exit(['--journal', bad])).toEqual({
    code: 1,
    said: expect.stringContaining('first bad sequence number: 5'),
  });
  expect(await exit(['--journal', good, '--head', `3:${GENESIS}`])).toMatchObject({ code: 1 });
  const cut = journalOf('fund-guihuajing', rows.slice(0, -2));
  writeFileSync(bad, JSON.stringify(cut));
  const last = rows.at(-1)!;
  expect(await exit(['--journal', bad])).toMatchObject({ code: 0, said: expect.stringContaining('no head was given') });
  expect(await exit(['--journal', bad, '--head', `${last.seq}:${last.hash}`])).toEqual({
    code: 1,
    said: expect.stringContaining(
      `first bad sequence number: ${last.seq - 1} (anchor: entry ${last.seq} was published`,
    ),
  });
  expect(await exit(['--journal', join(folder, 'none')])).toMatchObject({ code: 2 });
});
