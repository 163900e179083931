import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context as LambdaContext } from 'aws-lambda';
import type { Answered } from './idempotency.ts';
import { type Admission, type Gate, rateLimitOf } from './admission.ts';
import { logFault, logRequest } from './log.ts';
import { languageOf, type ProblemDetails, problemOf } from './problem.ts';
import { Refusal } from './refusal.ts';
import { type Route, typesOf } from './route.ts';
import { Conflict } from '../table/table.ts';

type Middleware = MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** How a standard other than RFC 9457 writes a problem, by the path that was asked for. */
export type ProblemWriter = (problem: ProblemDetails, path: string) => { readonly body: string; readonly type: string };

export interface Conduct {
  readonly operationOf: (event: APIGatewayProxyEventV2) => string;
  readonly problemsOf: (event: APIGatewayProxyEventV2) => ProblemWriter | undefined;
  readonly admissionOf: (event: APIGatewayProxyEventV2) => Admission | undefined;
  readonly keep: Gate['keep'];
}

/** What every answer has in common: request id, problem+json, security and quota headers, one log line, the audit. */
export function conduct({ operationOf, problemsOf, admissionOf, keep }: Conduct): Middleware {
  const started = new WeakMap<object, number>();
  const finish = async (
    event: APIGatewayProxyEventV2,
    lambda: LambdaContext,
    response: APIGatewayProxyStructuredResultV2,
    refusal?: string,
  ) => {
    const requestId = lambda.awsRequestId;
    const admission = admissionOf(event);
    const quota = admission?.quota && rateLimitOf(admission.quota);
    response.headers = { ...response.headers, ...safeHeaders, ...quota, 'x-request-id': requestId };
    const client = admission?.caller.client ?? clientOf(event);
    const told = { requestId, operation: operationOf(event), status: response.statusCode ?? 200 };
    const ms = Math.round(performance.now() - (started.get(lambda) ?? performance.now()));
    logRequest({ ...told, ms, ...(client && { client }), ...(refusal && { refusal }) });
    if (quota) await keep(admission.caller.client, { at: instantOf(event), ...told, refusal });
  };
  return {
    before: ({ context }) => {
      started.set(context, performance.now());
    },
    after: async ({ event, context, response }) => {
      if (response) await finish(event, context, response);
    },
    onError: async (request) => {
      const { event, context } = request;
      const refusal = refusalOf(request.error, event, context, operationOf(event));
      const response = problemAnswer(refusal, event, context.awsRequestId, problemsOf(event) ?? asProblem);
      await finish(event, context, response, refusal.refusal);
      request.response = response;
    },
  };
}

const safeHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** The instant of a request is the gateway's. */
export const instantOf = (event: APIGatewayProxyEventV2): string =>
  new Date(event.requestContext.timeEpoch).toISOString();

const clientOf = (event: APIGatewayProxyEventV2): string | undefined => {
  const claims = (event.requestContext as { authorizer?: { jwt?: { claims?: Record<string, unknown> } } }).authorizer
    ?.jwt?.claims;
  return typeof claims?.['client_id'] === 'string' ? claims['client_id'] : undefined;
};

function refusalOf(error: unknown, event: APIGatewayProxyEventV2, lambda: LambdaContext, operation: string): Refusal {
  if (error instanceof Refusal) return error;
  // Throttled where nothing tries again: the caller may.
  if (error instanceof Conflict) return new Refusal('busy');
  logFault(lambda.awsRequestId, operation, error);
  return new Refusal('internal', undefined, { requestId: lambda.awsRequestId });
}

const asProblem: ProblemWriter = (problem) => ({ body: JSON.stringify(problem), type: 'application/problem+json' });

function problemAnswer(
  refusal: Refusal,
  event: APIGatewayProxyEventV2,
  requestId: string,
  write: ProblemWriter,
): APIGatewayProxyStructuredResultV2 {
  const language = languageOf(event.headers['accept-language']);
  const problem = problemOf(refusal, language, requestId);
  const { body, type } = write(problem, event.rawPath);
  return {
    statusCode: problem.status,
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-language': language,
      vary: 'accept-language',
      ...(problem.status === 503 && { 'retry-after': '2' }),
      ...(problem.status === 429 && { 'retry-after': String(refusal.facts['seconds']) }),
      ...(problem.status === 401 && { 'www-authenticate': 'Bearer' }),
      ...(problem.status === 405 && { allow: String(refusal.facts['allow']) }),
    },
    body,
  };
}

/** The same request with the next page's cursor (RFC 8288). */
const linkTo = (event: APIGatewayProxyEventV2, cursor: string): string =>
  `<?${new URLSearchParams({ ...event.queryStringParameters, cursor } as Record<string, string>).toString()}>; rel="next"`;

/** Days as the two headers write them. */
const deprecation = ({ since, until }: NonNullable<Route['deprecated']>) => ({
  deprecation: `@${Date.parse(since) / 1000}`,
  sunset: new Date(until).toUTCString(),
});

/** A success, with its ETag; 304 when the reader has this version already. */
export function answerTo(
  event: APIGatewayProxyEventV2,
  row: Route,
  answered: Answered,
): APIGatewayProxyStructuredResultV2 {
  const etag = answered.version === undefined ? undefined : `"${answered.version}"`;
  const headers = {
    'content-type': `${answered.type ?? typesOf(row)[0]}; charset=utf-8`,
    ...(answered.next !== undefined && { link: linkTo(event, answered.next) }),
    ...(row.deprecated && deprecation(row.deprecated)),
    ...(etag && { etag }),
  };
  if (row.method === 'GET' && etag && event.headers['if-none-match'] === etag) return { statusCode: 304, headers };
  return { statusCode: answered.status, headers, body: answered.body };
}
