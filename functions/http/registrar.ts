import * as z from 'zod';
import { refuse } from './refusal.ts';

const Made = z.object({ client_id: z.string().max(200), client_secret: z.string().max(500) });

/** Makes a client at the issuer. @throws Refusal 'issuer-registers-none' when the issuer offers no registration */
export type Registrar = (
  name: string,
  scopes: readonly string[],
) => Promise<{ clientId: string; secret?: string | undefined }>;

/**
 * Dynamic client registration (RFC 7591) at the county's issuer, for the client credentials grant.
 * @param token the issuer's initial access token; without it systems are registered by a client_id made at the issuer
 */
export const issuerRegistrar =
  (issuer: string, token: string | undefined): Registrar =>
  async (name, scopes) => {
    const found = token ? await registrationOf(issuer) : undefined;
    if (found === undefined) return refuse('issuer-registers-none', '#/clientId');
    const response = await fetch(found, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({
        client_name: name,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        scope: scopes.join(' '),
      }),
    });
    if (response.status === 401 || response.status === 403) refuse('issuer-registers-none', '#/clientId');
    if (!response.ok) throw new Error(`the issuer's registration answers ${response.status}`);
    const { client_id: clientId, client_secret: secret } = Made.parse(await response.json());
    return { clientId, secret };
  };

async function registrationOf(issuer: string): Promise<string | undefined> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  if (!response.ok) throw new Error(`the issuer's configuration answers ${response.status}`);
  return ((await response.json()) as { registration_endpoint?: string }).registration_endpoint;
}
