import * as z from 'zod';
import type { Request } from './http.ts';
import type { Names } from './names.ts';

/** What of a viewer's request reaches the origin: all else is dropped, as CloudFront drops it. */
export interface Forwarding {
  readonly headers: (name: string) => boolean;
  readonly query: (name: string) => boolean;
  readonly cookies: (name: string) => boolean;
  /** Whether answers may be compressed: only where the cache knows the encodings apart. */
  readonly compress: boolean;
}

const HeadersPart = z.object({ HeaderBehavior: z.string(), Headers: z.array(z.string()).default([]) });
const QueryPart = z.object({ QueryStringBehavior: z.string(), QueryStrings: z.array(z.string()).default([]) });
const CookiesPart = z.object({ CookieBehavior: z.string(), Cookies: z.array(z.string()).default([]) });
const Values = z.object({ HeadersConfig: HeadersPart, QueryStringsConfig: QueryPart, CookiesConfig: CookiesPart });
const CachePolicy = z.object({
  CachePolicyConfig: z.object({
    ParametersInCacheKeyAndForwardedToOrigin: Values.extend({
      EnableAcceptEncodingBrotli: z.boolean().default(false),
      EnableAcceptEncodingGzip: z.boolean().default(false),
    }),
  }),
});
const OriginRequestPolicy = z.object({ OriginRequestPolicyConfig: Values });

type Values = z.output<typeof Values>;
const values = (headers: string, named: string[], query: string, cookies: string): Values => ({
  HeadersConfig: { HeaderBehavior: headers, Headers: named },
  QueryStringsConfig: { QueryStringBehavior: query, QueryStrings: [] },
  CookiesConfig: { CookieBehavior: cookies, Cookies: [] },
});

/** AWS's own policies, by their published ids. */
const managed: Readonly<Record<string, Values & { readonly compress?: boolean }>> = {
  /* CachingDisabled */ '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': values('none', [], 'none', 'none'),
  /* CachingOptimized */ '658327ea-f89d-4fab-a63d-7e88639e58f6': {
    ...values('none', [], 'none', 'none'),
    compress: true,
  },
  /* AllViewer */ '216adef6-5c7f-47e4-b989-5492eafa07d3': values('allViewer', [], 'all', 'all'),
  /* AllViewerExceptHostHeader */ 'b689b0a8-53d0-40ab-baf2-68738e2966ac': values('allExcept', ['Host'], 'all', 'all'),
  /* CORS-S3Origin */ '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': values(
    'whitelist',
    ['Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'],
    'none',
    'none',
  ),
};

/** Reads the policies of a behaviour. @throws Error for one that is neither in the template nor known here */
export function readForwarding(
  names: Names,
  cachePolicyId: string,
  originRequestPolicyId: string | undefined,
): Forwarding {
  const cache = policyOf(names, cachePolicyId);
  const origin = originRequestPolicyId === undefined ? undefined : policyOf(names, originRequestPolicyId);
  const either = (test: (policy: Values) => boolean): boolean => test(cache) || (origin !== undefined && test(origin));
  return {
    headers: (name) =>
      always.has(name) || either(({ HeadersConfig: part }) => admits(part.HeaderBehavior, part.Headers, name, true)),
    query: (name) =>
      either(({ QueryStringsConfig: part }) => admits(part.QueryStringBehavior, part.QueryStrings, name, false)),
    cookies: (name) => either(({ CookiesConfig: part }) => admits(part.CookieBehavior, part.Cookies, name, false)),
    compress: cache.compress ?? false,
  };
}

/** Passed on whatever the policies say. */
const always = new Set(['content-type', 'content-length', 'if-none-match', 'if-modified-since']);

function policyOf(names: Names, id: string): Values & { readonly compress?: boolean } {
  const find = (type: string): unknown => names.all(type).find((found) => names.ref(found.id) === id)?.properties;
  const cache = find('AWS::CloudFront::CachePolicy');
  if (cache !== undefined) {
    const { EnableAcceptEncodingBrotli, EnableAcceptEncodingGzip, ...rest } =
      CachePolicy.parse(cache).CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin;
    return { ...rest, compress: EnableAcceptEncodingBrotli || EnableAcceptEncodingGzip };
  }
  const origin = find('AWS::CloudFront::OriginRequestPolicy');
  if (origin !== undefined) return OriginRequestPolicy.parse(origin).OriginRequestPolicyConfig;
  const known = managed[id];
  if (!known) throw new Error(`the CloudFront policy ${id} is not known to the local run`);
  return known;
}

function admits(behaviour: string, named: readonly string[], name: string, foldCase: boolean): boolean {
  const listed = named.some((each) => (foldCase ? each.toLowerCase() === name : each === name));
  if (behaviour === 'all' || behaviour === 'allViewer') return true;
  if (behaviour === 'allExcept') return !listed;
  return behaviour === 'whitelist' && listed;
}

/** The request as the origin sees it. */
export function forward(request: Request, host: string, { headers, query, cookies }: Forwarding): Request {
  const { cookie, ...rest } = request.headers;
  const kept = cookie?.split(/;\s*/).filter((pair) => cookies(pair.split('=')[0] ?? '')) ?? [];
  const viewer = Object.entries(rest).filter(([name]) => headers(name));
  return {
    ...request,
    query: request.query
      .split('&')
      .filter((pair) => pair !== '' && query(decodeURIComponent((pair.split('=')[0] ?? '').replaceAll('+', ' '))))
      .join('&'),
    headers: {
      ...Object.fromEntries(viewer),
      host: headers('host') ? (rest['host'] ?? host) : host,
      ...(kept.length > 0 && { cookie: kept.join('; ') }),
      'user-agent': headers('user-agent') ? (rest['user-agent'] ?? '') : 'Amazon CloudFront',
      'x-forwarded-for': request.sourceIp,
      via: '2.0 local (CloudFront)',
    },
  };
}
