import { generateKeyPair, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { exportJWK } from 'jose';
import Provider, {
  type Configuration,
  errors,
  type KoaContextWithOIDC,
  type TokenEndpointGrantContext,
} from 'oidc-provider';
import * as z from 'zod';
import { replaceFile } from './bucket.ts';
import type { IssuerStore } from './issuer-store.ts';
import { hotline, people, type Person, WEB_CLIENT } from './people.ts';
import { signInPage } from './sign-in.ts';

/** Tokens for demo people without a browser: for `npm run token` and tests. Only this local issuer knows it. */
export const DEMO_GRANT = 'urn:sonata:demo-person';

/** The resource indicator that clients may send; the token's audience is the stack's own. */
const RESOURCE = 'urn:sonata:api';

export interface IssuerSettings {
  /** http://localhost:PORT/oidc */
  readonly issuer: string;
  readonly audience: string;
  /** All that the gateway's routes ask for. */
  readonly scopes: readonly string[];
  /** Keeps the keys, so that tokens outlive a restart. */
  readonly file: string;
  /** With it the API registers the county's systems. */
  readonly registrationToken: string;
  /** Keeps who is signed in, and which systems are registered. */
  readonly store: IssuerStore;
}

export interface Issuer {
  readonly secret: string;
  /** Answers a request below the issuer's path. */
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

const Keys = z.object({ jwk: z.record(z.string(), z.unknown()), cookie: z.string(), secret: z.string() });
type Keys = z.output<typeof Keys>;

/** An OpenID provider for one machine: it has the demo people and clients, and signs as any county's issuer would. */
export async function startIssuer(settings: IssuerSettings): Promise<Issuer> {
  const keys = await loadKeys(settings.file);
  const provider = new Provider(settings.issuer, configuration(settings, keys));
  const origin = new URL(settings.issuer).origin;
  // Any page of this site may be where a sign-in returns to: which one is the site's business.
  provider.Client.prototype.redirectUriAllowed = (uri) => new URL(uri).origin === origin;
  provider.Client.prototype.postLogoutRedirectUriAllowed = (uri) => new URL(uri).origin === origin;
  provider.registerGrantType(DEMO_GRANT, (ctx) => demoGrant(provider, settings, ctx), ['person', 'scope']);
  const callback = provider.callback();
  const prefix = new URL(settings.issuer).pathname;
  return {
    secret: keys.secret,
    handler: (request, response) => {
      const path = (request.url ?? '').slice(prefix.length);
      if (path.startsWith('/sign-in/')) return void signIn(provider, settings, request, response);
      (request as IncomingMessage & { originalUrl?: string }).originalUrl = request.url ?? '';
      request.url = path || '/';
      void callback(request, response);
    },
  };
}

async function loadKeys(file: string): Promise<Keys> {
  const known = Keys.safeParse(await readFile(file, 'utf8').then(JSON.parse, () => undefined));
  if (known.success) return known.data;
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const secret = (): string => randomBytes(24).toString('base64url');
  const keys: Keys = {
    jwk: { ...(await exportJWK(privateKey)), kid: secret(), use: 'sig', alg: 'RS256' },
    cookie: secret(),
    secret: secret(),
  };
  await replaceFile(file, JSON.stringify(keys));
  return keys;
}

/** A working day: a demo is not signed out in the middle of it. */
const TTL = 8 * 3_600;

function configuration(
  { issuer, audience, scopes, store, registrationToken }: IssuerSettings,
  keys: Keys,
): Configuration {
  const allowed = ['openid', 'profile', ...scopes].join(' ');
  return {
    adapter: store,
    jwks: { keys: [keys.jwk] },
    cookies: {
      keys: [keys.cookie],
      names: { session: 'sonata_session', interaction: 'sonata_interaction', resume: 'sonata_resume' },
    },
    clients: [
      {
        client_id: WEB_CLIENT,
        client_name: 'Sonata',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', DEMO_GRANT],
        response_types: ['code'],
        redirect_uris: [`${new URL(issuer).origin}/staff/`],
        post_logout_redirect_uris: [`${new URL(issuer).origin}/`],
        scope: allowed,
      },
      {
        client_id: hotline.id,
        client_name: hotline.title,
        client_secret: keys.secret,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        scope: scopes.join(' '),
      },
    ],
    scopes: ['openid', 'profile', ...scopes],
    claims: { openid: ['sub'], profile: ['name', 'title', 'roles', 'division', 'unit', 'fund'] },
    conformIdTokenClaims: false,
    findAccount: (_, sub) => accountOf(sub),
    extraTokenClaims: (_, token) => claimsOf('accountId' in token ? personOf(token.accountId) : hotline),
    interactions: { url: (_, { uid }) => `${new URL(issuer).pathname}/sign-in/${uid}` },
    loadExistingGrant: (ctx) => grantAll(ctx, scopes),
    pkce: { required: () => true },
    rotateRefreshToken: false,
    ttl: {
      AccessToken: TTL,
      ClientCredentials: TTL,
      IdToken: TTL,
      Session: TTL,
      Grant: TTL,
      Interaction: 3_600,
      AuthorizationCode: 60,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      registration: { enabled: true, initialAccessToken: registrationToken },
      rpInitiatedLogout: { enabled: true, logoutSource: signOut, postLogoutSuccessSource: signedOut },
      resourceIndicators: resourceOf(audience, scopes),
    },
  };
}

/** The API as what a token is for. */
const resourceOf = (audience: string, scopes: readonly string[]) => ({
  enabled: true,
  defaultResource: () => RESOURCE,
  useGrantedResource: () => true,
  getResourceServerInfo: () => ({
    audience,
    scope: scopes.join(' '),
    accessTokenFormat: 'jwt' as const,
    accessTokenTTL: TTL,
    jwt: { sign: { alg: 'RS256' as const } },
  }),
});

const personOf = (name: string): Person | undefined => people.find((person) => person.name === name);

function claimsOf(
  holder: Pick<Person, 'roles' | 'division' | 'unit' | 'fund'> | typeof hotline | undefined,
): Record<string, unknown> {
  if (!holder) return {};
  const { roles, division } = holder;
  const { unit, fund } = holder as Partial<Person>;
  return { roles, division, ...(unit !== undefined && { unit }), ...(fund !== undefined && { fund }) };
}

function accountOf(sub: string) {
  const person = personOf(sub);
  return (
    person && { accountId: sub, claims: () => ({ sub, name: person.person, title: person.title, ...claimsOf(person) }) }
  );
}

/** Whoever signs in here agreed to the demo: no page of consent. */
async function grantAll(ctx: KoaContextWithOIDC, scopes: readonly string[]) {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(`openid profile ${scopes.join(' ')}`);
  grant.addResourceScope(RESOURCE, scopes.join(' '));
  await grant.save();
  return grant;
}

async function demoGrant(provider: Provider, { scopes, audience }: IssuerSettings, ctx: TokenEndpointGrantContext) {
  const { client } = ctx.oidc;
  const params = z.object({ person: z.string().default(''), scope: z.string().optional() }).parse(ctx.oidc.params);
  const person = personOf(params.person);
  if (!person) throw new errors.InvalidRequest(`there is no demo person ${params.person}`);
  const wanted = params.scope?.split(' ') ?? scopes;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: person.name });
  grant.addResourceScope(RESOURCE, scopes.join(' '));
  const token = new provider.AccessToken({
    accountId: person.name,
    client,
    grantId: await grant.save(),
    gty: DEMO_GRANT,
    scope: wanted.filter((scope) => scopes.includes(scope)).join(' '),
  });
  token.resourceServer = new provider.ResourceServer(RESOURCE, {
    audience,
    scope: scopes.join(' '),
    accessTokenFormat: 'jwt',
    accessTokenTTL: TTL,
    jwt: { sign: { alg: 'RS256' } },
  });
  ctx.oidc.entity('AccessToken', token);
  ctx.body = {
    access_token: await token.save(),
    token_type: 'Bearer',
    expires_in: token.expiration,
    scope: token.scope,
  };
}

/** Shows the demo people, and signs in the one that is chosen. */
async function signIn(
  provider: Provider,
  { issuer }: IssuerSettings,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      page(response, 200, signInPage(people, `${new URL(issuer).pathname}/sign-in/${uid}`));
      return;
    }
    let body = '';
    for await (const chunk of request) body = (body + String(chunk)).slice(0, 1_000);
    const person = personOf(new URLSearchParams(body).get('person') ?? '');
    if (!person) {
      page(response, 400, '<!doctype html><title>演示登录</title><p>没有这个演示人物。</p>');
      return;
    }
    await provider.interactionFinished(request, response, { login: { accountId: person.name } });
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error;
    page(
      response,
      400,
      '<!doctype html><html lang="zh-CN"><title>演示登录</title><p>这次登录已过期，请返回页面重新登录。</p></html>',
    );
  }
}

function page(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://localhost:*; frame-ancestors 'none'",
  });
  response.end(html);
}

/** Signing out needs no second question here: the form sends itself. */
function signOut(ctx: KoaContextWithOIDC, form: string): void {
  ctx.body = `<!doctype html><html lang="zh-CN"><title>退出</title>${form}<button form="op.logoutForm" name="logout" value="yes">退出登录</button>
<script>document.querySelector('button').click()</script></html>`;
}

function signedOut(ctx: KoaContextWithOIDC): void {
  ctx.redirect('/');
}
