import * as z from 'zod';
import { Client } from '../system/clients/contract.ts';
import type { Table } from '../table/table.ts';
import type { Caller } from './policy.ts';
import { refuse } from './refusal.ts';

/** What a system has left of its calls in this minute. */
export interface Quota {
  readonly perMinute: number;
  readonly left: number;
  /** Seconds until the next minute. */
  readonly resets: number;
}

/** How a call went, for the audit: never what was sent or answered. */
export interface Call {
  readonly at: string;
  readonly operation: string;
  readonly status: number;
  readonly refusal?: string | undefined;
  readonly requestId: string;
}

export interface Admission {
  readonly caller: Caller;
  /** Of a system; people have none. */
  readonly quota?: Quota;
}

export type Gate = ReturnType<typeof gate>;

/** Where a client's record stands, who holds a credential of the issuer, and where a client's calls are kept. */
export const clientKeys = {
  client: (county: string, id: string) => ({ pk: `county#${county}`, sk: `client#${id}` }),
  credential: (clientId: string) => ({ pk: `credential#${clientId}`, sk: 'credential' }),
  calls: (client: string, day: string) => `calls#${client}#${day}`,
};

const Holder = z.object({ county: z.string(), client: z.string() });

/** How long a function goes on with the record that it read: a system that is disabled is out this much later. */
const REMEMBERED_MS = 5_000;
/** The law asks for half a year of records (GB/T 22239); these are kept a little over a year. */
const AUDIT_DAYS = 400;

/**
 * Lets the county's systems in: registered, enabled, within their quota, with the division and scopes of their record.
 * People pass as their token says.
 */
export function gate(table: Table) {
  const remembered = new Map<string, { readonly client: Client | undefined; readonly at: number }>();

  const find = async (clientId: string): Promise<Client | undefined> => {
    const holder = await table.get(clientKeys.credential(clientId));
    if (!holder) return undefined;
    const { county, client } = Holder.parse(holder);
    const record = await table.get(clientKeys.client(county, client));
    return record && Client.parse(record);
  };
  const clientOf = async (clientId: string, now: number): Promise<Client | undefined> => {
    const known = remembered.get(clientId);
    if (known && Math.abs(now - known.at) < REMEMBERED_MS) return known.client;
    const client = await find(clientId);
    // What is not there yet may come any moment.
    if (client) remembered.set(clientId, { client, at: now });
    return client;
  };

  return {
    /** @throws Refusal 'client-unregistered', 'client-disabled', 'too-many-requests' */
    async admit(caller: Caller, now: string): Promise<Admission> {
      if (!isSystem(caller)) return { caller };
      const client = (await clientOf(caller.client, Date.parse(now))) ?? refuse('client-unregistered');
      const credential = client.credentials.find(({ clientId }) => clientId === caller.client);
      if (!credential || (credential.until !== undefined && credential.until <= now)) refuse('client-unregistered');
      if (client.state === 'disabled') refuse('client-disabled');
      const minute = Math.floor(Date.parse(now) / 60_000);
      const used = await table.count({ pk: `quota#${client.id}`, sk: String(minute) }, minute * 60 + 3_600);
      const resets = 60 - (Math.floor(Date.parse(now) / 1000) % 60);
      if (used > client.perMinute) {
        refuse('too-many-requests', undefined, { perMinute: client.perMinute, seconds: resets });
      }
      return {
        caller: {
          ...caller,
          id: client.id,
          client: client.id,
          roles: ['system'],
          division: client.division,
          scopes: caller.scopes.filter((scope) => client.scopes.includes(scope)),
        },
        quota: { perMinute: client.perMinute, left: client.perMinute - used, resets },
      };
    },

    /** Keeps that a system called, and how it went. */
    async keep(client: string, call: Call): Promise<void> {
      const expires = Math.floor(Date.parse(call.at) / 1000) + AUDIT_DAYS * 86_400;
      const key = { pk: clientKeys.calls(client, call.at.slice(0, 10)), sk: `${call.at}#${call.requestId}` };
      await table.prepare([{ ...key, ...call, expires }]);
    },
  };
}

/** A token of the client credentials grant speaks for the client itself (RFC 9068: its subject is the client). */
const isSystem = ({ id, client }: Caller): boolean => id === client;

/** RateLimit header fields (draft-ietf-httpapi-ratelimit-headers-10) of a quota. */
export const rateLimitOf = ({ perMinute, left, resets }: Quota): Record<string, string> => ({
  'ratelimit-policy': `"perminute";q=${perMinute};w=60`,
  ratelimit: `"perminute";r=${Math.max(0, left)};t=${resets}`,
});
