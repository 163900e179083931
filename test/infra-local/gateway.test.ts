import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Functions } from '../../infra/local/functions.ts';
import { startGateway } from '../../infra/local/gateway.ts';
import type { Request } from '../../infra/local/http.ts';
import { FunctionError } from '../../infra/local/lambda.ts';
import { names } from './template.ts';

const template = names({
  Api: ['AWS::ApiGatewayV2::Api', { ProtocolType: 'HTTP' }],
  Code: ['AWS::Lambda::Function', {}],
  Integration: [
    'AWS::ApiGatewayV2::Integration',
    {
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Code', 'Arn'] },
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 200,
    },
  ],
  Authorizer: [
    'AWS::ApiGatewayV2::Authorizer',
    {
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['sonata'] },
    },
  ],
  Grid: [
    'AWS::ApiGatewayV2::Route',
    {
      ApiId: { Ref: 'Api' },
      RouteKey: 'POST /grids/{grid}',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
    },
  ],
  Closed: [
    'AWS::ApiGatewayV2::Route',
    {
      ApiId: { Ref: 'Api' },
      RouteKey: 'GET /closed',
      Target: 'integrations/Integration',
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: 'Authorizer' },
      AuthorizationScopes: ['grids.read'],
    },
  ],
});

/** The gateway before one function. */
function gateway(handler: (event: APIGatewayProxyEventV2) => unknown) {
  const lambda = {
    name: 'Code',
    invoke: (event: unknown) => Promise.resolve().then(() => handler(event as APIGatewayProxyEventV2)),
    reload: () => {},
    stop: () => Promise.resolve(),
  };
  const functions: Functions = { find: () => lambda, running: () => [lambda] };
  const service = startGateway(template, functions, 'Api');
  return (more: Partial<Request> = {}) =>
    service({
      method: 'POST',
      path: '/grids/1',
      query: '',
      headers: { host: 'api.example', 'content-type': 'application/json' },
      body: Buffer.alloc(0),
      sourceIp: '10.0.0.1',
      ...more,
    });
}

async function eventOf(more: Partial<Request>): Promise<APIGatewayProxyEventV2> {
  let seen: APIGatewayProxyEventV2 | undefined;
  await gateway((event) => ((seen = event), null))(more);
  if (!seen) throw new Error('the function was not called');
  return seen;
}

test('the event is of payload format 2.0', async () => {
  const event = await eventOf({
    path: '/grids/%E5%87%A4',
    query: 'a=1&a=2&b=%E5%87%A4+x&c',
    headers: {
      host: 'api.example',
      'content-type': 'application/json',
      cookie: 's=1; t=2',
      'user-agent': 'test',
      accept: 'a,b',
    },
    body: Buffer.from('{"n":"凤"}'),
  });
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'POST /grids/{grid}',
    rawPath: '/grids/%E5%87%A4',
    rawQueryString: 'a=1&a=2&b=%E5%87%A4+x&c',
    cookies: ['s=1', 't=2'],
    queryStringParameters: { a: '1,2', b: '凤 x', c: '' },
    pathParameters: { grid: '凤' },
    body: '{"n":"凤"}',
    isBase64Encoded: false,
    requestContext: {
      apiId: 'api',
      domainName: 'api.example',
      http: { method: 'POST', path: '/grids/%E5%87%A4', protocol: 'HTTP/1.1', sourceIp: '10.0.0.1', userAgent: 'test' },
      routeKey: 'POST /grids/{grid}',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
  });
  expect(event.headers).toEqual({
    host: 'api.example',
    'content-type': 'application/json',
    'user-agent': 'test',
    accept: 'a,b',
  });
});

test('a body that is no text goes as base64, and none is absent', async () => {
  const bytes = Buffer.from([0, 255]);
  for (const type of ['application/octet-stream', 'application/geo+json', 'application/x-www-form-urlencoded']) {
    expect(await eventOf({ headers: { 'content-type': type }, body: bytes })).toMatchObject({
      isBase64Encoded: true,
      body: 'AP8=',
    });
  }
  const empty = await eventOf({});
  expect([empty.isBase64Encoded, 'body' in empty, 'queryStringParameters' in empty, 'cookies' in empty]).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test('the answer is the function’s: status, headers, cookies, bytes', async () => {
  const ask = gateway(() => ({
    statusCode: 201,
    headers: { ETag: '"1"' },
    cookies: ['a=1', 'b=2'],
    body: 'AP8=',
    isBase64Encoded: true,
  }));
  const answer = await ask();
  expect(answer).toMatchObject({ status: 201, headers: { etag: '"1"', 'set-cookie': ['a=1', 'b=2'] } });
  expect([...answer.body]).toEqual([0, 255]);
});

test('a result without a status is the JSON body itself', async () => {
  const answer = await gateway(() => ({ hello: 1 }))();
  expect([answer.status, answer.headers['content-type'], answer.body.toString()]).toEqual([
    200,
    'application/json',
    '{"hello":1}',
  ]);
});

const message = async (answer: Promise<{ status: number; body: Buffer }>) => {
  const { status, body } = await answer;
  return [status, JSON.parse(body.toString())] as const;
};

test('no route, no function', async () => {
  expect(await message(gateway(() => 1)({ path: '/elsewhere' }))).toEqual([404, { message: 'Not Found' }]);
  expect(await message(gateway(() => 1)({ method: 'GET' }))).toEqual([404, { message: 'Not Found' }]);
});

test('a failing function is 500 without a reason', async () => {
  const fail = () => {
    throw new FunctionError('TypeError', 'secret');
  };
  expect(await message(gateway(fail)())).toEqual([500, { message: 'Internal Server Error' }]);
});

test('a function that takes longer than the integration waits is 503', async () => {
  expect(await message(gateway(() => pause(1_000))())).toEqual([503, { message: 'Service Unavailable' }]);
});

test('more than 10 MB, or an event of more than 6 MB, is refused before the function', async () => {
  const ask = gateway(() => expect.unreachable());
  expect((await message(ask({ body: Buffer.alloc(10 * 1024 * 1024 + 1) })))[0]).toBe(413);
  expect((await message(ask({ body: Buffer.alloc(6 * 1024 * 1024, 'x') })))[0]).toBe(413);
});

test('a closed route asks for a token before its function is called', async () => {
  const answer = await gateway(() => expect.unreachable())({ method: 'GET', path: '/closed' });
  expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
});
