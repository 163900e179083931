import { expect, test } from 'vitest';
import { fundExports } from '../../functions/fund/exports/contract.ts';
import { gridExports } from '../../functions/grids/exports/contract.ts';
import { units } from '../../functions/grids/units/contract.ts';
import { meetings } from '../../functions/grids/meetings/contract.ts';
import { applications } from '../../functions/fund/applications/contract.ts';
import { listExports } from '../../functions/lists/exports/contract.ts';
import { projects } from '../../functions/lists/projects/contract.ts';
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
  const exporting = client(fundExports, await as('county'));
  const { body } = await exporting.exportEntries({ params: { fund: 'fund-500229-001-006' } });
  const seqs = lines(body).map(({ seq }) => Number(seq));
  expect(seqs.length).toBeGreaterThan(5);
  expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
});

test('projects, meetings and applications come out as their own pages show them, in pages of any size', async () => {
  const speaker = await as('county');
  const every = async (
    ask: (query: { limit: number; cursor?: string }) => Promise<{ body: string; next?: string | undefined }>,
  ) => {
    const ids: unknown[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page = await ask({ limit: 3, ...(next && { cursor: next }) });
      ids.push(...lines(page.body).map(({ id }) => id));
      next = page.next;
    }
    return ids;
  };
  const division = { division: '500229' };
  const told = {
    projects: await every((query) => client(listExports, speaker).exportProjects({ params: division, query })),
    meetings: await every((query) =>
      client(gridExports, speaker).exportMeetings({ params: { division: '500229001002' }, query }),
    ),
    applications: await every((query) =>
      client(fundExports, speaker).exportApplications({ params: { fund: 'fund-500229-001-006' }, query }),
    ),
  };
  const shown = {
    projects: (await client(projects, speaker).projects({ params: division, query: { limit: 100 } })).body.items,
    meetings: (
      await client(meetings, speaker).meetings({ params: { division: '500229001002' }, query: { limit: 100 } })
    ).body.items,
    applications: (
      await client(applications, speaker).fundApplications({
        params: { fund: 'fund-500229-001-006' },
        query: { limit: 100 },
      })
    ).body.items,
  };
  for (const list of ['projects', 'meetings', 'applications'] as const) {
    expect(told[list].length, list).toBeGreaterThan(0);
    // Other tests may add to the lists meanwhile.
    expect(
      shown[list].map(({ id }) => id),
      list,
    ).toEqual(expect.arrayContaining(told[list]));
    expect(new Set(told[list]).size, list).toBe(told[list].length);
  }
});
