// The part of the client that is the same for every contract; the package's index.js is this file and a table of routes.

interface Row {
  readonly method: string;
  readonly path: string;
  readonly text: boolean;
  readonly creates: boolean;
}

export interface Settings {
  base: string;
  token?: string | (() => Promise<string>);
  language?: 'zh-CN' | 'en';
  fetch?: typeof fetch;
  retries?: number;
}

interface Given {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  upload?: { type: string; data: string | Uint8Array<ArrayBuffer> };
  idempotencyKey?: string;
  ifMatch?: string;
}

/** A refusal or fault, as the API tells it (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly refusal: string;
  readonly errors: readonly unknown[];
  readonly requestId: string | undefined;
  constructor(status: number, body: Record<string, unknown>, requestId: string | undefined) {
    super(String(body['detail'] ?? body['title'] ?? body['message'] ?? `HTTP ${status}`));
    this.name = 'Problem';
    this.status = status;
    this.refusal = String(body['refusal'] ?? 'unknown');
    this.errors = (body['errors'] as unknown[] | undefined) ?? [];
    this.requestId = requestId;
  }
}

/** A token of the client credentials grant, asked for anew a minute before it ends. */
export function clientCredentials(system: {
  base: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  issuer?: string;
  fetch?: typeof fetch;
}): () => Promise<string> {
  const ask = system.fetch ?? fetch;
  let held: { token: string; until: number } | undefined;
  return async () => {
    if (held && Date.now() < held.until) return held.token;
    const issuer =
      system.issuer ?? ((await (await ask(`${system.base}/data/site.json`)).json()) as { issuer: string }).issuer;
    const about = await ask(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const { token_endpoint: endpoint } = (await about.json()) as { token_endpoint: string };
    const answer = await ask(endpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: system.clientId,
        client_secret: system.clientSecret,
        scope: system.scope,
      }),
    });
    const body = (await answer.json()) as { access_token?: string; expires_in?: number; error_description?: string };
    if (!body.access_token) throw new Problem(answer.status, { detail: body.error_description }, undefined);
    held = { token: body.access_token, until: Date.now() + ((body.expires_in ?? 300) - 60) * 1000 };
    return held.token;
  };
}

/** One method an operation, by a table of rows. */
export function clientOf(rows: Record<string, Row>, settings: Settings): Record<string, (given?: Given) => unknown> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [name, (given: Given = {}) => call(row, given, settings)]),
  );
}

async function call(row: Row, given: Given, settings: Settings): Promise<unknown> {
  // Tried again with the same key: nothing is stored twice.
  const key = row.creates ? (given.idempotencyKey ?? crypto.randomUUID()) : undefined;
  for (let tries = 0; ; tries++) {
    const answer = await attempt(row, given, key, settings);
    if (![429, 503].includes(answer.status) || tries >= (settings.retries ?? 3)) return replyOf(row, answer);
    await answer.arrayBuffer();
    await new Promise((later) => setTimeout(later, 1000 * Number(answer.headers.get('retry-after') ?? 1)));
  }
}

async function attempt(row: Row, given: Given, key: string | undefined, settings: Settings): Promise<Response> {
  const token = typeof settings.token === 'function' ? await settings.token() : settings.token;
  const body = given.upload ? given.upload.data : given.body === undefined ? undefined : JSON.stringify(given.body);
  return (settings.fetch ?? fetch)(addressOf(row, given, settings.base), {
    method: row.method,
    headers: {
      ...(settings.language && { 'accept-language': settings.language }),
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': given.upload?.type ?? 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': `"${key}"` }),
      ...(given.ifMatch !== undefined && { 'if-match': given.ifMatch }),
    },
    ...(body !== undefined && { body }),
  });
}

function addressOf({ path }: Row, { params = {}, query = {} }: Given, base: string): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  return `${base}${filled}${asked.size > 0 ? `?${asked}` : ''}`;
}

async function replyOf(row: Row, answer: Response): Promise<unknown> {
  const { headers, status } = answer;
  const requestId = headers.get('x-request-id') ?? undefined;
  if (!answer.ok) {
    throw new Problem(status, (await answer.json().catch(() => ({}))) as Record<string, unknown>, requestId);
  }
  const link = /<\?([^>]*)>; rel="next"/.exec(headers.get('link') ?? '')?.[1];
  return {
    body: row.text ? await answer.text() : await answer.json(),
    status,
    etag: headers.get('etag') ?? undefined,
    next: new URLSearchParams(link ?? '').get('cursor') ?? undefined,
  };
}
