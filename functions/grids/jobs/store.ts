import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import { loadDocument, saveDocument } from '../../table/document.ts';
import type { Table, Write } from '../../table/table.ts';
import { PlanRequest } from '../plans/contract.ts';
import { PlanJob } from './contract.ts';

const KEPT_SECONDS = 30 * 86_400;
const ORDER = 'plan-order#';

const pk = (community: string) => `community#${community}`;
const jobKey = (community: string, job: string) => ({ pk: pk(community), sk: `plan-job#${job}` });

const Record = PlanJob.omit({ detail: true }).extend({
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  request: z.object({ id: z.string(), chunks: z.int() }),
  expires: z.int(),
});
export type JobRecord = z.output<typeof Record>;
export type JobStore = ReturnType<typeof jobStore>;

/** A job's record tells how far it is; its order, written once beside it, is what the stream hands to the planner. */
export const jobStore = (table: Table) => ({
  /** @throws Refusal 'no-such-job' */
  async record(community: string, job: string): Promise<JobRecord> {
    const item = await table.get(jobKey(community, job));
    return item ? Record.parse(item) : refuse('no-such-job', undefined, { job });
  },

  async request({ request }: JobRecord): Promise<PlanRequest> {
    return PlanRequest.parse(await loadDocument(table, request));
  },

  /** Prepares an order and returns the job with the writes that place it. */
  async order(community: string, request: PlanRequest, id: string, now: string) {
    const expires = Math.floor(Date.parse(now) / 1000) + KEPT_SECONDS;
    const job: JobRecord = {
      id,
      community,
      state: 'waiting',
      progress: 0,
      askedAt: now,
      changedAt: now,
      version: 1,
      request: await saveDocument(table, id, request),
      expires,
    };
    const writes: Write[] = [
      { put: { ...jobKey(community, id), ...job }, expect: 'absent' },
      { put: { pk: pk(community), sk: `${ORDER}${id}`, askedAt: now, expires }, expect: 'absent' },
    ];
    return { job, writes };
  },

  /** The order in a changed record's key; undefined for any other record. */
  orderOf: (key: { pk: string; sk: string }): { community: string; job: string } | undefined => {
    if (!key.pk.startsWith(pk('')) || !key.sk.startsWith(ORDER)) return undefined;
    return { community: key.pk.slice(pk('').length), job: key.sk.slice(ORDER.length) };
  },

  /** The write that stores a job in place of the version before it. */
  save(next: JobRecord): Write {
    return { put: { ...jobKey(next.community, next.id), ...next }, expect: next.version - 1 };
  },
});
