import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Bucket } from './bucket.ts';
import { cloudFrontMay } from './buckets.ts';
import { type Behaviour, behaviourOf, type Distribution, readDistributions } from './distribution.ts';
import { readViewerRequest, type ViewerRequest } from './edge-function.ts';
import { forward, type Forwarding, readForwarding } from './forwarding.ts';
import { type Dress, readHeadersPolicy } from './headers.ts';
import { type Answer, header, type Request, type Service } from './http.ts';
import { type Names, REGION } from './names.ts';
import { give } from './s3.ts';

/**
 * CloudFront as the template describes it: each distribution a service, chained where one is the other's origin.
 * Nothing is kept in a cache: an answer is always as fresh as its origin's.
 * @param gateways HTTP APIs by the id that their host name begins with
 * @returns the distribution that no other one has as its origin: the public one
 */
export function startEdge(
  names: Names,
  buckets: ReadonlyMap<string, Bucket>,
  gateways: ReadonlyMap<string, Service>,
): Service {
  const distributions = readDistributions(names);
  const running = new Map<string, Service>();
  const origin = (host: string): Service => {
    const distribution = running.get(host);
    if (distribution) return distribution;
    const gateway = gateways.get(host.split('.')[0] ?? '');
    if (gateway && host.includes('.execute-api.')) return gateway;
    const bucket = buckets.get(host.replace(new RegExp(`\\.s3(\\.${REGION})?\\.amazonaws\\.com$`), ''));
    if (bucket) return bucketOrigin(bucket, cloudFrontMay(names, bucket.name));
    throw new Error(`no bucket, gateway or distribution of the template is the origin ${host}`);
  };
  const named = new Set(distributions.flatMap(({ Origins }) => Origins.map(({ DomainName }) => DomainName)));
  const isOrigin = ({ domains }: Distribution): boolean => domains.some((domain) => named.has(domain));
  let front: Service | undefined;
  // Inner ones first, so that the outer find them.
  for (const distribution of distributions.toSorted((a, b) => Number(isOrigin(b)) - Number(isOrigin(a)))) {
    const service = serve(names, distribution, origin);
    for (const domain of distribution.domains) running.set(domain, service);
    if (!isOrigin(distribution)) front = service;
  }
  if (!front) throw new Error('the template holds no public CloudFront distribution');
  return front;
}

function bucketOrigin(bucket: Bucket, may: { readonly read: boolean; readonly list: boolean }): Service {
  return async (request) => {
    const found = may.read ? await bucket.get(decodeURIComponent(request.path.slice(1))) : undefined;
    if (found) return give(found, request);
    const code = may.read && may.list ? 'NoSuchKey' : 'AccessDenied';
    return {
      status: code === 'NoSuchKey' ? 404 : 403,
      headers: { 'content-type': 'application/xml' },
      body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`),
    };
  };
}

/** A behaviour with its policies read once. */
interface Ready {
  readonly behaviour: Behaviour;
  readonly forwarding: Forwarding;
  readonly dress: Dress;
  readonly viewerRequest: ViewerRequest | undefined;
  readonly fetch: (request: Request) => Promise<Answer>;
}

function serve(names: Names, distribution: Distribution, origin: (host: string) => Service): Service {
  const ready = new Map(
    [distribution.DefaultCacheBehavior, ...distribution.CacheBehaviors].map((b) => [
      b,
      prepare(names, distribution, b, origin),
    ]),
  );
  const of = (path: string): Ready => ready.get(behaviourOf(distribution, path)) as Ready;
  return async (viewer) => {
    if (!known.includes(viewer.method)) return unheard();
    const chosen = of(viewer.path);
    if (!chosen.behaviour.AllowedMethods.includes(viewer.method)) return denied();
    const root =
      viewer.path === '/' && distribution.DefaultRootObject !== ''
        ? { ...viewer, path: `/${distribution.DefaultRootObject}` }
        : viewer;
    const request = chosen.viewerRequest ? await chosen.viewerRequest(root) : root;
    if ('status' in request) return chosen.dress(request, viewer.headers['origin']);
    const answer = await replaceError(distribution, of, request, await chosen.fetch(request));
    const dressed = chosen.dress(answer, viewer.headers['origin']);
    return chosen.behaviour.Compress && chosen.forwarding.compress ? compress(dressed, viewer) : dressed;
  };
}

function prepare(
  names: Names,
  distribution: Distribution,
  behaviour: Behaviour,
  origin: (host: string) => Service,
): Ready {
  const target = distribution.Origins.find(({ Id }) => Id === behaviour.TargetOriginId);
  if (!target) throw new Error(`the behaviour ${behaviour.PathPattern} names an origin that the distribution lacks`);
  const service = origin(target.DomainName);
  const forwarding = readForwarding(names, behaviour.CachePolicyId, behaviour.OriginRequestPolicyId);
  const own = Object.fromEntries(
    target.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]),
  );
  const viewer = behaviour.FunctionAssociations.find(({ EventType }) => EventType === 'viewer-request');
  return {
    behaviour,
    forwarding,
    dress:
      behaviour.ResponseHeadersPolicyId === undefined
        ? (answer) => answer
        : readHeadersPolicy(names, behaviour.ResponseHeadersPolicyId),
    viewerRequest: viewer && readViewerRequest(names, viewer.FunctionARN),
    fetch: (request) => {
      const sent = forward(request, target.DomainName, forwarding);
      return service({ ...sent, path: target.OriginPath + sent.path, headers: { ...sent.headers, ...own } });
    },
  };
}

/** A custom error response: another status, and a page of the same distribution as the body. */
async function replaceError(
  distribution: Distribution,
  of: (path: string) => Ready,
  request: Request,
  answer: Answer,
): Promise<Answer> {
  const rule = distribution.CustomErrorResponses.find(({ ErrorCode }) => ErrorCode === answer.status);
  if (rule?.ResponsePagePath === undefined) return answer;
  const page = await of(rule.ResponsePagePath).fetch({
    ...request,
    method: 'GET',
    path: rule.ResponsePagePath,
    query: '',
    headers: {},
  });
  return page.status === 200 ? { ...page, status: rule.ResponseCode ?? answer.status } : answer;
}

/** CloudFront takes these at all; a behaviour allows some of them. */
const known = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'];

const unheard = (): Answer => ({
  status: 405,
  headers: { 'content-type': 'text/html', allow: known.join(', ') },
  body: Buffer.from('<h1>405 ERROR</h1><p>Not Allowed</p>'),
});

const denied = (): Answer => ({
  status: 403,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<h1>403 ERROR</h1><p>This distribution is not configured to allow the HTTP request method.</p>'),
});

/** The media types on CloudFront's published list, of those a site has; application/geo+json is not among them. */
const compressible =
  /^(text\/(css|csv|html|javascript|js|plain|richtext|tab-separated-values|xml)|application\/(json|javascript|xml|xhtml\+xml|rss\+xml|wasm|pdf|protobuf)|image\/svg\+xml|font\/(ttf|otf))\b/;

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Between 1,000 bytes and 10 MB, brotli before gzip; the ETag turns weak, as the bytes are no longer the object's. */
async function compress(answer: Answer, viewer: Request): Promise<Answer> {
  const accepted = viewer.headers['accept-encoding'] ?? '';
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : undefined;
  const type = header(answer, 'content-type') ?? '';
  const fits = answer.status === 200 && answer.body.length >= 1_000 && answer.body.length <= 10_000_000;
  if (!fits || !compressible.test(type) || answer.headers['content-encoding'] !== undefined) return answer;
  if (encoding === undefined) return { ...answer, headers: { ...answer.headers, vary: 'Accept-Encoding' } };
  const body =
    encoding === 'br'
      ? await brotli(answer.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : await gzipped(answer.body);
  const etag = header(answer, 'etag');
  return {
    ...answer,
    body,
    headers: {
      ...answer.headers,
      'content-encoding': encoding,
      'content-length': String(body.length),
      vary: 'Accept-Encoding',
      ...(etag !== undefined && { etag: etag.startsWith('W/') ? etag : `W/${etag}` }),
    },
  };
}
