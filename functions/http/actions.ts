import type { Write } from '../table/table.ts';
import type { Caller } from './policy.ts';
import type { Answer, Contract, Input, Route } from './route.ts';
import type { Sentence } from './messages.ts';

/** What every action knows besides its input. */
export interface Context {
  /** The instant of the request, UTC. */
  readonly now: string;
  readonly caller: Caller | undefined;
  readonly requestId: string;
  /** A new sortable id that cannot be guessed. */
  readonly newId: () => string;
  /** Where the request comes from, as a keyed digest of its network address and of what it is counted for. */
  readonly from: (scope: string) => string;
  /** The sentence in the caller's language. */
  readonly say: (sentence: Sentence) => string;
  /** @throws Refusal 'version-stale' when the caller's If-Match is not this version */
  readonly matches: (version: number) => void;
  /** A cursor is opaque and signed; it belongs to one route and filter. */
  readonly cursor: {
    readonly open: (text: string | undefined) => string | undefined;
    readonly seal: (position: string | undefined) => string | undefined;
  };
}

/**
 * What an action decided. `writes` happen in one transaction, together with the journal entry and the idempotency
 * record; when something moved in between, the action runs again on fresh data.
 */
export interface Outcome<T> {
  readonly body: T;
  /** Members of the answer that are told once and stored nowhere: a repeated request is answered without them. */
  readonly once?: Readonly<Record<string, unknown>>;
  readonly writes?: readonly Write[];
  /** The media type, where the row has several. */
  readonly type?: string;
  /** The cursor of the next page of a text; the Link header tells it. */
  readonly next?: string | undefined;
  /** The version that the ETag is made of. */
  readonly version?: number;
}

/** Parts of the transaction that an action decides. */
export type Writes = NonNullable<Outcome<unknown>['writes']>;

export type Action<R extends Route> = (input: Input<R>, context: Context) => Promise<Outcome<Answer<R>>>;

/** One action a row: load, decide by a pure function, return what to save. */
export type Actions<C extends Contract> = { readonly [K in keyof C]: Action<C[K]> };
