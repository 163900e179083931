import * as z from 'zod';
import { contract } from '../../http/route.ts';

const Division = z
  .string()
  .regex(/^\d{6}(\d{3}(\d{3})?)?$/)
  .meta({ examples: ['500229'] });

/** What a county officer calls a system: short, in the log lines and in every record that it makes. */
export const ClientId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .meta({ examples: ['hotline'] });

const Scope = z
  .string()
  .regex(/^[a-z]{2,20}\.(read|write)$/)
  .meta({ examples: ['lists.write'] });

const Instant = z.iso.datetime();

/** One client of the issuer that this system signs in with; two while a secret is being rotated. */
const Credential = z.object({
  clientId: z.string().describe("the issuer's client_id"),
  since: Instant,
  until: Instant.optional().describe('refused from then on'),
  by: z.string().optional().describe("the token's subject of the officer who was told its secret"),
});
export type Credential = z.output<typeof Credential>;

export const Client = z.object({
  id: ClientId,
  name: z.string(),
  division: Division.describe('it acts on this division and those below, whatever its token says'),
  scopes: z.array(Scope).describe('it has those of its token that stand here'),
  perMinute: z.int().min(1).describe('calls a minute; one more is refused until the next minute'),
  state: z.enum(['active', 'disabled']),
  credentials: z.array(Credential),
  registeredAt: Instant,
  changedAt: Instant,
  version: z.int().min(1),
});
export type Client = z.output<typeof Client>;

const Name = z.string().trim().min(1).max(60).normalize('NFC');
const PerMinute = z.int().min(1).max(60_000);
const Scopes = z.array(Scope).min(1).max(10);

export const ClientRequest = z
  .strictObject({
    id: ClientId,
    name: Name,
    division: Division,
    scopes: Scopes,
    perMinute: PerMinute.default(600),
    clientId: z
      .string()
      .regex(/^[\w.:-]{1,128}$/)
      .optional()
      .describe('a client that the issuer has already; without it the issuer makes one, and its secret is told once'),
  })
  .meta({ examples: [{ id: 'finance', name: '财政系统', division: '500229', scopes: ['fund.read'], perMinute: 600 }] });

const secret = {
  clientId: z.string().describe("the issuer's client_id"),
  secret: z.string().optional().describe('told once and stored nowhere; a repeated request does not tell it again'),
};

export const Registered = z.object({ client: Client, ...secret });

/** One call of a client, as the audit keeps it: never what was sent or answered. */
const Call = z.object({
  at: Instant,
  operation: z.string(),
  status: z.int(),
  refusal: z.string().optional(),
  requestId: z.string(),
});

const params = z.object({ division: Division, client: ClientId });

export const clients = contract({
  registerClient: {
    method: 'POST',
    path: '/counties/{division}/clients',
    summary: "Registers a system of the county, with its division, scopes and quota. The issuer's secret is told once.",
    who: 'clients.manage',
    params: z.object({ division: z.string().regex(/^\d{6}$/) }),
    body: ClientRequest,
    ok: Registered,
    status: 201,
    creates: true,
    refusals: ['division-foreign', 'client-exists', 'credential-taken', 'issuer-registers-none'],
  },
  clients: {
    method: 'GET',
    path: '/counties/{division}/clients',
    summary: "The county's systems.",
    who: 'clients.read',
    params: z.object({ division: z.string().regex(/^\d{6}$/) }),
    ok: z.object({ items: z.array(Client) }),
    refusals: [],
  },
  client: {
    method: 'GET',
    path: '/counties/{division}/clients/{client}',
    summary: 'One system of the county.',
    who: 'clients.read',
    params,
    ok: Client,
    refusals: ['no-such-client'],
  },
  changeClient: {
    method: 'PUT',
    path: '/counties/{division}/clients/{client}',
    summary: "Changes a system's name, scopes or quota, disables it or enables it again.",
    who: 'clients.manage',
    params,
    body: z
      .strictObject({ name: Name, scopes: Scopes, perMinute: PerMinute, state: Client.shape.state })
      .meta({ examples: [{ name: '财政系统', scopes: ['fund.read'], perMinute: 60, state: 'disabled' }] }),
    ok: Client,
    changes: true,
    refusals: ['no-such-client'],
  },
  rotateClient: {
    method: 'POST',
    path: '/counties/{division}/clients/{client}/rotate',
    summary: 'Gives a system a new secret; the old one is taken for some hours more, so that nothing stands still.',
    who: 'clients.manage',
    params,
    body: z
      .strictObject({
        hours: z.int().min(0).max(720).default(24).describe('how long the old secret is still taken'),
        clientId: ClientRequest.shape.clientId,
      })
      .meta({ examples: [{ hours: 24 }] }),
    ok: Registered,
    status: 201,
    creates: true,
    refusals: ['no-such-client', 'credential-taken', 'issuer-registers-none'],
  },
  clientCalls: {
    method: 'GET',
    path: '/counties/{division}/clients/{client}/calls',
    summary: "A system's calls of one day (UTC), oldest first: what, when and how it went. Kept for 400 days.",
    who: 'clients.read',
    params,
    query: z.strictObject({
      day: z.iso.date(),
      limit: z.coerce.number().int().min(1).max(1000).default(200),
      cursor: z.string().max(1000).optional(),
    }),
    ok: z.object({ items: z.array(Call), next: z.string().optional() }),
    refusals: ['no-such-client', 'cursor-invalid'],
  },
});
