import {
  exportJWK,
  generateKeyPair,
  type GenerateKeyPairResult,
  SignJWT,
  UnsecuredJWT,
  createLocalJWKSet,
  type JWTPayload,
} from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { Refusal } from '../../../functions/http/refusal.ts';
import { type IdentitySettings, tokenVerifier } from '../../../functions/http/token.ts';

const settings: IdentitySettings = {
  issuer: 'https://issuer.example',
  audience: 'sonata-api',
  claims: { roles: 'roles', division: 'division', unit: 'unit', fund: 'fund' },
  scopePrefix: 'sonata/',
};
const payload = {
  sub: 'u1',
  client_id: 'sonata-web',
  scope: 'sonata/grids.read openid',
  roles: ['county-officer', 'king'],
  division: '500229',
  unit: 'U1',
};

let own: GenerateKeyPairResult;
let foreign: GenerateKeyPairResult;
let verify: ReturnType<typeof tokenVerifier>;

beforeAll(async () => {
  own = await generateKeyPair('RS256');
  foreign = await generateKeyPair('RS256');
  verify = tokenVerifier(
    settings,
    createLocalJWKSet({ keys: [{ ...(await exportJWK(own.publicKey)), kid: 'k', alg: 'RS256' }] }),
  );
});

const sign = (
  claims: JWTPayload = payload,
  { audience = settings.audience, issuer = settings.issuer, expires = '5m', key = () => own.privateKey } = {},
) =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(key());

test('a token says who calls; roles that we do not know are dropped', async () => {
  expect(await verify(`Bearer ${await sign()}`)).toEqual({
    id: 'u1',
    client: 'sonata-web',
    roles: ['county-officer'],
    division: '500229',
    unit: 'U1',
    scopes: ['grids.read', 'openid'],
  });
});

test('case 30: expired, foreign, unsigned and id tokens, and no token at all, are refused', async () => {
  const idToken = { ...payload, scope: undefined };
  const bad = [
    await sign(payload, { expires: '-1m' }),
    await sign(payload, { audience: 'another-api' }),
    await sign(payload, { issuer: 'https://evil.example' }),
    await sign(payload, { key: () => foreign.privateKey }),
    await sign(idToken),
    new UnsecuredJWT(payload)
      .setIssuer(settings.issuer)
      .setAudience(settings.audience)
      .setExpirationTime('5m')
      .encode(),
  ];
  for (const token of bad) await expect(verify(`Bearer ${token}`)).rejects.toThrow(new Refusal('unauthenticated'));
  for (const header of [undefined, '', 'Basic abc', 'Bearer x'])
    await expect(verify(header)).rejects.toThrow(new Refusal('unauthenticated'));
});
