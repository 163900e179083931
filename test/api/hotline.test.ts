import { expect, inject, test } from 'vitest';
import { client } from '../../functions/http/client.ts';
import { hsds } from '../../functions/lists/hsds/contract.ts';
import { clients } from '../../functions/system/clients/contract.ts';
import { hotline } from '../hotline.ts';
import { as } from './as.ts';
import { OFFICER } from './county.ts';

const division = '500238';
const scopes = ['system.read', 'system.write', 'lists.read', 'lists.write', 'grids.read'];

/** Registers the hotline and gives it a way to sign in. */
async function registered(id: string) {
  const { registerClient } = client(clients, { ...(await as(OFFICER)), language: 'en' });
  const { body } = await registerClient({
    params: { division },
    body: { id, name: '县热线', division, scopes: [...scopes], perMinute: 6000 },
    idempotencyKey: `register-${id}`,
  });
  return async (): Promise<string> => {
    const answer = await fetch(`${inject('demo').issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: body.clientId,
        client_secret: body.secret!,
        scope: scopes.join(' '),
      }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
}

test('the hotline registers, pushes 1,000 records, is told of each, and finds all of them as it sent them', async () => {
  const token = await registered('hotline-simulator');
  const system = hotline({ base: inject('base'), token, division });
  const records = Array.from({ length: 1000 }, (_, i) => ({
    id: `HL${i}`,
    unit: '巫溪热线',
    title: `热线资源 ${i}`,
    description: `第 ${i} 条，来自热线`,
    kind: 'service',
    category: i % 2 ? '养老助老' : '法律调解',
  }));
  const ids = new Set(records.map(({ id }) => id));
  const from = await system.feedEnd();
  const done = await system.push('resources', records);
  expect(done).toMatchObject({ state: 'done', progress: { rows: 1000, stored: 1000, refused: 0 } });
  expect((await system.follow(from, 'resource', ids, 60_000)).size).toBe(1000);
  const stored = await system.read(ids);
  for (const { id, title, description } of records) expect(stored.get(id)).toMatchObject({ title, description });
  // Sent again after an answer was lost: nothing changes.
  expect((await system.push('resources', records)).progress).toMatchObject({ stored: 0, unchanged: 1000 });

  const standard = client(hsds, { base: inject('base'), token });
  const { body: page } = await standard.hsdsServices({
    params: { division },
    query: { search: '热线资源 99', per_page: 100 },
  });
  expect(page).toMatchObject({ total_items: 11, first_page: true, last_page: true, empty: false });
  const { body: one } = await standard.hsdsService({ params: { division, id: page.contents[0]!.id } });
  expect(one).toMatchObject({ organization: { name: '巫溪热线' }, service_areas: [{ extent: division }] });
  const { body: offered } = await standard.hsdsServices({
    params: { division },
    query: { organization_id: one.organization.id, minimal: 'true', per_page: 10 },
  });
  expect(offered.total_items).toBe(1000);
  expect(Object.keys(offered.contents[0]!).sort()).toEqual(['description', 'id', 'last_modified', 'name', 'status']);
}, 180_000);
