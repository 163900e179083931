import type * as z from 'zod';
import type { Permission } from './policy.ts';

type TextType = 'application/json' | 'text/csv' | 'text/calendar' | 'application/xml' | 'application/x-ndjson';

/**
 * A route stands once, as a row: gateway routes and scopes, validation, the typed client, OpenAPI and the
 * authorization tests are loops over rows. A row is data; it imports zod and this type only.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v1, with `{name}` for each path parameter. */
  readonly path: `/${string}`;
  /** One sentence for the documentation. */
  readonly summary: string;
  /** The permission a caller needs (policy.ts), or 'anyone' for a route without a token. */
  readonly who: Permission | 'anyone';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** A strict JSON body. */
  readonly body?: z.ZodType;
  /** Media types taken as they are, for files; the action receives `{ type, text, bytes }`. */
  readonly upload?: readonly string[];
  /** A JSON body as large as a file may be, where it names every building. */
  readonly large?: true;
  readonly ok: z.ZodType;
  /** The media type of a success that is a text, not JSON; the caller chooses where there are several. */
  readonly answers?: TextType | readonly TextType[];
  /** How the standard that it speaks tells a problem as JSON, where that is not RFC 9457. */
  readonly problems?: z.ZodType;
  /** 200 unless said. */
  readonly status?: 200 | 201 | 202;
  /** Creates something: the caller sends an Idempotency-Key, recorded in the same transaction as the effect. */
  readonly creates?: true;
  /** Changes a versioned record: the caller sends If-Match. */
  readonly changes?: true;
  /** It will be withdrawn: from when callers were told so, and from when it may be gone (RFC 9745, RFC 8594). */
  readonly deprecated?: { readonly since: string; readonly until: string };
  /** Named refusals of this route; where several apply, the first in this list wins. */
  readonly refusals: readonly string[];
}

export type Contract = Readonly<Record<string, Route>>;

/** Keeps the literal types of a contract's rows. */
export const contract = <const C extends Contract>(rows: C): C => rows;

type Output<T> = T extends z.ZodType ? z.output<T> : undefined;

export interface TextFile {
  readonly type: string;
  readonly text: string;
}

export interface Upload extends TextFile {
  /** The file itself, where it is no text. */
  readonly bytes: Uint8Array;
}

/** What an action receives of the request, parsed. */
export interface Input<R extends Route> {
  readonly params: Output<R['params']>;
  readonly query: Output<R['query']>;
  readonly body: Output<R['body']>;
  readonly upload: R['upload'] extends readonly string[] ? Upload : undefined;
}

/** The JSON of a successful answer. */
export type Answer<R extends Route> = z.input<R['ok']>;

/** Every API path begins here; CloudFront and the gateway share it. */
export const API_BASE = '/api/v1';

/** The media types that a success of a row may have, the first unless the action says another. */
export const typesOf = ({ answers }: Pick<Route, 'answers'>): readonly string[] =>
  answers === undefined ? ['application/json'] : typeof answers === 'string' ? [answers] : answers;
