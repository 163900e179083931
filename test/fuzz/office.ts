import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { vi } from 'vitest';
import { API_BASE } from '../../functions/http/route.ts';
import { scopeOf } from '../../functions/http/policy.ts';
import { type Pillar, pillars } from '../../functions/pillars.ts';
import { toEvent } from '../../infra/local/event.ts';
import { toAnswer } from '../../infra/local/gateway.ts';
import { matchRoute } from '../../infra/local/routing.ts';
import { embedded } from '../engine.ts';

export interface Sent {
  readonly method: string;
  /** Below the API's base, with its query. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface Told {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<unknown>;

const routes = Object.entries(pillars).flatMap(([pillar, rows]) =>
  Object.values(rows).map(({ method, path }) => ({ key: `${method} ${API_BASE}${path}`, pillar: pillar as Pillar })),
);

/**
 * Every function of the API as deployed, over empty tables of its own, with an issuer of its own: what a fuzz breaks here
 * is nobody else's. Time passes by a second a call, so that quotas do not end it.
 */
export async function office() {
  const tables = ['grids', 'lists', 'fund', 'system', 'ledger', 'journal'];
  const engine = await embedded(...tables);
  const issuer = await startIssuer();
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
    AWS_REGION: 'local',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    ...Object.fromEntries(tables.map((name) => [`TABLE_${name.toUpperCase()}`, name])),
    BUCKET_UPLOADS: 'uploads',
    UPLOADS_HOST: 'uploads.example',
    CURSOR_SECRET: 'of the fuzz',
    RELEASE: 'fuzz',
    ISSUER: issuer.address,
    AUDIENCE: 'sonata-api',
    CLAIM_ROLES: 'roles',
    CLAIM_DIVISION: 'division',
    CLAIM_UNIT: 'unit',
    CLAIM_FUND: 'fund',
    REGISTRATION_TOKEN: 'of the fuzz',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const handlers = new Map<Pillar, Handler>();
  for (const pillar of Object.keys(pillars) as Pillar[]) {
    const module = (await import(`../../functions/${pillar}/handler.ts`)) as { handler: unknown };
    handlers.set(pillar, module.handler as Handler);
  }
  let now = Date.parse('2026-11-24T02:00:00Z');
  return {
    tokenOf: issuer.tokenOf,

    async send({ method, address, headers, body }: Sent): Promise<Told> {
      const [path = '', query = ''] = `${API_BASE}${address}`.split('?');
      const match = matchRoute(routes, method, path);
      const request = { method, path, query, headers, body: Buffer.from(body ?? ''), sourceIp: '192.0.2.1' };
      const event = toEvent(request, {
        api: 'fuzz',
        requestId: randomUUID(),
        routeKey: match?.route.key ?? '$default',
        parameters: match?.parameters ?? {},
        jwt: undefined,
        now: new Date((now += 1000)),
      });
      const handler = handlers.get(match?.route.pillar ?? 'system')!;
      const answer = toAnswer(await handler(event, { awsRequestId: randomUUID() } as Context));
      const told = Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)]));
      const type = (told['content-type'] ?? '').split(';')[0]!;
      return { status: answer.status, type, text: answer.body.toString('utf8'), headers: told };
    },

    async stop() {
      issuer.stop();
      vi.unstubAllEnvs();
      await engine.stop();
    },
  };
}

/** An issuer that signs what it is asked to, and registers whoever asks. */
async function startIssuer() {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'fuzz' };
  const server = createServer((request, response) => {
    const address = `http://localhost:${(server.address() as AddressInfo).port}`;
    const answers: Record<string, unknown> = {
      '/.well-known/openid-configuration': { jwks_uri: `${address}/keys`, registration_endpoint: `${address}/clients` },
      '/keys': { keys: [jwk] },
      '/clients': { client_id: randomUUID(), client_secret: 'of a client' },
    };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(answers[request.url ?? ''] ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const address = `http://localhost:${(server.address() as AddressInfo).port}`;
  const scope = Object.keys(pillars)
    .flatMap((pillar) => [scopeOf(pillar, 'GET'), scopeOf(pillar, 'POST')])
    .join(' ');
  return {
    address,
    tokenOf: (subject: string, claims: Record<string, unknown>): Promise<string> =>
      new SignJWT({ scope, client_id: 'web', ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'fuzz' })
        .setIssuer(address)
        .setAudience('sonata-api')
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('2h')
        .sign(privateKey),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
