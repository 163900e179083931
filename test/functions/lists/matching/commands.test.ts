import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const room = join(import.meta.dirname, '../../../../functions/lists/matching');

interface Ran {
  readonly code: number;
  readonly said: string;
}

/** Runs a command of the room as npm does, in a process of its own. */
const run = (command: string, ...options: string[]): Promise<Ran> =>
  new Promise((done) => {
    execFile(process.execPath, [join(room, command), ...options], (error, _, stderr) =>
      done({ code: error ? Number(error.code) : 0, said: stderr }),
    );
  });

async function folder(files: Readonly<Record<string, unknown>>): Promise<(name: string) => string> {
  const path = await mkdtemp(join(tmpdir(), 'matching-'));
  for (const [name, value] of Object.entries(files))
    await writeFile(join(path, name), typeof value === 'string' ? value : JSON.stringify(value));
  return (name) => join(path, name);
}

test('both commands read what they know, pass over unknown fields and take missing and null ones', async () => {
  const at = await folder({
    'r.json': [
      { id: 'R1', title: '排污管道疏通', colour: 'blue' },
      { id: 'R2', title: '老年助餐', description: null, capacityPerMonth: null, communities: null },
    ],
    'd.json': [
      { id: 'D1', text: '茅厕反水，臭得很', weather: 'rain', community: null },
      { id: 'D2', text: '' },
    ],
    'p.json': [{ id: 'P1', a: '5栋电梯坏了', b: '五号楼电梯停了', note: 1 }],
    'none.json': [],
  });
  const match = ['--resources', at('r.json'), '--demands', at('d.json'), '--out', at('ranked.json')];
  expect(await run('match-cli.ts', ...match)).toEqual({ code: 0, said: '' });
  const ranked = JSON.parse(await readFile(at('ranked.json'), 'utf8')) as Record<string, unknown>[];
  expect(ranked).toMatchObject([
    { id: 'D1', ranking: [{ id: 'R1' }], abstain: false },
    { id: 'D2', ranking: [], abstain: true },
  ]);
  expect(Object.keys(ranked[0]!)).toEqual(['id', 'ranking', 'abstain']);
  expect(await run('duplicates-cli.ts', '--input', at('p.json'), '--out', at('scored.json'))).toEqual({
    code: 0,
    said: '',
  });
  const scored: unknown = JSON.parse(await readFile(at('scored.json'), 'utf8'));
  expect(scored).toEqual([{ id: 'P1', score: expect.any(Number) as number, duplicate: true }]);
  const none = ['--resources', at('none.json'), '--demands', at('none.json'), '--out', at('no.json')];
  expect(await run('match-cli.ts', ...none)).toEqual({ code: 0, said: '' });
  expect(JSON.parse(await readFile(at('no.json'), 'utf8'))).toEqual([]);
}, 60_000);

test('what a command cannot read is said in one line with the file and the entry', async () => {
  const at = await folder({
    'bad.json': '[{"id": "P1", ',
    'object.json': {},
    'field.json': [
      { id: 'P1', a: 'a', b: 'b' },
      { id: 'P2', a: 'a' },
    ],
  });
  const said = async (input: string) => {
    const { code, said: line } = await run('duplicates-cli.ts', '--input', input, '--out', at('out.json'));
    expect(code).toBe(1);
    expect(line.trim().split('\n')).toHaveLength(1);
    return line;
  };
  expect(await said(at('bad.json'))).toContain('bad.json is not JSON');
  expect(await said(at('object.json'))).toContain('must hold a list');
  expect(await said(at('field.json'))).toContain('field.json, entry 2: b:');
  expect(await said(at('missing.json'))).toContain('no such file');
  expect(await run('duplicates-cli.ts')).toMatchObject({ code: 2 });
  expect(await run('match-cli.ts', '--what')).toMatchObject({ code: 2 });
}, 60_000);
