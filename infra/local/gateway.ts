import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { type Authorized, startAuthorizer, type Verdict } from './authorizer.ts';
import { toEvent } from './event.ts';
import type { Functions } from './functions.ts';
import { type Answer, json, type Request, type Service } from './http.ts';
import type { Lambda } from './lambda.ts';
import type { Names } from './names.ts';
import { matchRoute } from './routing.ts';

const RouteProperties = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.string().default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});
const IntegrationProperties = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().max(30_000).default(30_000),
});
const AuthorizerProperties = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.array(z.literal('$request.header.Authorization')),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});

type Authorizer = (authorization: string | undefined, scopes: readonly string[]) => Promise<Verdict>;

interface Route {
  readonly key: string;
  readonly lambda: Lambda;
  /** Milliseconds. */
  readonly timeout: number;
  readonly scopes: readonly string[];
  readonly authorizer: Authorizer | undefined;
}

/** API Gateway takes 10 MB of body, and Lambda 6 MB of event. */
const LONGEST_BODY = 10 * 1024 * 1024;
const LONGEST_EVENT = 6 * 1024 * 1024;

/** An HTTP API of the template, as a service. @param id its logical id */
export function startGateway(names: Names, functions: Functions, id: string): Service {
  const api = names.ref(id);
  const routes = readRoutes(names, functions, api);
  return async (request) => {
    const requestId = randomUUID();
    const answer = await respond(routes, request, { api, requestId });
    return { ...answer, headers: { ...answer.headers, 'apigw-requestid': requestId } };
  };
}

function readRoutes(names: Names, functions: Functions, api: string): Route[] {
  const parsed = <S extends z.ZodType>(type: string, schema: S) =>
    new Map(names.all(type).map(({ id, properties }) => [names.ref(id), [schema, properties] as const]));
  const integrations = parsed('AWS::ApiGatewayV2::Integration', IntegrationProperties);
  const settings = parsed('AWS::ApiGatewayV2::Authorizer', AuthorizerProperties);
  const authorizers = new Map<string, Authorizer>();
  const authorizerOf = (id: string): Authorizer => {
    const [schema, properties] = settings.get(id) ?? missing(`authorizer ${id}`);
    const { JwtConfiguration: jwt } = schema.parse(properties);
    const found = authorizers.get(id) ?? startAuthorizer({ issuer: jwt.Issuer, audience: jwt.Audience });
    authorizers.set(id, found);
    return found;
  };
  return names
    .all('AWS::ApiGatewayV2::Route')
    .map(({ properties }) => RouteProperties.parse(properties))
    .filter(({ ApiId }) => ApiId === api)
    .map((route): Route => {
      const target = route.Target.replace(/^integrations\//, '');
      const [schema, properties] = integrations.get(target) ?? missing(`integration ${target}`);
      const { IntegrationUri, TimeoutInMillis } = schema.parse(properties);
      const arn = /functions\/(arn:[^/]+)\/invocations$/.exec(IntegrationUri)?.[1] ?? IntegrationUri;
      if (route.AuthorizationType !== 'NONE' && route.AuthorizationType !== 'JWT')
        missing(`authorization type ${route.AuthorizationType}`);
      return {
        key: route.RouteKey,
        lambda: functions.find(arn),
        timeout: TimeoutInMillis,
        scopes: route.AuthorizationScopes,
        authorizer: route.AuthorizationType === 'JWT' ? authorizerOf(route.AuthorizerId ?? '') : undefined,
      };
    });
}

function missing(what: string): never {
  throw new Error(`the template lacks the ${what} that a route names, or the local run does not know it`);
}

async function respond(
  routes: readonly Route[],
  request: Request,
  call: { api: string; requestId: string },
): Promise<Answer> {
  const match = matchRoute(routes, request.method, request.path);
  if (!match) return json(404, { message: 'Not Found' });
  if (request.body.length > LONGEST_BODY) return json(413, { message: 'Request Entity Too Large' });
  const { route, parameters } = match;
  let jwt: Authorized | undefined;
  if (route.authorizer) {
    const verdict = await route.authorizer(request.headers['authorization'], route.scopes);
    if (verdict.status !== 200) {
      return json(
        verdict.status,
        { message: verdict.status === 401 ? 'Unauthorized' : 'Forbidden' },
        { 'www-authenticate': verdict.challenge },
      );
    }
    jwt = verdict.jwt;
  }
  const event = toEvent(request, { ...call, routeKey: route.key, parameters, jwt, now: instantOf(request) });
  if (Buffer.byteLength(JSON.stringify(event)) > LONGEST_EVENT)
    return json(413, { message: 'Request Entity Too Large' });
  return integrate(route, event);
}

/** The instant of a request; here alone a caller may say it, so that a demo and a test can live through months. */
function instantOf({ headers }: Request): Date {
  const said = new Date(headers['sonata-local-time'] ?? Number.NaN);
  return Number.isNaN(said.getTime()) ? new Date() : said;
}

/** A function that fails is a 500 without a reason; one that takes too long a 503, while it goes on unseen. */
async function integrate({ lambda, timeout }: Route, event: unknown): Promise<Answer> {
  const late = new AbortController();
  const working = lambda.invoke(event).then(toAnswer, () => json(500, { message: 'Internal Server Error' }));
  const waiting = pause(timeout, undefined, { signal: late.signal }).then(
    () => json(503, { message: 'Service Unavailable' }),
    () => working,
  );
  const answer = await Promise.race([working, waiting]);
  late.abort();
  return answer;
}

const Result = z.object({
  statusCode: z.coerce.number().int(),
  headers: z.record(z.string(), z.coerce.string()).default({}),
  cookies: z.array(z.string()).optional(),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** Payload format 2.0: a result without a statusCode is itself the JSON body. */
export function toAnswer(result: unknown): Answer {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) return json(200, result);
  const { data } = Result.safeParse(result);
  if (!data) return json(500, { message: 'Internal Server Error' });
  const headers = Object.fromEntries(Object.entries(data.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status: data.statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...headers,
      ...(data.cookies && { 'set-cookie': data.cookies }),
    },
    body: Buffer.from(data.body, data.isBase64Encoded ? 'base64' : 'utf8'),
  };
}
