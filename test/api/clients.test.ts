import { expect, inject, test } from 'vitest';
import { client } from '../../functions/http/client.ts';
import { clients } from '../../functions/system/clients/contract.ts';
import { system } from '../../functions/system/contract.ts';
import { as } from './as.ts';
import { OFFICER } from './county.ts';

const county = { division: '500238' };
const manage = async (name = OFFICER) => client(clients, { ...(await as(name)), language: 'en' });

/** A bearer token of a system, as it gets it itself. */
async function signIn(clientId: string, secret: string, scope: string): Promise<string> {
  const answer = await fetch(`${inject('demo').issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
      scope,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const register = async (id: string, perMinute = 600) =>
  (await manage()).registerClient({
    params: county,
    body: { id, name: '测试系统', division: '500238001', scopes: ['system.read', 'grids.read'], perMinute },
    idempotencyKey: `register-${id}`,
  });

const me = async (token: string) =>
  fetch(`${inject('base')}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });

test('a registered system calls with the division and scopes of its record, and its calls are kept', async () => {
  const { body } = await register('civil-affairs');
  const token = await signIn(body.clientId, body.secret!, 'system.read grids.read');
  const { body: known } = await client(system, { base: inject('base'), token }).me({});
  expect(known).toMatchObject({ id: 'civil-affairs', roles: ['system'], division: '500238001' });
  const beyond = await fetch(`${inject('base')}/api/v1/communities/500238002001/buildings`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(beyond.status).toBe(403);
  const day = new Date().toISOString().slice(0, 10);
  const { body: calls } = await (
    await manage()
  ).clientCalls({ params: { ...county, client: 'civil-affairs' }, query: { day } });
  expect(calls.items.map(({ operation, status }) => [operation, status])).toEqual([
    ['me', 200],
    ['buildings', 403],
  ]);
});

test('the secret is told once: a repeated registration is answered without it', async () => {
  const { body } = await register('archive');
  expect(body.secret).toMatch(/.{20,}/);
  const again = await register('archive');
  expect(again.body).toEqual({ client: body.client, clientId: body.clientId });
});

test('a quota counts per system: one more is refused with the time to wait, the neighbour goes on', async () => {
  const [busy, calm] = [await register('busy', 3), await register('calm', 3)];
  const token = await signIn(busy.body.clientId, busy.body.secret!, 'system.read');
  const other = await signIn(calm.body.clientId, calm.body.secret!, 'system.read');
  const answers = [];
  // Two minutes' worth and one, so that a minute that ends in between does not matter.
  for (let i = 0; i < 7; i++) answers.push(await me(token));
  const refused = answers.find(({ status }) => status === 429);
  expect(answers[0]?.headers.get('ratelimit-policy')).toBe('"perminute";q=3;w=60');
  expect(answers[0]?.headers.get('ratelimit')).toMatch(/^"perminute";r=2;t=\d+$/);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused?.json()).toMatchObject({ refusal: 'too-many-requests' });
  expect((await me(other)).status).toBe(200);
});

test('after a rotation both secrets work for the hours given, and with none only the new one', async () => {
  const { body: first } = await register('screen');
  const params = { ...county, client: 'screen' };
  const { body: second } = await (
    await manage()
  ).rotateClient({ params, body: { hours: 2 }, idempotencyKey: 'rotate-1' });
  const old = await signIn(first.clientId, first.secret!, 'system.read');
  expect((await me(old)).status).toBe(200);
  expect((await me(await signIn(second.clientId, second.secret!, 'system.read'))).status).toBe(200);
  await (await manage()).rotateClient({ params, body: { hours: 0 }, idempotencyKey: 'rotate-2' });
  const ended = await fetch(`${inject('base')}/api/v1/me`, {
    headers: {
      authorization: `Bearer ${old}`,
      'sonata-local-time': new Date(Date.now() + 60_000).toISOString(),
    },
  });
  expect(await ended.json()).toMatchObject({ refusal: 'client-unregistered' });
});

test('a disabled system is out, and in again when it is enabled', async () => {
  const { body } = await register('paused');
  const token = await signIn(body.clientId, body.secret!, 'system.read');
  const params = { ...county, client: 'paused' };
  const settings = { name: '测试系统', scopes: ['system.read'], perMinute: 600 };
  const { etag } = await (
    await manage()
  ).changeClient({ params, body: { ...settings, state: 'disabled' }, ifMatch: '"1"' });
  expect(await (await me(token)).json()).toMatchObject({ refusal: 'client-disabled' });
  await (await manage()).changeClient({ params, body: { ...settings, state: 'active' }, ifMatch: etag! });
  const later = { 'sonata-local-time': new Date(Date.now() + 60_000).toISOString() };
  const answer = await fetch(`${inject('base')}/api/v1/me`, {
    headers: { authorization: `Bearer ${token}`, ...later },
  });
  expect(answer.status).toBe(200);
});

test('what cannot be registered is refused by name', async () => {
  const { registerClient } = await manage();
  const body = {
    id: 'doubled',
    name: '测试系统',
    division: '500238',
    scopes: ['system.read'],
    clientId: 'elsewhere-1',
  };
  await registerClient({ params: county, body, idempotencyKey: 'doubled-1' });
  const refused = async (change: object, key: string) =>
    registerClient({ params: county, body: { ...body, ...change }, idempotencyKey: key }).then(
      () => 'taken',
      (problem: { refusal: string }) => problem.refusal,
    );
  expect(await refused({}, 'doubled-2')).toBe('client-exists');
  expect(await refused({ id: 'doubled-too' }, 'doubled-3')).toBe('credential-taken');
  expect(await refused({ id: 'foreign', division: '500229' }, 'doubled-4')).toBe('division-foreign');
});
