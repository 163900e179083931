import * as z from 'zod';
import { contract } from '../../http/route.ts';

const Division = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
  .meta({ examples: ['500229'] });

/** 'plan.published': the kind of record and the state it is in now. */
export const EventType = z
  .string()
  .regex(/^[a-z]+\.[a-z_-]+$/)
  .max(60)
  .meta({ examples: ['plan.published'] });

export const EventDraft = z.object({
  type: EventType,
  division: Division.describe('of the record'),
  subject: z
    .object({
      kind: z.string(),
      id: z.string(),
      fund: z.string().optional(),
      version: z.int().optional().describe('of the record; where two events came together, the later one has both'),
    })
    .describe('which record: read it by the API'),
});
export type EventDraft = z.output<typeof EventDraft>;

export const Event = EventDraft.extend({
  seq: z.int().min(1).describe("counts the county's events, without gaps"),
  at: z.iso.datetime().describe('when it was told, not when it happened'),
});
export type Event = z.output<typeof Event>;

export const events = contract({
  events: {
    method: 'GET',
    path: '/divisions/{division}/events',
    summary:
      "What changed in a division and those below, oldest first. Go on with `next`, which is always given: one record's events never get lost or change their order. Kept for 400 days.",
    who: 'events.read',
    params: z.object({ division: Division }),
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Event), next: z.string() }),
    refusals: ['cursor-invalid'],
  },
});
