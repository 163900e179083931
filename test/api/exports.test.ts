import { expect, test } from 'vitest';
import { entries } from '../../functions/fund/entries/contract.ts';
import { gridExports } from '../../functions/grids/exports/contract.ts';
import { units } from '../../functions/grids/units/contract.ts';
import { client } from '../../functions/http/client.ts';
import { as } from './as.ts';
import { OFFICER, settled } from './county.ts';

const lines = (body: string): Record<string, unknown>[] =>
  body
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('buildings come out page by page as NDJSON, each once, and as a table', async () => {
  const code = await settled(320);
  const exporting = client(gridExports, await as(OFFICER));
  const seen: unknown[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 10, ...(cursor !== undefined && { cursor }) };
    const reply = await exporting.exportBuildings({ params: { division: code }, query });
    seen.push(...lines(reply.body).map(({ id }) => id));
    cursor = reply.next;
  } while (cursor !== undefined);
  expect(new Set(seen).size).toBe(24);
  expect(seen).toHaveLength(24);
  const csv = await exporting.exportBuildings({ params: { division: code }, query: { format: 'csv' } });
  expect(csv.body.split('\r\n')[0]).toBe('community,id,name,compound,lng,lat,households,population');
  const later = { modifiedSince: '2999-01-01T00:00:00Z' };
  expect((await exporting.exportBuildings({ params: { division: code }, query: later })).body).toBe('');
});

test('the units of a county come out as they stand in the register', async () => {
  const speaker = await as('county');
  const { body } = await client(units, speaker).units({ params: { division: '500229' }, query: { limit: 1000 } });
  const told = await client(gridExports, speaker).exportUnits({ params: { division: '500229' } });
  expect(lines(told.body)).toEqual(body.items);
});

test("a fund's entries come out newest first, for who may read its ledger", async () => {
  const exporting = client(entries, await as('county'));
  const { body } = await exporting.exportEntries({ params: { fund: 'fund-500229-001-006' } });
  const seqs = lines(body).map(({ seq }) => Number(seq));
  expect(seqs.length).toBeGreaterThan(5);
  expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
});
