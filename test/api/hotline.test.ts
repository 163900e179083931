import { expect, inject, test } from 'vitest';
import { client } from '../../functions/http/client.ts';
import { hsds } from '../../functions/lists/hsds/contract.ts';
import { clients } from '../../functions/system/clients/contract.ts';
import { hotline } from '../hotline.ts';
import { resources } from '../../functions/lists/resources/contract.ts';
import { as } from './as.ts';
import { community, OFFICER } from './county.ts';

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

const PHONE = '13900004321';

/** HOTLINE_CALLS=1000 pushes as many as a county's hotline has in a week. */
const CALLS = Number(process.env['HOTLINE_CALLS'] ?? 200);

test('the hotline registers, pushes its calls, is told of each by signed webhooks, and finds all as it sent them', async () => {
  const communities = [await community(340), await community(341)];
  const token = await registered('hotline-simulator');
  const system = hotline({ base: inject('base'), token, division });
  const calls = Array.from({ length: CALLS }, (_, i) => ({
    number: `HL${i}`,
    community: communities[i % 2]!,
    text: `热线第 ${i} 号：楼道路灯不亮`,
    channel: 'phone' as const,
    category: i % 3 ? '设施维修' : '环境卫生',
    ...(i % 10 === 0 && { name: '金丝雀', phone: PHONE }),
  }));
  const inbox = await system.listen(inject('hotline'));
  const from = await system.feedEnd();
  const done = await system.push(calls);
  expect(done).toMatchObject({ state: 'done', progress: { rows: CALLS, stored: CALLS, refused: 0 } });
  const stored = await system.read();
  const ours = [...stored.values()].filter(({ text }) => text.startsWith('热线第 '));
  expect(ours.map(({ text }) => text).sort()).toEqual(calls.map(({ text }) => text).sort());
  const ids = ours.map(({ id }) => id);
  await inbox.until(ids, 120_000);
  expect(ids.filter((id) => !inbox.told.has(id))).toEqual([]);
  const fed = await system.follow(from, ids, 60_000);
  expect(ids.filter((id) => !fed.has(id))).toEqual([]);
  expect(inbox.refused).toEqual([]);
  expect(inbox.messages.size).toBeGreaterThanOrEqual(CALLS);
  await inbox.close();
  // Names and phones stay in Sonata.
  expect(JSON.stringify(ours)).not.toMatch(/金丝雀|13900004321/);
  // Sent again after an answer was lost: nothing is stored twice.
  expect((await system.push(calls)).progress).toMatchObject({ stored: 0, unchanged: CALLS });
}, 300_000);

test('GeoReport: a request goes in as a form and comes out as JSON and XML, with its state and service', async () => {
  const place = await community(342);
  const token = await (await registered('geo-report'))();
  const base = `${inject('base')}/api/v1/open311/${division}`;
  const headers = { authorization: `Bearer ${token}` };
  const call = async (path: string) => (await fetch(`${base}/${path}`, { headers })).text();
  expect(JSON.parse(await call('discovery.json'))).toMatchObject({ endpoints: [{ type: 'production' }] });
  const [service] = JSON.parse(await call('services.json')) as { service_code: string }[];
  expect(JSON.parse(await call(`services/${service!.service_code}.json`))).toEqual([
    { service_code: service!.service_code, attributes: [] },
  ]);
  const submitted = await fetch(`${base}/requests.json`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': '"geo-report-1"' },
    body: new URLSearchParams({
      api_key: 'unused',
      service_code: 'repair',
      address_id: place,
      description: '单元门坏了',
      last_name: '金',
      first_name: '丝雀',
      phone: PHONE,
    }),
  });
  expect(submitted.status).toBe(201);
  const [{ service_request_id: id } = { service_request_id: '' }] = (await submitted.json()) as {
    service_request_id: string;
  }[];
  const [request] = JSON.parse(await call(`requests/${id}.json`)) as Record<string, unknown>[];
  expect(request).toMatchObject({ service_request_id: id, status: 'open', service_code: 'repair', address_id: place });
  expect(await call(`requests.xml?service_request_id=${id}`)).toContain(
    `<service_requests><request><service_request_id>${id}</service_request_id><status>open</status>`,
  );
  const answer = await call('requests.json?status=open&service_code=repair');
  expect(answer).toContain(id);
  expect(answer).not.toContain(PHONE);
  expect(await call('requests.json?status=closed&service_code=repair')).not.toContain(id);
  expect(JSON.parse(await call(`tokens/${id}.json`))).toEqual([{ service_request_id: id, token: id }]);
  const unknown = await fetch(`${base}/services/none.json`, { headers: { ...headers, 'accept-language': 'en' } });
  expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
  expect(await unknown.json()).toEqual([
    { code: 404, description: 'no-such-service: The service_code is not in the list of services.' },
  ]);
  const unread = await fetch(`${base}/requests.xml?page=0&page_size=no`, { headers });
  expect([unread.status, unread.headers.get('content-type')]).toEqual([422, 'application/xml; charset=utf-8']);
  expect(await unread.text()).toMatch(
    /^<\?xml [^>]+>\n<errors>(<error><code>422<\/code><description>request-invalid: page(_size)? [^<]+<\/description><\/error>){2}<\/errors>$/,
  );
});

test('HSDS: what is offered is found as a service of its organization, page by page', async () => {
  const officer = await as(OFFICER);
  const adding = client(resources, officer);
  for (const i of [1, 2, 3]) {
    await adding.addResource({
      params: { division },
      body: {
        unit: { name: '巫溪热线办' },
        title: `热线资源 ${i}`,
        description: '第一时间回话',
        kind: 'service',
        category: 'elderly',
        serves: [division],
        capacity: { amount: 4, period: 'month' },
        hours: [{ days: [1, 3], from: '09:00', until: '11:00' }],
      },
      idempotencyKey: `hsds-${i}`,
    });
  }
  const standard = client(hsds, officer);
  const query = { search: '热线资源', per_page: 2 };
  const { body: page } = await standard.hsdsServices({ params: { division }, query });
  expect(page).toMatchObject({ total_items: 3, total_pages: 2, size: 2, first_page: true, last_page: false });
  const { body: one } = await standard.hsdsService({ params: { division, id: page.contents[0]!.id } });
  expect(one).toMatchObject({
    organization: { name: '巫溪热线办' },
    service_areas: [{ extent: division, extent_type: 'text' }],
    schedules: [{ freq: 'WEEKLY', byday: 'MO,WE', opens_at: '09:00', closes_at: '11:00' }],
    capacities: [{ available: 4, maximum: 4 }],
  });
  const { body: offered } = await standard.hsdsServices({
    params: { division },
    query: { organization_id: one.organization.id, minimal: 'true' },
  });
  expect(offered.total_items).toBe(3);
  expect(Object.keys(offered.contents[0]!).sort()).toEqual(['description', 'id', 'last_modified', 'name', 'status']);
  const { body: organization } = await standard.hsdsOrganization({ params: { division, id: one.organization.id } });
  expect(organization).toEqual(one.organization);
});
