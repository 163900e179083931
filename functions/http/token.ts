import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { type Caller, type Role, roles } from './policy.ts';
import { refuse } from './refusal.ts';

export interface IdentitySettings {
  readonly issuer: string;
  readonly audience: string;
  /** Names of the claims, as the county's issuer has them. */
  readonly claims: { readonly roles: string; readonly division: string; readonly unit: string; readonly fund: string };
  /** What the issuer puts before each scope, e.g. 'sonata/' of a Cognito resource server. */
  readonly scopePrefix: string;
}

/**
 * Verifies access tokens again inside the function: a route wired past the gateway's authorizer still refuses.
 * @throws Refusal 'unauthenticated' for a missing, expired, foreign, unsigned or id token
 */
export function tokenVerifier(settings: IdentitySettings, keys?: JWTVerifyGetKey) {
  let found = keys;
  return async (authorization: string | undefined): Promise<Caller> => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1] ?? refuse('unauthenticated');
    found ??= createRemoteJWKSet(await jwksAddress(settings.issuer));
    try {
      const { payload } = await jwtVerify(token, found, {
        issuer: settings.issuer,
        algorithms: ['RS256', 'ES256', 'PS256'],
        clockTolerance: 5,
      });
      if (!isForUs(payload, settings.audience)) refuse('unauthenticated');
      return callerOf(payload, settings);
    } catch (error) {
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) refuse('unauthenticated');
      throw error;
    }
  };
}

async function jwksAddress(issuer: string): Promise<URL> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`the issuer's configuration answers ${response.status}`);
  const { jwks_uri } = (await response.json()) as { jwks_uri: string };
  return new URL(jwks_uri);
}

/** An access token names us as audience, or (Cognito) carries none and names its client; an id token has no scope. */
function isForUs(payload: JWTPayload, audience: string): boolean {
  if (typeof payload['scope'] !== 'string' && !Array.isArray(payload['scp'])) return false;
  const named = payload.aud ?? payload['client_id'];
  return Array.isArray(named) ? named.includes(audience) : named === audience;
}

/** Who calls, by the claims that the county's settings name. Unknown roles are dropped: default deny. */
export function callerOf(payload: JWTPayload, { claims, scopePrefix }: IdentitySettings): Caller {
  const text = (name: string): string | undefined => (typeof payload[name] === 'string' ? payload[name] : undefined);
  const list = (value: unknown): string[] =>
    Array.isArray(value)
      ? value.filter((v) => typeof v === 'string')
      : typeof value === 'string'
        ? value.split(/[ ,]+/)
        : [];
  const unit = text(claims.unit);
  const fund = text(claims.fund);
  const client = text('client_id') ?? text('azp') ?? '';
  return {
    id: payload.sub ?? client,
    client,
    roles: list(payload[claims.roles]).filter((role): role is Role => (roles as readonly string[]).includes(role)),
    division: text(claims.division) ?? '',
    ...(unit !== undefined && { unit }),
    ...(fund !== undefined && { fund }),
    scopes: list(payload['scope'] ?? payload['scp']).map((scope) =>
      scope.startsWith(scopePrefix) ? scope.slice(scopePrefix.length) : scope,
    ),
  };
}
