import type { Bucket, Stored, Written } from './bucket.ts';
import type { Answer, Request, Service } from './http.ts';

/**
 * The part of S3's HTTP API that the functions' SDK needs, path style: put (with If-Match and If-None-Match), get, head,
 * delete and list (version 2). Anything else is answered 501.
 */
export const s3 =
  (buckets: ReadonlyMap<string, Bucket>): Service =>
  async (request) => {
    const [, name = '', rest = ''] = /^\/([^/]+)\/?(.*)$/.exec(request.path) ?? [];
    const bucket = buckets.get(name);
    if (!bucket) return refused(404, 'NoSuchBucket');
    const key = decodeURIComponent(rest);
    const query = new URLSearchParams(request.query);
    if (key === '')
      return request.method === 'GET' && query.get('list-type') === '2'
        ? list(bucket, query)
        : refused(501, 'NotImplemented');
    switch (request.method) {
      case 'PUT':
        return request.headers['x-amz-copy-source'] === undefined
          ? put(bucket, key, request)
          : refused(501, 'NotImplemented');
      case 'GET':
      case 'HEAD':
        return give(await bucket.get(key), request);
      case 'DELETE':
        await bucket.remove(key);
        return { status: 204, headers: {}, body: Buffer.alloc(0) };
      default:
        return refused(501, 'NotImplemented');
    }
  };

/** Headers that S3 keeps with an object and gives back. */
const kept =
  /^(content-type|cache-control|content-disposition|content-encoding|content-language|expires|x-amz-meta-.+)$/;

async function put(bucket: Bucket, key: string, { headers, body }: Request): Promise<Answer> {
  const chunked =
    headers['content-encoding']?.startsWith('aws-chunked') || headers['x-amz-content-sha256']?.startsWith('STREAMING-');
  const own = Object.fromEntries(Object.entries(headers).filter(([name]) => kept.test(name)));
  const encoding = own['content-encoding']?.replace(/^aws-chunked,?\s*/, '');
  if (encoding) own['content-encoding'] = encoding;
  else delete own['content-encoding'];
  if (headers['if-none-match'] !== undefined && headers['if-none-match'] !== '*') return refused(501, 'NotImplemented');
  const written: Written = await bucket.put(key, chunked ? unchunk(body) : body, own, {
    match: headers['if-match'],
    noneMatch: headers['if-none-match'],
  });
  if (written === 'absent') return refused(404, 'NoSuchKey');
  if (written === 'precondition-failed') return refused(412, 'PreconditionFailed');
  return { status: 200, headers: { etag: written.etag }, body: Buffer.alloc(0) };
}

/** The body of an upload in AWS's own chunks: `<hex length>[;chunk-signature=...]\r\n<bytes>\r\n` until length 0. */
function unchunk(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = body.indexOf('\r\n', at);
    const length = parseInt(body.toString('latin1', at, end), 16);
    if (end < 0 || !(length > 0)) return Buffer.concat(parts);
    parts.push(body.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

/** Answers a read of an object, conditional where the request is. */
export function give(found: Stored | undefined, { headers }: Pick<Request, 'headers'>): Answer {
  if (!found) return refused(404, 'NoSuchKey');
  const { etag, modified, body } = found;
  const common = { etag, 'last-modified': modified.toUTCString() };
  const matches = (given: string): boolean =>
    given === '*' || given.split(/,\s*/).some((tag) => tag.replace(/^W\//, '') === etag);
  if (headers['if-match'] !== undefined && !matches(headers['if-match'])) return refused(412, 'PreconditionFailed');
  const fresh =
    headers['if-none-match'] !== undefined
      ? matches(headers['if-none-match'])
      : headers['if-modified-since'] !== undefined &&
        Math.floor(modified.getTime() / 1000) * 1000 <= Date.parse(headers['if-modified-since']);
  if (fresh) {
    const cache = found.headers['cache-control'];
    return {
      status: 304,
      headers: { ...common, ...(cache !== undefined && { 'cache-control': cache }) },
      body: Buffer.alloc(0),
    };
  }
  return {
    status: 200,
    headers: {
      'content-type': 'binary/octet-stream',
      ...found.headers,
      ...common,
      'content-length': String(body.length),
    },
    body,
  };
}

async function list(bucket: Bucket, query: URLSearchParams): Promise<Answer> {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const most = Math.min(Number(query.get('max-keys') ?? 1000), 1000);
  if (query.has('delimiter')) return refused(501, 'NotImplemented');
  const keys = (await bucket.keys(prefix)).filter(
    (key) => after === '' || Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0,
  );
  const page = keys.slice(0, most);
  const contents = await Promise.all(page.map(async (key) => entry(key, await bucket.get(key))));
  const more = keys.length > page.length;
  return xml(
    200,
    `<ListBucketResult><Name>${bucket.name}</Name><Prefix>${escape(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${most}</MaxKeys>` +
      `<IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${escape(page.at(-1) ?? '')}</NextContinuationToken>` : ''}${contents.join('')}</ListBucketResult>`,
  );
}

const entry = (key: string, found: Stored | undefined): string =>
  found
    ? `<Contents><Key>${escape(key)}</Key><LastModified>${found.modified.toISOString()}</LastModified><ETag>${escape(found.etag)}</ETag><Size>${found.body.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`
    : '';

const refused = (status: number, code: string): Answer =>
  xml(status, `<Error><Code>${code}</Code><Message>${code}</Message></Error>`);

const xml = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${body}`),
});

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
