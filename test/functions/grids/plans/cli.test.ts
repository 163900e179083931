import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'plan-'));
afterAll(() => rmSync(folder, { recursive: true }));
const cli = new URL('../../../../functions/grids/plans/cli.ts', import.meta.url).pathname;
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const run = (...args: string[]) => spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' });

const nodes = file('n.csv', 'id,x,y,households\n0,0,0,5\n1,40,0,5\n2,80,0,5\n3,120,0,500\n');
const edges = file('e.csv', 'u,v\n0,1\n1,2\n2,3\n');

test('a plan: a part number a line, a line of figures, and why a grid is not even', () => {
  const out = join(folder, 'parts.txt');
  const { status, stdout } = run('--nodes', nodes, '--edges', edges, '--grids', '2', '--out', out);
  expect(status).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe('0\n0\n0\n1\n');
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(JSON.parse(stdout)).toMatchObject({
    grids: 2,
    households: 515,
    broken: 0,
    exceptions: [
      { grid: 0, reason: 'others-heavy' },
      { grid: 1, reason: 'heavy-building', building: 3 },
    ],
  });
});

test.each([
  ['no-buildings', file('empty.csv', 'id,x,y,households\n'), edges, '2'],
  ['no-households', file('zero.csv', 'id,x,y,households\n0,0,0,0\n1,9,0,0\n'), file('one.csv', 'u,v\n0,1\n'), '2'],
  ['bad-table', file('columns.csv', 'id,x,y\n0,0,0\n'), edges, '2'],
  ['bad-table', file('nan.csv', 'id,x,y,households\n0,NaN,0,5\n'), edges, '1'],
  ['duplicate-building', file('twice.csv', 'id,x,y,households\n0,0,0,5\n0,9,0,5\n'), edges, '1'],
  ['bad-edge', nodes, file('outside.csv', 'u,v\n0,9\n'), '2'],
  ['file-unreadable', nodes, join(folder, 'missing.csv'), '2'],
  ['more-grids-than-buildings', nodes, edges, '5'],
  ['more-islands-than-grids', nodes, file('none.csv', 'u,v\n'), '2'],
  ['bad-grids', nodes, edges, '1.5'],
])('%s is told on one line, and nothing is planned', (refusal, nodesFile, edgesFile, grids) => {
  const { status, stdout, stderr } = run('--nodes', nodesFile, '--edges', edgesFile, '--grids', grids);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr.trim().split('\n').at(-1)).toMatch(new RegExp(`^${refusal}\\b`));
});

test('a file that cannot be written is told on one line', () => {
  const out = join(folder, 'missing', 'parts.txt');
  const { status, stderr } = run('--nodes', nodes, '--edges', edges, '--grids', '2', '--out', out);
  expect([status, stderr.trim().split('\n').at(-1)]).toEqual([1, expect.stringMatching(/^file-unwritable\b/)]);
});
