import { createHash, randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import { expect, inject, test } from 'vitest';
import { runningDemo, tokenOf } from '../../infra/local/demo.ts';
import { roles } from '../../functions/http/policy.ts';

const base = inject('base');
const demo = inject('demo');

/** A browser that keeps cookies and shows every redirect. */
function browser() {
  const jar = new Map<string, string>();
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(url, base), {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), cookie },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
}

async function signIn(
  visit: ReturnType<typeof browser>,
  person: string,
  verifier: string,
  redirect = `${base}/staff/`,
): Promise<URL> {
  const query = new URLSearchParams({
    client_id: 'sonata-web',
    redirect_uri: redirect,
    response_type: 'code',
    scope: 'openid profile grids.read system.read',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 's',
  });
  let answer = await visit(`/oidc/auth?${query}`);
  for (let i = 0; i < 5; i++) {
    const location = new URL(answer.headers.get('location') ?? '', base);
    if (location.searchParams.has('code') || location.searchParams.has('error')) return location;
    answer = await visit(location.href);
    if (answer.status === 200) {
      expect(await answer.text()).toContain(`value="${person}"`);
      answer = await visit(location.href, { method: 'POST', body: new URLSearchParams({ person }) });
    }
  }
  throw new Error('the sign-in went round in circles');
}

test('a person signs in with one click, by code and PKCE, and the API knows who it is', async () => {
  const visit = browser();
  const verifier = randomBytes(32).toString('base64url');
  const back = await signIn(visit, 'secretary', verifier);
  expect(back.href).toMatch(new RegExp(`^${base}/staff/\\?code=.+&state=s`));
  const exchange = (code_verifier: string) =>
    visit('/oidc/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'sonata-web',
        redirect_uri: `${base}/staff/`,
        code: back.searchParams.get('code') ?? '',
        code_verifier,
      }),
    });
  const { access_token, id_token } = (await (await exchange(verifier)).json()) as {
    access_token: string;
    id_token: string;
  };
  expect(decodeJwt(access_token)).toMatchObject({
    iss: demo.issuer,
    aud: 'sonata',
    sub: 'secretary',
    roles: ['community-secretary'],
    division: '500229001002',
    scope: 'grids.read system.read',
  });
  const me = (token: string) => fetch(`${demo.api}/me`, { headers: { authorization: `Bearer ${token}` } });
  expect(await (await me(access_token)).json()).toMatchObject({ id: 'secretary', division: '500229001002' });
  expect((await me(id_token)).status).toBe(401);
  expect((await exchange(verifier)).status).toBe(400);
});

test('a code is worth nothing without its verifier', async () => {
  const visit = browser();
  const back = await signIn(visit, 'county', randomBytes(32).toString('base64url'));
  const answer = await visit('/oidc/token', {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: 'sonata-web',
      redirect_uri: `${base}/staff/`,
      code: back.searchParams.get('code') ?? '',
      code_verifier: randomBytes(32).toString('base64url'),
    }),
  });
  expect(answer.status).toBe(400);
});

test('a sign-in returns to this site only', async () => {
  const answer = await browser()(
    `/oidc/auth?${new URLSearchParams({ client_id: 'sonata-web', redirect_uri: 'https://elsewhere.example/', response_type: 'code', scope: 'openid' })}`,
  );
  expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
});

test('every role has a demo person or client, and a token with its roles and division', async () => {
  const holders = [...demo.people.map(({ name }) => name), 'hotline'];
  const claims = await Promise.all(holders.map(async (name) => decodeJwt(await tokenOf(demo, name))));
  expect(new Set(claims.flatMap((claim) => claim['roles'] as string[]))).toEqual(new Set(roles));
  for (const claim of claims)
    expect(claim).toMatchObject({ iss: demo.issuer, aud: 'sonata', division: expect.stringMatching(/^\d{6,12}$/) });
});

test('a machine client may not borrow a person, nor a stranger the client', async () => {
  const ask = (body: Record<string, string>) =>
    fetch(`${demo.issuer}/token`, { method: 'POST', body: new URLSearchParams(body) });
  const secret = demo.clients.find(({ id }) => id === 'hotline')?.secret ?? '';
  expect(
    (await ask({ grant_type: 'urn:sonata:demo-person', person: 'county', client_id: 'hotline', client_secret: secret }))
      .status,
  ).toBe(400);
  expect((await ask({ grant_type: 'client_credentials', client_id: 'hotline', client_secret: 'guess' })).status).toBe(
    401,
  );
});

test('an unknown name is answered with the names there are', async () => {
  await expect(tokenOf(demo, 'nobody')).rejects.toThrow(/There is no nobody.*\n[^]*county[^]*hotline/);
  await expect(runningDemo('/nowhere')).rejects.toThrow('npm start');
});
