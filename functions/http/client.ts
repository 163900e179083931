import type * as z from 'zod';
import { API_BASE, type Answer, type Contract, type Input, type Route, typesOf } from './route.ts';

/** A refusal or fault as the API tells it (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly refusal: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { detail: string; pointer?: string; parameter?: string; refusal?: string }[];
  readonly requestId: string | undefined;

  constructor(body: Partial<Problem>, status: number, requestId: string | undefined) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.status = status;
    this.refusal = body.refusal ?? 'unknown';
    this.title = body.title ?? `HTTP ${status}`;
    this.detail = body.detail ?? '';
    this.errors = body.errors ?? [];
    this.requestId = requestId;
  }
}

export interface ClientOptions {
  /** Origin of the site, '' for the page's own. */
  readonly base: string;
  readonly token?: string | (() => Promise<string | undefined>);
  readonly language?: 'zh-CN' | 'en';
  readonly fetch?: typeof fetch;
}

type Needs<R extends Route> = {
  [K in 'params' | 'body' | 'upload' as Input<R>[K] extends undefined ? never : K]: K extends 'body'
    ? BodyInput<R>
    : K extends 'upload'
      ? GivenUpload
      : Input<R>[K];
};

/** A file as text, or as it is. */
type GivenUpload = { readonly type: string } & (
  { readonly text: string } | { readonly bytes: Uint8Array<ArrayBuffer> }
);

type BodyInput<R extends Route> = R['body'] extends z.ZodType ? z.input<R['body']> : never;

type Given<R extends Route> = Needs<R> & {
  readonly query?: R['query'] extends z.ZodType ? Partial<z.input<R['query']>> : undefined;
  /** A retry of the same request sends the same key; made up when absent. */
  readonly idempotencyKey?: string;
  /** The ETag that the change is based on. */
  readonly ifMatch?: string;
};

export interface Reply<T> {
  readonly body: T;
  readonly status: number;
  readonly etag: string | undefined;
  /** The cursor of an export's next page; undefined on the last. */
  readonly next: string | undefined;
}

export type Client<C extends Contract> = {
  [K in keyof C]: (given: Given<C[K]>) => Promise<Reply<Answer<C[K]>>>;
};

/**
 * A typed client of some rows: `client(plans, { base, token }).planGrids({ params, body })`.
 * @throws Problem for every answer that is not a success
 */
export function client<C extends Contract>(rows: C, options: ClientOptions): Client<C> {
  const calls = Object.entries(rows).map(([name, row]) => [name, (given: Loose) => call(row, given, options)]);
  return Object.fromEntries(calls) as Client<C>;
}

interface Loose {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  upload?: GivenUpload;
  idempotencyKey?: string;
  ifMatch?: string;
}

async function call(row: Route, given: Loose, options: ClientOptions): Promise<Reply<unknown>> {
  const token = typeof options.token === 'function' ? await options.token() : options.token;
  const content = given.upload
    ? 'bytes' in given.upload
      ? given.upload.bytes
      : given.upload.text
    : given.body === undefined
      ? undefined
      : JSON.stringify(given.body);
  const response = await (options.fetch ?? fetch)(options.base + addressOf(row, given), {
    method: row.method,
    headers: {
      accept: [...typesOf(row), 'application/problem+json'].join(', '),
      ...(options.language && { 'accept-language': options.language }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(content !== undefined && { 'content-type': given.upload?.type ?? 'application/json' }),
      ...(row.creates && { 'idempotency-key': `"${given.idempotencyKey ?? crypto.randomUUID()}"` }),
      ...(given.ifMatch && { 'if-match': given.ifMatch }),
    },
    ...(content !== undefined && { body: content }),
  });
  const body: unknown = await (response.ok && row.answers ? response.text() : response.json().catch(() => ({})));
  if (!response.ok)
    throw new Problem(body as Partial<Problem>, response.status, response.headers.get('x-request-id') ?? undefined);
  const etag = response.headers.get('etag') ?? undefined;
  return { body, status: response.status, etag, next: nextOf(response.headers.get('link')) };
}

/** The cursor that a Link header's next page asks for. */
const nextOf = (link: string | null): string | undefined =>
  new URLSearchParams(/^<\?([^>]*)>; rel="next"$/.exec(link ?? '')?.[1] ?? '').get('cursor') ?? undefined;

function addressOf(row: Route, given: Loose): string {
  const path = row.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given.params?.[name] ?? ''));
  const query = new URLSearchParams(
    Object.entries(given.query ?? {}).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value as string | number | boolean)] as [string, string]],
    ),
  ).toString();
  return API_BASE + path + (query && `?${query}`);
}
