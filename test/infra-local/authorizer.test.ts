import { exportJWK, generateKeyPair, createLocalJWKSet, SignJWT, type JWTPayload } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { startAuthorizer } from '../../infra/local/authorizer.ts';

const issuer = 'https://issuer.example/oidc';
const now = Math.floor(Date.now() / 1_000);
const good: JWTPayload = {
  iss: issuer,
  aud: 'sonata',
  exp: now + 60,
  iat: now,
  scope: 'grids.read grids.write',
  roles: ['county-officer', 'auditor'],
  sub: 'county',
};

let judge: ReturnType<typeof startAuthorizer>;
let sign: (payload: JWTPayload, alg?: string) => Promise<string>;

beforeAll(async () => {
  const ours = await generateKeyPair('RS256');
  const foreign = await generateKeyPair('RS256');
  const elliptic = await generateKeyPair('ES256');
  const keys = { RS256: ours.privateKey, foreign: foreign.privateKey, ES256: elliptic.privateKey };
  sign = (payload, alg = 'RS256') =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: alg === 'ES256' ? 'ES256' : 'RS256', kid: alg === 'ES256' ? 'e' : 'k' })
      .sign(keys[alg as keyof typeof keys]);
  const jwks = createLocalJWKSet({
    keys: [
      { ...(await exportJWK(ours.publicKey)), kid: 'k' },
      { ...(await exportJWK(elliptic.publicKey)), kid: 'e' },
    ],
  });
  judge = startAuthorizer({ issuer, audience: ['sonata'] }, jwks);
});

test('a good token passes, its claims all text as API Gateway makes them', async () => {
  const verdict = await judge(`Bearer ${await sign(good)}`, ['grids.write']);
  expect(verdict).toEqual({
    status: 200,
    jwt: {
      claims: { ...good, exp: String(good.exp), iat: String(good.iat), roles: '[county-officer auditor]' },
      scopes: ['grids.read', 'grids.write'],
    },
  });
});

test.each([
  ['expired', { ...good, exp: now - 1 }],
  ['without an end', { ...good, exp: undefined }],
  ['not yet valid', { ...good, nbf: now + 60 }],
  ['for another audience', { ...good, aud: 'other' }],
  ['of another issuer', { ...good, iss: 'https://elsewhere.example' }],
  [
    'an id token, whose audience is the client',
    { iss: issuer, aud: 'sonata-web', exp: now + 60, sub: 'county', nonce: 'n' },
  ],
] as [string, JWTPayload][])('a token %s is refused', async (_, payload) => {
  const clean = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
  expect(await judge(`Bearer ${await sign(clean)}`, [])).toMatchObject({
    status: 401,
    challenge: expect.stringContaining('invalid_token'),
  });
});

test('a token signed by another key, or not by RSA, is refused', async () => {
  for (const alg of ['foreign', 'ES256'])
    expect(await judge(`Bearer ${await sign(good, alg)}`, [])).toMatchObject({ status: 401 });
});

test('alg none is refused, with and without a signature', async () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const signature of ['', 'x']) {
    expect(await judge(`Bearer ${part({ alg: 'none' })}.${part(good)}.${signature}`, [])).toMatchObject({
      status: 401,
    });
  }
});

test('no token is a plain challenge, and so is an empty one', async () => {
  expect(await judge(undefined, [])).toEqual({ status: 401, challenge: 'Bearer' });
  expect(await judge('Bearer ', [])).toEqual({ status: 401, challenge: 'Bearer' });
  expect(await judge('Bearer rubbish', [])).toMatchObject({ status: 401 });
});

test('a scope that is missing is forbidden; one of several is enough', async () => {
  const token = `Bearer ${await sign(good)}`;
  expect(await judge(token, ['fund.write'])).toEqual({
    status: 403,
    challenge: 'Bearer scope="fund.write" error="insufficient_scope"',
  });
  expect(await judge(token, ['fund.write', 'grids.read'])).toMatchObject({ status: 200 });
});

test('client_id stands for an audience that is absent, not for a wrong one', async () => {
  const bare = Object.fromEntries(Object.entries(good).filter(([name]) => name !== 'aud'));
  expect(await judge(await sign({ ...bare, client_id: 'sonata' }), [])).toMatchObject({ status: 200 });
  expect(await judge(await sign({ ...good, aud: 'other', client_id: 'sonata' }), [])).toMatchObject({ status: 401 });
});
