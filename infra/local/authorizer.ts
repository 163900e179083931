import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';

export interface AuthorizerSettings {
  readonly issuer: string;
  readonly audience: readonly string[];
}

/** What the gateway tells the function about a token that it let pass: every claim as text, as API Gateway does. */
export interface Authorized {
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly string[] | null;
}

export type Verdict =
  { readonly status: 200; readonly jwt: Authorized } | { readonly status: 401 | 403; readonly challenge: string };

/**
 * A JWT authorizer as API Gateway's HTTP APIs have it: RSA signatures only, `iss`, `aud` (or `client_id` where there is
 * no `aud`), `exp`, `nbf`, `iat`, and one of the route's scopes.
 * @param keys the issuer's keys, found through its configuration document when not given
 */
export function startAuthorizer({ issuer, audience }: AuthorizerSettings, keys?: JWTVerifyGetKey) {
  let found = keys;
  return async (authorization: string | undefined, scopes: readonly string[]): Promise<Verdict> => {
    const token = authorization?.replace(/^Bearer /i, '').trim();
    if (!token) return { status: 401, challenge: 'Bearer' };
    try {
      found ??= createRemoteJWKSet(await jwksOf(issuer));
      const { payload } = await jwtVerify(token, found, {
        issuer,
        algorithms: ['RS256', 'RS384', 'RS512'],
        requiredClaims: ['exp'],
      });
      if (!meant(payload, audience)) return invalid('the audience is not ours');
      if (payload.iat !== undefined && payload.iat > Date.now() / 1000 + 1)
        return invalid('the token is not yet valid');
      return judge(payload, scopes);
    } catch (error) {
      if (error instanceof errors.JOSEError) return invalid(error.message);
      throw error;
    }
  };
}

const invalid = (reason: string): Verdict => ({
  status: 401,
  challenge: `Bearer error="invalid_token" error_description="${reason.replaceAll('"', "'")}"`,
});

function meant(payload: JWTPayload, audience: readonly string[]): boolean {
  const named = payload.aud ?? payload['client_id'];
  return [named].flat().some((name) => typeof name === 'string' && audience.includes(name));
}

function judge(payload: JWTPayload, wanted: readonly string[]): Verdict {
  const given = payload['scope'] ?? payload['scp'];
  const held = Array.isArray(given) ? given.map(String) : typeof given === 'string' ? given.split(' ') : [];
  if (wanted.length > 0 && !wanted.some((scope) => held.includes(scope))) {
    return { status: 403, challenge: `Bearer scope="${wanted.join(' ')}" error="insufficient_scope"` };
  }
  const claims = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, asText(value)]));
  return { status: 200, jwt: { claims, scopes: wanted.length > 0 ? held : null } };
}

const asText = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.join(' ')}]`
    : typeof value === 'object' && value !== null
      ? JSON.stringify(value)
      : String(value);

async function jwksOf(issuer: string): Promise<URL> {
  const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!answer.ok) throw new Error(`the issuer's configuration answers ${answer.status}`);
  return new URL(((await answer.json()) as { jwks_uri: string }).jwks_uri);
}
