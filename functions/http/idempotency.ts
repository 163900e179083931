import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Table, Write } from '../table/table.ts';
import { refuse } from './refusal.ts';

/** How long a retry replays the first answer. */
const KEPT_SECONDS = 48 * 3600;

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly version: number | undefined;
  readonly type?: string | undefined;
  readonly next?: string | undefined;
}

export type Idempotency = NonNullable<ReturnType<typeof idempotencyOf>>;

/**
 * The idempotency record of one request: scoped to the client, written in the same transaction as the effect.
 * @throws Refusal 'idempotency-key-missing' when the header is absent or not a string of 1 to 255 characters
 */
export function idempotencyOf(
  table: Table,
  header: string | undefined,
  caller: string,
  request: readonly (string | Uint8Array)[],
) {
  const value = /^"([\x20-\x21\x23-\x7e]{1,255})"$|^([\w.:-]{1,255})$/.exec(header ?? '');
  const name = value?.[1] ?? value?.[2] ?? refuse('idempotency-key-missing');
  const key = { pk: `idempotency#${caller}`, sk: name };
  const hash = fingerprint(request);
  return {
    /**
     * The first answer, when this request was done before; else what the record will replace (a record of a past time).
     * Expiry is by the clock, not by deletion.
     * @throws Refusal 'idempotency-key-reused' when the key was used for another request
     */
    async earlier(now: string): Promise<{ answered: Answered } | { replaces: number | undefined }> {
      const item = await table.get(key);
      if (!item) return { replaces: undefined };
      if (Number(item['expires']) <= seconds(now)) return { replaces: Number(item['version']) };
      if (item['hash'] !== hash) refuse('idempotency-key-reused');
      const body = gunzipSync(item['body'] as Uint8Array).toString('utf8');
      return { answered: { status: Number(item['status']), body, version: item['answered'] as number | undefined } };
    },

    /** The write that goes into the effect's transaction, in the place that `earlier` found free. */
    record(answer: Answered, replaces: number | undefined, now: string): Write {
      const put = {
        ...key,
        hash,
        status: answer.status,
        body: gzipSync(answer.body),
        answered: answer.version,
        version: (replaces ?? 0) + 1,
        expires: seconds(now) + KEPT_SECONDS,
      };
      return { put, expect: replaces ?? 'absent' };
    },
  };
}

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

function fingerprint(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('base64url');
}
