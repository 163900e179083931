import { inject, expect, test } from 'vitest';
import { as } from './as.ts';
import { api, community, OFFICER, settled } from './county.ts';

const base = inject('base');

const send = async (
  path: string,
  init: RequestInit & { headers?: Record<string, string> } = {},
  who: string | undefined = OFFICER,
) => {
  const token = who && (await as(who)).token;
  const response = await fetch(`${base}/api/v1${path}`, {
    ...init,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...init.headers },
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json().catch(() => undefined)) as Record<string, unknown>,
  };
};
const json = { 'content-type': 'application/json' };
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  send(path, { method: 'POST', body: JSON.stringify(body), headers: { ...json, ...headers } });

test('the health route answers anyone', async () => {
  expect(await send('/health', {}, undefined)).toMatchObject({ status: 200, body: { status: 'ok' } });
});

test('me says who the token is and what it may do', async () => {
  const { body } = await send('/me', {}, 'secretary');
  expect(body).toMatchObject({ roles: ['community-secretary'], division: '500229001002' });
  expect(body['permissions']).toContain('plans.make');
  expect(body['permissions']).not.toContain('plans.publish');
});

test('an address that is not there, and a method that is not taken, are told as problems', async () => {
  const nowhere = await send('/nowhere', {}, undefined);
  expect(nowhere).toMatchObject({ status: 404, body: { refusal: 'route-unknown' } });
  const wrong = await send('/me', { method: 'DELETE' }, undefined);
  expect(wrong).toMatchObject({ status: 405, body: { refusal: 'method-not-allowed' } });
  expect(wrong.headers.get('allow')).toBe('GET');
});

test('every answer carries a request id and safe headers, problems are problem+json in the language asked for', async () => {
  const { status, headers, body } = await send('/counties/500238/nothing', {});
  expect(status).toBe(404);
  const refused = await send('/communities/500238001404/plans', { headers: { 'accept-language': 'zh' } });
  expect(refused.status).toBe(404);
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  expect(refused.headers.get('content-language')).toBe('zh-CN');
  expect(refused.headers.get('x-content-type-options')).toBe('nosniff');
  expect(refused.headers.get('cache-control')).toBe('no-store');
  expect(refused.headers.get('x-request-id')).toMatch(/.+/);
  expect(refused.body).toMatchObject({ type: '/api/#no-such-division', status: 404, title: '没有这个区划' });
  expect(headers.get('content-type')).toContain('json');
  expect(body).toBeDefined();
});

test('case 14: one idempotency key fifty times in parallel makes one plan', async () => {
  const code = await settled(26);
  const { plans } = await api(OFFICER);
  const done = await Promise.allSettled(
    Array.from({ length: 50 }, () =>
      plans.planGrids({ params: { community: code }, body: { grids: 2 }, idempotencyKey: 'fifty' }),
    ),
  );
  const ids = new Set(done.flatMap((result) => (result.status === 'fulfilled' ? [result.value.body.id] : [])));
  expect(ids.size).toBe(1);
  for (const result of done) if (result.status === 'rejected') expect(result.reason).toMatchObject({ status: 503 });
  expect((await plans.plans({ params: { community: code } })).body.items.map(({ id }) => id)).toEqual([...ids]);
});

test('case 15: the same key with another body is refused and writes nothing', async () => {
  const code = await settled(27);
  const { plans } = await api(OFFICER);
  const plan = (grids: number) =>
    plans.planGrids({ params: { community: code }, body: { grids }, idempotencyKey: 'twice' });
  const first = await plan(2);
  expect((await plan(2)).body).toEqual(first.body);
  await expect(plan(3)).rejects.toMatchObject({ status: 422, refusal: 'idempotency-key-reused' });
  const race = await Promise.allSettled(
    [2, 3, 4, 5].map((grids) =>
      plans.planGrids({ params: { community: code }, body: { grids }, idempotencyKey: 'race' }),
    ),
  );
  expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await plans.plans({ params: { community: code } })).body.items).toHaveLength(2);
});

test('a creating request without a key is refused', async () => {
  expect(await post('/communities/500238001020/plans', { grids: 2 })).toMatchObject({
    status: 400,
    body: { refusal: 'idempotency-key-missing' },
  });
});

test('case 26: a change without If-Match is 428, a stale or weak one 412, and of two concurrent one wins', async () => {
  const code = await settled(22);
  const { plans } = await api(OFFICER);
  const made = await plans.planGrids({ params: { community: code }, body: { grids: 2 } });
  const path = `/communities/${code}/plans/${made.body.id}/publish`;
  expect(await send(path, { method: 'POST' })).toMatchObject({ status: 428, body: { refusal: 'if-match-missing' } });
  for (const tag of ['"0"', 'W/"1"', '*', '1']) {
    expect(await send(path, { method: 'POST', headers: { 'if-match': tag } })).toMatchObject({
      status: 412,
      body: { refusal: 'version-stale' },
    });
  }
  for (let round = 0; round < 8; round++) {
    const { body: draft } = await plans.planGrids({ params: { community: code }, body: { grids: 2 } });
    const publish = `/communities/${code}/plans/${draft.id}/publish`;
    const all = await Promise.all(
      Array.from({ length: 4 }, () => send(publish, { method: 'POST', headers: { 'if-match': '"1"' } })),
    );
    expect(all.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  }
});

test('an unchanged record is answered with 304', async () => {
  const code = await settled(23);
  const { plans } = await api(OFFICER);
  const { body } = await plans.planGrids({ params: { community: code }, body: { grids: 2 } });
  const path = `/communities/${code}/plans/${body.id}`;
  const { headers } = await send(path);
  expect((await send(path, { headers: { 'if-none-match': headers.get('etag')! } })).status).toBe(304);
});

test('case 27: a cursor of another list is refused', async () => {
  const [a, b] = [await settled(24), await community(25)];
  const { buildings } = await api(OFFICER);
  const { body } = await buildings.buildings({ params: { community: a }, query: { limit: 1 } });
  const refused = buildings.buildings({ params: { community: b }, query: { limit: 1, cursor: body.next! } });
  await expect(refused).rejects.toMatchObject({ refusal: 'cursor-invalid' });
});

test('bodies that are no JSON, too large or of another type are refused', async () => {
  const path = '/communities/500238001020/plans';
  const key = { 'idempotency-key': '"bad-bodies"' };
  expect(await send(path, { method: 'POST', body: '{', headers: { ...json, ...key } })).toMatchObject({
    status: 400,
    body: { refusal: 'body-unreadable' },
  });
  expect(
    await send(path, { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain', ...key } }),
  ).toMatchObject({ status: 415 });
  expect(
    await send(path, {
      method: 'POST',
      body: JSON.stringify({ name: 'x'.repeat(300_000) }),
      headers: { ...json, ...key },
    }),
  ).toMatchObject({ status: 413 });
});
