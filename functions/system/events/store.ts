import * as z from 'zod';
import { Conflict, pause, type Item, type Table, type Write } from '../../table/table.ts';
import { Event, type EventDraft } from './contract.ts';

const pk = (county: string) => `events#${county}`;
const headKey = (county: string) => ({ pk: pk(county), sk: 'head' });
const eventKey = (county: string, seq: number) => ({ pk: pk(county), sk: `event#${String(seq).padStart(12, '0')}` });
/** Says that a stream's record has its event, so that one delivered again makes no second. */
const toldKey = (record: string) => ({ pk: `told#${record}`, sk: 'event' });

const Head = z.object({ seq: z.int(), version: z.int() });
const Told = z.object({ seq: z.int() });

const DAY = 86_400;
const KEPT_DAYS = 400;
/** Longer than any stream or failure queue keeps a record. */
const TOLD_DAYS = 30;
/** Of a transaction's 100 items each event takes two, and the head one. */
const MOST = 40;
const TRIES = 10;

/** What happened, with the stream's own name of the record that tells it. */
export interface News {
  readonly record: string;
  readonly draft: EventDraft;
}

export type EventStore = ReturnType<typeof eventStore>;

/** A county's events, numbered without gaps in the order in which the streams told them. */
export const eventStore = (table: Table) => ({
  /**
   * Appends what is not there yet.
   * @returns the events of all news, those told before included
   */
  async append(county: string, news: readonly News[], now: string): Promise<Event[]> {
    const all: Event[] = [];
    for (let at = 0; at < news.length; at += MOST) {
      all.push(...(await appendSome(table, county, news.slice(at, at + MOST), now)));
    }
    return all;
  },

  /** @returns undefined when it is no longer kept */
  async event(county: string, seq: number): Promise<Event | undefined> {
    const item = await table.get(eventKey(county, seq));
    return item && Event.parse(item);
  },

  /** One page of a county's events, oldest first, after a place. */
  async list(county: string, limit: number, after: string | undefined) {
    const page = await table.list(pk(county), { prefix: 'event#', limit, after });
    return { events: page.items.map((item) => Event.parse(item)), last: page.items.at(-1)?.sk };
  },
});

async function appendSome(table: Table, county: string, news: readonly News[], now: string): Promise<Event[]> {
  for (let tries = 1; ; tries++) {
    try {
      return await appendOnce(table, county, news, now);
    } catch (error) {
      if (!(error instanceof Conflict) || tries === TRIES) throw error;
      await pause(tries);
    }
  }
}

async function appendOnce(table: Table, county: string, news: readonly News[], now: string): Promise<Event[]> {
  const item = await table.get(headKey(county));
  const head = item ? Head.parse(item) : { seq: 0, version: 0 };
  const seconds = Math.floor(Date.parse(now) / 1000);
  let { seq } = head;
  const events: Event[] = [];
  const writes: Write[] = [];
  const known = await Promise.all(
    news.map(async ({ record }) => {
      const told = await table.get(toldKey(record));
      return { told, earlier: told && (await table.get(eventKey(county, Told.parse(told).seq))) };
    }),
  );
  for (const [i, { record, draft }] of news.entries()) {
    const { told, earlier } = known[i]!;
    if (told) {
      if (earlier) events.push(Event.parse(earlier));
      continue;
    }
    const event: Event = { ...draft, seq: ++seq, at: now };
    events.push(event);
    writes.push(
      { put: { ...eventKey(county, seq), ...event, expires: seconds + KEPT_DAYS * DAY }, expect: 'absent' },
      { put: { ...toldKey(record), seq, expires: seconds + TOLD_DAYS * DAY }, expect: 'absent' },
    );
  }
  if (writes.length > 0) {
    const next: Item = { ...headKey(county), seq, version: head.version + 1 };
    await table.commit([{ put: next, expect: head.version === 0 ? 'absent' : head.version }, ...writes]);
  }
  return events;
}
