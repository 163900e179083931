import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'allocate-'));
afterAll(() => rmSync(folder, { recursive: true }));
const cli = new URL('../../../../functions/grids/allocation/cli.ts', import.meta.url).pathname;
const [input, output] = [join(folder, 'I.json'), join(folder, 'O.json')];

function run(text: string) {
  writeFileSync(input, text);
  return spawnSync(process.execPath, [cli, '--input', input, '--out', output], { encoding: 'utf8' });
}

const units = [
  { id: 'a', lng: 108, lat: 31, capacity: 2, fixed: null, kind: '机关' },
  { id: 'b', lng: 108.1, lat: 31, capacity: 2, fixed: 'g1' },
];
const grids = [
  { code: 'g1', lng: 108, lat: 31, households: 400 },
  { code: 'g2', lng: 108.1, lat: 31, households: 400 },
];

test('writes the pairs with their reasons and a proven objective', () => {
  const { status, stderr } = run(JSON.stringify({ units, grids }));
  expect([status, stderr]).toEqual([0, '']);
  const answer = JSON.parse(readFileSync(output, 'utf8'));
  expect(answer.pairs.map((pair: { unit: string; grid: string }) => [pair.unit, pair.grid])).toEqual([
    ['b', 'g1'],
    ['a', 'g2'],
  ]);
  expect(answer.pairs[0].reason).toBe('固定在此网格');
  expect(answer.objective.value).toBe(answer.objective.bound);
});

test.each([
  ['{"units": [{"id": "a", "lng": NaN}]}', 'file-unreadable'],
  [JSON.stringify({ units: [], grids }), 'no-units'],
  [JSON.stringify({ units: [{ ...units[0], lng: null }], grids }), 'position-invalid'],
  [JSON.stringify({ units: [{ ...units[0], fixed: 'nowhere' }], grids }), 'fixed-grid-unknown'],
  [JSON.stringify({ units: [units[0], units[0]], grids }), 'unit-repeated'],
  [JSON.stringify({ units }), 'input-invalid'],
])('refuses %s as %s', (text, refusal) => {
  const { status, stderr } = run(text);
  expect(status).toBe(2);
  expect(JSON.parse(stderr)).toMatchObject({ refusal, status: 422 });
});
