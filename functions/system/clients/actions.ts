import type { Actions, Context } from '../../http/actions.ts';
import type { Caller } from '../../http/policy.ts';
import { refuse } from '../../http/refusal.ts';
import type { Registrar } from '../../http/registrar.ts';
import type { Client, clients, Credential } from './contract.ts';
import type { ClientStore } from './store.ts';

/** The actions on the county's systems. @param register makes a client at the issuer */
export const clientActions = (store: ClientStore, register: Registrar): Actions<typeof clients> => {
  /** A credential that nobody has: the one that is named, or a new one of the issuer. */
  const credentialOf = async (clientId: string | undefined, name: string, scopes: readonly string[]) => {
    if (clientId === undefined) return register(name, scopes);
    if (await store.lent(clientId)) refuse('credential-taken', '#/clientId');
    return { clientId };
  };

  return {
    registerClient: async ({ params, body }, { now, caller }) => {
      const { clientId, ...asked } = body;
      if (!asked.division.startsWith(params.division)) refuse('division-foreign', '#/division');
      if (await store.taken(asked.id)) refuse('client-exists', '#/id');
      const { secret, ...credential } = await credentialOf(clientId, asked.name, asked.scopes);
      const client: Client = {
        ...asked,
        state: 'active',
        credentials: [{ ...credential, since: now, ...by(caller) }],
        registeredAt: now,
        changedAt: now,
        version: 1,
      };
      return {
        body: { client, ...credential },
        once: { secret },
        version: 1,
        writes: store.add(params.division, client),
      };
    },

    clients: async ({ params }) => ({ body: { items: await store.list(params.division) } }),

    client: async ({ params }) => {
      const client = await store.client(params.division, params.client);
      return { body: client, version: client.version };
    },

    changeClient: async ({ params, body }, { now, matches }) => {
      const client = await store.client(params.division, params.client);
      matches(client.version);
      const next = { ...client, ...body, changedAt: now, version: client.version + 1 };
      return { body: next, version: next.version, writes: [store.save(params.division, next)] };
    },

    rotateClient: async ({ params, body }, { now, caller }) => {
      const client = await store.client(params.division, params.client);
      const { secret, ...credential } = await credentialOf(body.clientId, client.name, client.scopes);
      const next: Client = {
        ...client,
        credentials: rotated(client, { ...credential, since: now, ...by(caller) }, body.hours),
        changedAt: now,
        version: client.version + 1,
      };
      const { division } = params;
      return {
        body: { client: next, ...credential },
        once: { secret },
        version: next.version,
        writes: [store.save(division, next), store.lend(division, client.id, credential.clientId)],
      };
    },

    clientCalls: async ({ params, query }, { cursor }) => callsOf(store, params, query, cursor),
  };
};

const by = (caller: Caller | undefined) => caller && { by: caller.id };

/** The credentials with a new one; those before it end after some hours, and those that have ended are forgotten. */
function rotated({ credentials }: Client, added: Credential, hours: number): Client['credentials'] {
  const { since: now } = added;
  const end = new Date(Date.parse(now) + hours * 3_600_000).toISOString();
  const before = credentials
    .map((each) => ({ ...each, until: each.until !== undefined && each.until < end ? each.until : end }))
    .filter(({ until }) => until > now);
  return [...before, added];
}

async function callsOf(
  store: ClientStore,
  { division, client }: { division: string; client: string },
  { day, limit, cursor: from }: { day: string; limit: number; cursor?: string | undefined },
  cursor: Context['cursor'],
) {
  await store.client(division, client);
  const { calls, after } = await store.calls(client, day, limit, cursor.open(from));
  const next = cursor.seal(after);
  return { body: { items: calls, ...(next && { next }) } };
}
