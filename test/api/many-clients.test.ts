import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { client } from '../../functions/http/client.ts';
import { listExports } from '../../functions/lists/exports/contract.ts';
import { as } from './as.ts';
import { community, OFFICER } from './county.ts';

/** How many come at once; CLIENTS=1000 takes a quiet machine half a minute. */
const CLIENTS = Number(process.env['CLIENTS'] ?? 100);

interface Told {
  readonly status: number;
  readonly body: { readonly id?: string };
}

/** A client of its own connection, which it keeps. */
function caller(token: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const post = (path: string, key: string, value: unknown): Promise<Told> =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key };
      const sent = request(inject('base') + path, { method: 'POST', agent, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: JSON.parse(text) as Told['body'] }));
      });
      sent.on('error', reject);
      sent.end(JSON.stringify(value));
    });
  return {
    /** Until it is acknowledged: who is asked to come again does so, with the same key. */
    async write(path: string, key: string, value: unknown): Promise<Told> {
      for (;;) {
        const told = await post(path, key, value);
        if (![429, 503].includes(told.status)) return told;
        await pause(1000 + Math.random() * 1000);
      }
    },
    end: () => agent.destroy(),
  };
}

test('many clients write at once: each acknowledged demand is found afterwards, once, and nothing else is', async () => {
  const place = await community(352);
  const officer = await as(OFFICER);
  const callers = Array.from({ length: CLIENTS }, () => caller(officer.token));
  const path = `/api/v1/communities/${place}/demands/records`;
  const told = await Promise.all(
    callers.map(({ write }, i) => write(path, `"${place}-${i}"`, { text: `第 ${i} 位：路灯不亮`, channel: 'phone' })),
  );
  for (const { end } of callers) end();
  expect(told.map(({ status }) => status)).toEqual(callers.map(() => 201));
  const lists = client(listExports, officer);
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 1000, ...(cursor !== undefined && { cursor }) };
    const page = await lists.exportDemands({ params: { division: place }, query });
    found.push(...page.body.split('\n').flatMap((line) => (line ? [(JSON.parse(line) as { text: string }).text] : [])));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(found.toSorted()).toEqual(callers.map((_, i) => `第 ${i} 位：路灯不亮`).toSorted());
}, 300_000);
