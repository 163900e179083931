import { clientKeys } from '../../http/admission.ts';
import { refuse } from '../../http/refusal.ts';
import type { Table, Write } from '../../table/table.ts';
import { Client, clients } from './contract.ts';

const { client: clientKey, credential: credentialKey, calls: callsKey } = clientKeys;
const nameKey = (id: string) => ({ pk: `client#${id}`, sk: 'client' });

const Call = clients.clientCalls.ok.shape.items.element;

export type ClientStore = ReturnType<typeof clientStore>;

/** A client stands under its county; each of its credentials names it, and its id is taken once for all counties. */
export const clientStore = (table: Table) => ({
  async list(county: string): Promise<Client[]> {
    const { items } = await table.list(clientKey(county, '').pk, { prefix: 'client#' });
    return items.map((item) => Client.parse(item));
  },

  /** @throws Refusal 'no-such-client' */
  async client(county: string, id: string): Promise<Client> {
    const item = await table.get(clientKey(county, id));
    return item ? Client.parse(item) : refuse('no-such-client');
  },

  async taken(id: string): Promise<boolean> {
    return (await table.get(nameKey(id))) !== undefined;
  },

  /** Whether a client of the issuer belongs to a system already. */
  async lent(clientId: string): Promise<boolean> {
    return (await table.get(credentialKey(clientId))) !== undefined;
  },

  add(county: string, client: Client): Write[] {
    return [
      { put: { ...clientKey(county, client.id), ...client }, expect: 'absent' },
      { put: { ...nameKey(client.id), county }, expect: 'absent' },
      ...client.credentials.map(({ clientId }) => credential(county, client.id, clientId)),
    ];
  },

  save(county: string, next: Client): Write {
    return { put: { ...clientKey(county, next.id), ...next }, expect: next.version - 1 };
  },

  /** The write that lets a further credential sign in as the client. */
  lend: (county: string, client: string, clientId: string): Write => credential(county, client, clientId),

  /** One page of a client's calls on a day, oldest first. */
  async calls(client: string, day: string, limit: number, after: string | undefined) {
    const page = await table.list(callsKey(client, day), { limit, after });
    return { calls: page.items.map((item) => Call.parse(item)), after: page.after };
  },
});

const credential = (county: string, client: string, clientId: string): Write => ({
  put: { ...credentialKey(clientId), county, client },
  expect: 'absent',
});
