import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import fc from 'fast-check';
import { ofType, only, type Resource, synthesized } from './synthesized.ts';

interface Behavior {
  readonly PathPattern?: string;
  readonly TargetOriginId: string;
  readonly CachePolicyId: unknown;
  readonly ResponseHeadersPolicyId?: { Ref: string };
  readonly FunctionAssociations?: unknown[];
}
interface Config {
  readonly Aliases?: string[];
  readonly ViewerCertificate?: unknown;
  readonly CacheBehaviors: readonly Behavior[];
  readonly DefaultCacheBehavior: Behavior;
  readonly CustomErrorResponses?: readonly unknown[];
  readonly Origins: readonly { Id: string; DomainName: unknown }[];
}

const template = synthesized({ issuer: 'https://id.example.org/realm' });
const config = ([, properties]: [string, Resource['Properties']]) => properties['DistributionConfig'] as Config;
const inner = config(only(template, 'AWS::CloudFront::Distribution', 'SiteInner'));
const edge = config(only(template, 'AWS::CloudFront::Distribution', 'SiteEdge'));

const originOf = ({ Origins }: Config, behavior: Behavior | undefined) =>
  JSON.stringify(Origins.find(({ Id }) => Id === behavior?.TargetOriginId)?.DomainName);
const at = ({ CacheBehaviors }: Config, path: string) => CacheBehaviors.find(({ PathPattern }) => PathPattern === path);

test('the API keeps its own errors, the pages get the 404 page', () => {
  expect(edge.CustomErrorResponses).toBeUndefined();
  expect(inner.CustomErrorResponses).toEqual(
    [403, 404].map((code) =>
      expect.objectContaining({ ErrorCode: code, ResponseCode: 404, ResponsePagePath: '/404.html' }),
    ),
  );
});

test('the edge sends the API to the gateway, uncached, and all else to the pages', () => {
  const [pages] = only(template, 'AWS::CloudFront::Distribution', 'SiteInner');
  const [gateway] = only(template, 'AWS::ApiGatewayV2::Api');
  expect(originOf(edge, at(edge, '/api/v1/*'))).toContain(gateway);
  // AWS's managed policy that caches nothing.
  expect(at(edge, '/api/v1/*')?.CachePolicyId).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
  for (const behavior of [edge.DefaultCacheBehavior, at(edge, '/data/*'), at(edge, '/api/v1/openapi.json')]) {
    expect(originOf(edge, behavior)).toContain(pages);
  }
  const order = edge.CacheBehaviors.map(({ PathPattern }) => PathPattern);
  expect(order.indexOf('/api/v1/openapi.json')).toBeLessThan(order.indexOf('/api/v1/*'));
});

test('open data has a bucket of its own', () => {
  expect(originOf(inner, inner.DefaultCacheBehavior)).toContain('SitePages');
  expect(originOf(inner, at(inner, '/data/*'))).toContain('SiteData');
});

interface Headers {
  readonly CorsConfig?: unknown;
  readonly SecurityHeadersConfig: Record<string, Record<string, unknown>>;
}
function headersOf(behavior: Behavior | undefined): Headers {
  const policies = new Map(ofType(template, 'AWS::CloudFront::ResponseHeadersPolicy'));
  const { ResponseHeadersPolicyConfig } = policies.get(behavior?.ResponseHeadersPolicyId?.Ref ?? '') ?? {};
  return ResponseHeadersPolicyConfig as Headers;
}

test('every answer of the edge carries the security headers', () => {
  for (const behavior of [edge.DefaultCacheBehavior, ...edge.CacheBehaviors]) {
    const { SecurityHeadersConfig: security } = headersOf(behavior);
    expect(security['ContentSecurityPolicy']?.['ContentSecurityPolicy']).toContain("frame-ancestors 'none'");
    expect(security['StrictTransportSecurity']).toMatchObject({ AccessControlMaxAgeSec: 63_072_000 });
    expect(security['ContentTypeOptions']).toBeDefined();
    expect(security['ReferrerPolicy']).toBeDefined();
  }
});

test('scripts of the site may call the site and the issuer, nobody else', () => {
  const { SecurityHeadersConfig: security } = headersOf(edge.DefaultCacheBehavior);
  const policy = String(security['ContentSecurityPolicy']?.['ContentSecurityPolicy']).split('; ');
  expect(policy).toContain("connect-src 'self' https://id.example.org");
  expect(policy).toContain("default-src 'self'");
});

test('any site may read open data and the API description, and nothing else', () => {
  const open = edge.CacheBehaviors.filter((behavior) => headersOf(behavior).CorsConfig !== undefined);
  expect(open.map(({ PathPattern }) => PathPattern).toSorted()).toEqual(['/api/v1/openapi.json', '/data/*']);
  expect(headersOf(edge.DefaultCacheBehavior).CorsConfig).toBeUndefined();
});

test('buckets are private, encrypted, and answer over TLS alone', () => {
  const buckets = ofType(template, 'AWS::S3::Bucket');
  expect(buckets).toHaveLength(4);
  const policies = ofType(template, 'AWS::S3::BucketPolicy');
  for (const [name, bucket] of buckets) {
    expect(bucket['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(bucket['BucketEncryption']).toBeDefined();
    const policy = policies.find(([, { Bucket }]) => JSON.stringify(Bucket).includes(name));
    expect(JSON.stringify(policy)).toContain('"aws:SecureTransport":"false"');
  }
});

test('the built site is laid over what is published, and assets are kept for ever', () => {
  const copies = ofType(template, 'Custom::CDKBucketDeployment').map(([, properties]) => properties);
  expect(copies).toEqual([
    expect.objectContaining({
      Prune: false,
      Include: ['_app/immutable/*'],
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    }),
    expect.objectContaining({
      Prune: false,
      Exclude: ['_app/immutable/*'],
      SystemMetadata: { 'cache-control': 'public, max-age=60' },
    }),
  ]);
});

interface Request {
  uri: string;
}
interface Redirect {
  readonly statusCode: number;
  readonly headers: { readonly location: { readonly value: string } };
}
const source = readFileSync(new URL('../../infra/directory-index.js', import.meta.url), 'utf8');
const directoryIndex = new Function('event', `${source}; return handler(event);`) as (event: {
  request: Request;
}) => Request | Redirect;
const visit = (uri: string) => directoryIndex({ request: { uri } });

test('a folder is its index page, a file is itself, and a page without its slash moves to it', () => {
  expect(visit('/')).toEqual({ uri: '/index.html' });
  expect(visit('/communities/500229001002/')).toEqual({ uri: '/communities/500229001002/index.html' });
  expect(visit('/_app/immutable/entry.js')).toEqual({ uri: '/_app/immutable/entry.js' });
  expect(visit('/en/grids/1')).toMatchObject({ statusCode: 308, headers: { location: { value: '/en/grids/1/' } } });
});

test('no path moves a visitor to another site', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom('/', '\\', 'a', 'evil.example', '@', ':', '%2f')), (parts) => {
      const answer = visit(`/${parts.join('')}`);
      if ('uri' in answer) return;
      const target = new URL(answer.headers.location.value, 'https://sonata.example');
      expect(target.origin).toBe('https://sonata.example');
    }),
  ));
