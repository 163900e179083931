import { expect, test } from 'vitest';
import { NDJSON, rowsOf } from '../../../../functions/system/imports/rows.ts';

const file = (type: string, text: string) => ({ type, text, bytes: new TextEncoder().encode(text) });

test('NDJSON and CSV of the same records give the same rows', async () => {
  const lines = '{"ID":"u1","name":"民政局","lng":108.6}\n\n{"id":"u2","name":null}\n';
  expect(await rowsOf(file(NDJSON, lines))).toEqual([
    { row: 1, cells: { id: 'u1', name: '民政局', lng: '108.6' } },
    { row: 3, cells: { id: 'u2', name: '' } },
  ]);
  expect(await rowsOf(file('text/csv', '\uFEFFid,name\nu1,民政局\n'))).toEqual([
    { row: 2, cells: { id: 'u1', name: '民政局' } },
  ]);
});

test.each(['[1]', 'no', '"text"'])('a line that is no object (%s) is named', async (line) => {
  await expect(rowsOf(file(NDJSON, `{}\n${line}`))).rejects.toMatchObject({
    refusal: 'file-unreadable',
    facts: { reason: 'NDJSON 2' },
  });
});
