import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { Complaint } from './complaint.ts';
import { runningOn } from './folder.ts';

/** What a ready stack tells other programs, as demo.json in its data folder. */
const Demo = z.object({
  base: z.string(),
  site: z.string(),
  api: z.string(),
  issuer: z.string(),
  people: z.array(
    z.object({
      name: z.string(),
      person: z.string(),
      title: z.string(),
      roles: z.array(z.string()),
      division: z.string(),
      unit: z.string().optional(),
      fund: z.string().optional(),
    }),
  ),
  clients: z.array(z.object({ id: z.string(), secret: z.string().optional() })),
  /** The template's outputs: names of tables, buckets and functions. */
  outputs: z.record(z.string(), z.string()),
  /** Endpoints for an AWS SDK, on this machine only. */
  aws: z.object({ dynamodb: z.string(), s3: z.string(), lambda: z.string() }),
  pid: z.number(),
  /** When it became ready. */
  ready: z.string(),
});
export type Demo = z.output<typeof Demo>;

export const DEMO_FILE = 'demo.json';

/** The stack that runs on a data folder. @throws Complaint when none does */
export async function runningDemo(folder: string): Promise<Demo> {
  const text = await readFile(join(folder, DEMO_FILE), 'utf8').catch(() => undefined);
  if (text === undefined || (await runningOn(folder)) === undefined) {
    throw new Complaint(`No Sonata runs on ${folder}: start it with \`npm start\` first.`);
  }
  return Demo.parse(JSON.parse(text));
}

/**
 * A bearer token of a demo person or client.
 * @throws Complaint listing the names when there is none such
 */
export async function tokenOf(
  { issuer, people, clients }: Pick<Demo, 'issuer' | 'people' | 'clients'>,
  name: string | undefined,
): Promise<string> {
  const client = clients.find(({ id, secret }) => id === name && secret !== undefined);
  if (!client && !people.some((person) => person.name === name)) {
    const machines = clients.filter(({ secret }) => secret !== undefined);
    const lines = [
      ...people.map((each) => [each.name, `${each.person}，${each.title}`]),
      ...machines.map(({ id }) => [id, 'machine client']),
    ];
    throw new Complaint(
      `${name === undefined ? 'Whose token?' : `There is no ${name}.`} Usage: npm run -s token -- NAME\n${lines.map(([each = '', what]) => `  ${each.padEnd(12)} ${what}`).join('\n')}`,
    );
  }
  const grant = client
    ? {
        grant_type: 'client_credentials',
        client_id: client.id,
        client_secret: client.secret ?? '',
        scope: await allScopes(issuer),
      }
    : {
        grant_type: 'urn:sonata:demo-person',
        client_id: clients.find(({ secret }) => secret === undefined)?.id ?? '',
        person: name ?? '',
      };
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(grant) });
  const body = (await answer.json()) as { access_token?: string; error_description?: string };
  if (body.access_token === undefined)
    throw new Complaint(`The issuer gave no token: ${body.error_description ?? answer.status}`);
  return body.access_token;
}

async function allScopes(issuer: string): Promise<string> {
  const answer = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as {
    scopes_supported: string[];
  };
  return answer.scopes_supported.filter((scope) => scope.includes('.')).join(' ');
}
