import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBuckets } from '../../infra/local/buckets.ts';
import { startEdge } from '../../infra/local/edge.ts';
import { json, type Request, type Service } from '../../infra/local/http.ts';
import { names } from './template.ts';

const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const cachingOptimized = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const allViewerExceptHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const page = { TargetOriginId: 'o', CachePolicyId: cachingOptimized, Compress: true };
const template = names({
  Pages: ['AWS::S3::Bucket', {}],
  PagesPolicy: [
    'AWS::S3::BucketPolicy',
    {
      Bucket: { Ref: 'Pages' },
      PolicyDocument: {
        Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Principal: { Service: 'cloudfront.amazonaws.com' } }],
      },
    },
  ],
  Closed: ['AWS::S3::Bucket', {}],
  Api: ['AWS::ApiGatewayV2::Api', {}],
  Index: [
    'AWS::CloudFront::Function',
    {
      FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
      FunctionCode: `async function handler({ request }) {
        if (request.uri === '/old') return { statusCode: 301, headers: { location: { value: '/' } } };
        if (request.uri.endsWith('/')) request.uri += 'index.html';
        if (typeof process !== 'undefined' || typeof require !== 'undefined') return { statusCode: 500 };
        return request;
      }`,
    },
  ],
  Headers: [
    'AWS::CloudFront::ResponseHeadersPolicy',
    {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentTypeOptions: { Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 60, IncludeSubdomains: true, Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: false },
        },
        CorsConfig: {
          AccessControlAllowOrigins: { Items: ['*'] },
          AccessControlAllowHeaders: { Items: ['*'] },
          AccessControlAllowMethods: { Items: ['GET'] },
          AccessControlAllowCredentials: false,
          OriginOverride: true,
        },
      },
    },
  ],
  Inner: [
    'AWS::CloudFront::Distribution',
    {
      DistributionConfig: {
        DefaultCacheBehavior: {
          ...page,
          FunctionAssociations: [
            { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Index', 'FunctionARN'] } },
          ],
        },
        CacheBehaviors: [{ ...page, PathPattern: '/closed/*', TargetOriginId: 'closed' }],
        CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html' }],
        Origins: [
          { Id: 'o', DomainName: { 'Fn::GetAtt': ['Pages', 'RegionalDomainName'] } },
          { Id: 'closed', DomainName: { 'Fn::GetAtt': ['Closed', 'RegionalDomainName'] } },
        ],
      },
    },
  ],
  Edge: [
    'AWS::CloudFront::Distribution',
    {
      DistributionConfig: {
        DefaultCacheBehavior: { ...page, ResponseHeadersPolicyId: { Ref: 'Headers' } },
        CacheBehaviors: [
          {
            PathPattern: '/api/*',
            TargetOriginId: 'api',
            CachePolicyId: cachingDisabled,
            OriginRequestPolicyId: allViewerExceptHost,
            AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
            Compress: true,
          },
          { PathPattern: '/bare/*', TargetOriginId: 'api', CachePolicyId: cachingDisabled },
        ],
        Origins: [
          { Id: 'o', DomainName: { 'Fn::GetAtt': ['Inner', 'DomainName'] } },
          { Id: 'api', DomainName: { 'Fn::Join': ['', [{ Ref: 'Api' }, '.execute-api.us-east-1.amazonaws.com']] } },
        ],
      },
    },
  ],
});

let folder: string;
let edge: Service;

/** Answers with what reached it. */
const echo: Service = (request) =>
  Promise.resolve(json(409, { ...request, body: request.body.toString().padEnd(2_000, '.') }, { etag: '"1"' }));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonata-edge-'));
  const buckets = openBuckets(template, folder);
  const pages = buckets.get('pages');
  await pages?.put('index.html', Buffer.from('x'.repeat(2_000)), {
    'content-type': 'text/html',
    'cache-control': 'max-age=5',
  });
  await pages?.put('map.geojson', Buffer.from('x'.repeat(2_000)), { 'content-type': 'application/geo+json' });
  await pages?.put('404.html', Buffer.from('not here'), { 'content-type': 'text/html' });
  await buckets.get('closed')?.put('closed/secret', Buffer.from('secret'), {});
  edge = startEdge(template, buckets, new Map([['api', echo]]));
});
afterAll(() => rm(folder, { recursive: true }));

const ask = (path: string, more: Partial<Request> = {}) =>
  edge({
    method: 'GET',
    path,
    query: '',
    headers: { host: 'localhost' },
    body: Buffer.alloc(0),
    sourceIp: '127.0.0.1',
    ...more,
  });

test('a folder is its index page, by the CloudFront Function’s own code, with the policy’s headers', async () => {
  const answer = await ask('/');
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/html',
    'cache-control': 'max-age=5',
    'x-content-type-options': 'nosniff',
    'strict-transport-security': 'max-age=60; includeSubDomains',
    'referrer-policy': 'no-referrer',
  });
});

test('a function may answer by itself', async () => {
  expect(await ask('/old')).toMatchObject({ status: 301, headers: { location: '/' } });
});

test('a missing page is the 404 page, and a problem of the API stays what it is', async () => {
  const missing = await ask('/nowhere.html');
  expect([missing.status, missing.body.toString()]).toEqual([404, 'not here']);
  expect((await ask('/api/x')).status).toBe(409);
});

test('a bucket that CloudFront may not read gives nothing away', async () => {
  expect(await ask('/closed/secret')).toMatchObject({ status: 404, body: Buffer.from('not here') });
});

test('text is compressed when the viewer can read it, and its ETag turns weak', async () => {
  const plain = await ask('/');
  const small = await ask('/', { headers: { host: 'localhost', 'accept-encoding': 'gzip, br' } });
  expect(small.headers).toMatchObject({
    'content-encoding': 'br',
    vary: 'Accept-Encoding',
    etag: `W/${String(plain.headers['etag'])}`,
  });
  expect(brotliDecompressSync(small.body)).toEqual(plain.body);
  expect(
    (await ask('/map.geojson', { headers: { 'accept-encoding': 'br' } })).headers['content-encoding'],
  ).toBeUndefined();
});

test('what is not cached is not compressed: its ETag stays strong for If-Match', async () => {
  const answer = await ask('/api/x', { headers: { 'accept-encoding': 'br' } });
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(answer.headers['etag']).toBe('"1"');
});

test('an unchanged page is 304, by the strong and by the weak ETag', async () => {
  const etag = String((await ask('/')).headers['etag']);
  for (const tag of [etag, `W/${etag}`]) {
    expect(await ask('/', { headers: { 'if-none-match': tag } })).toMatchObject({ status: 304, headers: { etag } });
  }
});

test('the origin sees only what the policies let through', async () => {
  const headers = { host: 'localhost', authorization: 'Bearer t', 'accept-language': 'en', cookie: 'a=1' };
  const seen = async (path: string) =>
    JSON.parse((await ask(path, { headers, query: 'a=1&b=2' })).body.toString()) as Request;
  const whole = await seen('/api/x');
  expect(whole.headers).toMatchObject({
    authorization: 'Bearer t',
    'accept-language': 'en',
    cookie: 'a=1',
    host: 'api.execute-api.us-east-1.amazonaws.com',
  });
  expect(whole.query).toBe('a=1&b=2');
  const bare = await seen('/bare/x');
  expect(Object.keys(bare.headers).sort()).toEqual(['host', 'user-agent', 'via', 'x-forwarded-for']);
  expect(bare.query).toBe('');
});

test('a method that a behaviour does not allow is refused at the edge', async () => {
  expect((await ask('/', { method: 'POST' })).status).toBe(403);
  expect((await ask('/api/x', { method: 'DELETE' })).status).toBe(409);
});

test('open data may be read from any origin', async () => {
  expect(
    (await ask('/', { headers: { origin: 'https://elsewhere.example' } })).headers['access-control-allow-origin'],
  ).toBe('*');
  expect((await ask('/')).headers['access-control-allow-origin']).toBeUndefined();
});
