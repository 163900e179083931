import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Authorized } from './authorizer.ts';
import type { Request } from './http.ts';

export interface Arrival {
  readonly api: string;
  readonly requestId: string;
  readonly routeKey: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly jwt: Authorized | undefined;
  readonly now: Date;
}

/**
 * The event of payload format 2.0 for a request. Cookies leave the headers; values that stand several times in the query
 * are joined by commas; a body that is no text goes as base64.
 */
export function toEvent(request: Request, arrival: Arrival): APIGatewayProxyEventV2 {
  const { cookie, ...headers } = request.headers;
  const domainName = headers['host'] ?? `${arrival.api}.execute-api.local`;
  const isBase64Encoded = request.body.length > 0 && !isText(headers['content-type']);
  const query = joinedQuery(request.query);
  return {
    version: '2.0',
    routeKey: arrival.routeKey,
    rawPath: request.path,
    rawQueryString: request.query,
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: '000000000000',
      apiId: arrival.api,
      ...(arrival.jwt && { authorizer: { jwt: arrival.jwt } }),
      domainName,
      domainPrefix: domainName.split('.')[0] ?? '',
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: arrival.requestId,
      routeKey: arrival.routeKey,
      stage: '$default',
      time: commonLogTime(arrival.now),
      timeEpoch: arrival.now.getTime(),
    },
    ...(Object.keys(arrival.parameters).length > 0 && { pathParameters: arrival.parameters }),
    ...(request.body.length > 0 && { body: request.body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** The media types whose bodies API Gateway hands over as text. */
const isText = (type = ''): boolean => /^(text\/|application\/(json|javascript|xml)\b)/i.test(type);

function joinedQuery(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const joined: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    joined[name] = Object.hasOwn(joined, name) ? `${joined[name]},${value}` : value;
  }
  return joined;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** '12/Mar/2026:19:03:58 +0000' */
function commonLogTime(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
