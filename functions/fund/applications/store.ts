import * as z from 'zod';
import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { shanghaiDay } from '../../calendar/day.ts';
import { Pseudonym } from '../ledger/contract.ts';
import { ApplicationRecord } from './contract.ts';
import type { Review } from './review.ts';

const pk = (fund: string) => `fund#${fund}`;
const key = (fund: string, application: string) => ({ pk: pk(fund), sk: `application#${application}` });
const reviewKey = (fund: string, application: string) => ({ pk: pk(fund), sk: `review#${application}` });
const trackingKey = (digest: string) => ({ pk: 'tracking', sk: digest });

const Tracked = z.object({ fund: z.string(), application: z.string() });
const Vote = z.object({
  member: z.string(),
  unit: Pseudonym,
  approve: z.boolean(),
  score: z.int(),
  reason: z.string(),
});
const ReviewRecord = z.object({
  application: Pseudonym,
  relatedUnits: z.array(Pseudonym),
  members: z.array(z.object({ id: z.string(), unit: Pseudonym })),
  recused: z.array(z.string()),
  votes: z.array(Vote),
  outcome: z
    .object({
      eligible: z.int(),
      quorum: z.int(),
      cast: z.int(),
      approving: z.int(),
      passed: z.boolean(),
      meanScore: z.int(),
    })
    .optional(),
});

/** States in which an award no longer counts against the compound's cap. */
export const lapsed: readonly string[] = ['declined', 'withdrawn', 'cancelled', 'expired'];

export type ApplicationStore = ReturnType<typeof applicationStore>;

/** Applications and their reviews. The version of a record is its application's. */
export const applicationStore = (table: Table) => {
  const record = async (fund: string, application: string, pointer?: string): Promise<ApplicationRecord> => {
    const item = await table.get(key(fund, application));
    return item ? ApplicationRecord.parse(item) : refuse('no-such-application', pointer, { application });
  };
  const list = async (fund: string, limit: number | undefined, after: string | undefined) => {
    const options = { prefix: 'application#', after, backwards: true, ...(limit && { limit }) };
    const page = await table.list(pk(fund), options);
    return { records: page.items.map((item) => ApplicationRecord.parse(item)), after: page.after };
  };
  const all = async (fund: string): Promise<ApplicationRecord[]> => {
    const items = await table.all(pk(fund), { prefix: 'application#', backwards: true });
    return items.map((item) => ApplicationRecord.parse(item));
  };
  return {
    /** @throws Refusal 'no-such-application' */
    record,
    list,
    all,

    /** Where a record stands among the pages. */
    placeOf: ({ application }: ApplicationRecord): string => key(application.fund, application.id).sk,

    save: (next: ApplicationRecord): Write => ({
      put: { ...key(next.application.fund, next.application.id), ...next, version: next.application.version },
      expect: next.application.version === 1 ? 'absent' : next.application.version - 1,
    }),

    /** The check that the record is still this one. */
    unmoved: ({ application }: ApplicationRecord): Write => ({
      check: key(application.fund, application.id),
      expect: application.version,
    }),

    /** Fen awarded to a compound in a calendar year and not lapsed. */
    async grantedInYear(fund: string, compound: string, year: string): Promise<number> {
      const awarded = (await all(fund)).filter(
        ({ application }) =>
          application.compound === compound &&
          !lapsed.includes(application.state) &&
          application.history.some(
            ({ transition, at }) => transition === 'approve' && shanghaiDay(at).startsWith(year),
          ),
      );
      return awarded.reduce((sum, { application }) => sum + (application.award?.fund ?? 0), 0);
    },

    /**
     * The write that lets one award at a time count against a compound's yearly cap: of two that were judged on the same
     * sum, one is judged anew. Asked for before the sum is read.
     */
    async claimYear(fund: string, compound: string, year: string): Promise<Write> {
      const claim = { pk: pk(fund), sk: `year#${year}#${compound}` };
      const version = Number((await table.get(claim))?.['version'] ?? 0);
      return { put: { ...claim, version: version + 1 }, expect: version === 0 ? 'absent' : version };
    },

    track: (digest: string, fund: string, application: string): Write => ({
      put: { ...trackingKey(digest), fund, application },
      expect: 'absent',
    }),

    /** @throws Refusal 'no-such-application' */
    async tracked(digest: string): Promise<ApplicationRecord> {
      const item = await table.get(trackingKey(digest));
      if (!item) return refuse('no-such-application');
      const { fund, application } = Tracked.parse(item);
      return record(fund, application);
    },

    /** The review with its version; undefined before it is opened. */
    async review(fund: string, application: string): Promise<{ review: Review; version: number } | undefined> {
      const item = await table.get(reviewKey(fund, application));
      if (!item) return undefined;
      const { outcome, ...review } = ReviewRecord.parse(item);
      return { review: { ...review, ...(outcome && { outcome }) }, version: Number(item['version']) };
    },

    saveReview: (fund: string, review: Review, before: number): Write => ({
      put: { ...reviewKey(fund, review.application), ...review, version: before + 1 },
      expect: before === 0 ? 'absent' : before,
    }),
  };
};
