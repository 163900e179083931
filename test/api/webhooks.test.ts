import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { Webhook as Receiver } from 'standardwebhooks';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { client } from '../../functions/http/client.ts';
import { events } from '../../functions/system/events/contract.ts';
import { webhooks } from '../../functions/system/webhooks/contract.ts';
import { as } from './as.ts';
import { OFFICER, settled } from './county.ts';

interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const inbox = new Map<string, Received[]>();
/** What the receiver answers at a path, in turn; 204 when nothing is left. */
const answers = new Map<string, number[]>();
let server: Server;

beforeAll(async () => {
  const [host = '', port = ''] = inject('receiver').split(':');
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      inbox.set(path, [...(inbox.get(path) ?? []), { headers: flat(request.headers), body }]);
      response.writeHead(answers.get(path)?.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(Number(port), host, resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const flat = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

const manage = async () => client(webhooks, { ...(await as(OFFICER)), language: 'en' });
const at = (path: string): Received[] => inbox.get(path) ?? [];

async function until(ready: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) if (await ready()) return;
  throw new Error('it did not come');
}

/** A community with buildings whose changes are sent to a path of the receiver. */
async function subscribed(serial: number, path: string, types = ['buildings.changed']) {
  const division = `500238001${String(serial).padStart(3, '0')}`;
  const { body } = await (
    await manage()
  ).addWebhook({
    params: { division },
    body: { name: '测试', url: `http://${inject('receiver')}${path}`, types },
    idempotencyKey: `hook-${path}`,
  });
  return { division, webhook: body.webhook.id, secret: body.secret! };
}

test('a change is sent to whoever asked for it, signed so that the standard receiver takes it', async () => {
  const { secret } = await subscribed(301, '/plain');
  await settled(301);
  await until(() => at('/plain').length > 0);
  const [message] = at('/plain');
  const told = new Receiver(secret).verify(message!.body, message!.headers) as { type: string; data: object };
  expect(told).toMatchObject({ type: 'buildings.changed', data: { division: '500238001301', kind: 'buildings' } });
  expect(message!.body).not.toContain('测试小区');
});

test('an address that fails gets the same message again, with the same id and a fresh signature', async () => {
  answers.set('/flaky', [500]);
  const { secret, division, webhook } = await subscribed(302, '/flaky');
  await settled(302);
  await until(() => at('/flaky').length === 2);
  const [first, second] = at('/flaky');
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
  expect(Number(second!.headers['webhook-timestamp'])).toBeGreaterThan(Number(first!.headers['webhook-timestamp']));
  expect(second!.body).toBe(first!.body);
  expect(new Receiver(secret).verify(second!.body, second!.headers)).toBeDefined();
  const deliveries = async () => (await (await manage()).deliveries({ params: { division, webhook } })).body.items;
  await until(async () => (await deliveries())[0]?.state === 'delivered');
  expect((await deliveries())[0]?.attempts.map(({ status }) => status)).toEqual([500, 204]);
});

test('410 disables the webhook; enabled again, a delivery can be replayed', async () => {
  answers.set('/gone', [410]);
  const { division, webhook } = await subscribed(303, '/gone');
  await settled(303);
  const hooks = await manage();
  const find = async () => (await hooks.webhooks({ params: { division } })).body.items[0]!;
  await until(async () => (await find()).state === 'disabled');
  const { name, url, types, version, because } = await find();
  expect(because).toBe('gone');
  const params = { division, webhook };
  await hooks.changeWebhook({ params, body: { name, url, types, state: 'active' }, ifMatch: `"${version}"` });
  const [delivery] = (await hooks.deliveries({ params })).body.items;
  const event = String(delivery!.event);
  await hooks.replayDelivery({ params: { ...params, event }, idempotencyKey: 'again' });
  await until(() => at('/gone').length === 2);
  const [first, second] = at('/gone');
  expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
});

test('after a rotation a message carries the signatures of both secrets', async () => {
  const { secret, division, webhook } = await subscribed(304, '/rotated');
  const { body } = await (
    await manage()
  ).rotateWebhookSecret({ params: { division, webhook }, body: { hours: 1 }, idempotencyKey: 'rotate' });
  await settled(304);
  await until(() => at('/rotated').length > 0);
  const [message] = at('/rotated');
  for (const each of [secret, body.secret!]) {
    expect(new Receiver(each).verify(message!.body, message!.headers)).toBeDefined();
  }
});

test('case 31: no webhook goes to an address of this machine or a private network', async () => {
  const { addWebhook } = await manage();
  const targets = [
    'https://127.0.0.1/',
    'https://localhost/',
    'https://10.0.0.8/',
    'https://[::1]/',
    'http://example.com/',
  ];
  for (const [i, url] of targets.entries()) {
    const refused = addWebhook({
      params: { division: '500238' },
      body: { name: '测试', url, types: ['*'] },
      idempotencyKey: `target-${i}`,
    });
    await expect(refused).rejects.toMatchObject({ refusal: 'target-refused' });
  }
});

test('the feed loses no event, keeps the order of each record, and goes on from its cursor', async () => {
  const division = '500238001305';
  await settled(305);
  await settled(305, 4, 4);
  const feed = client(events, { ...(await as(OFFICER)), language: 'en' });
  const read: { seq: number; version?: number | undefined }[] = [];
  let cursor: string | undefined;
  await until(async () => {
    const query = { limit: 50, ...(cursor !== undefined && { cursor }) };
    const { body } = await feed.events({ params: { division }, query });
    cursor = body.next;
    read.push(...body.items.map(({ seq, subject }) => ({ seq, version: subject.version })));
    return read.some(({ version }) => version === 2);
  });
  expect(read.map(({ version }) => version)).toEqual([1, 2]);
  expect(read[1]!.seq).toBeGreaterThan(read[0]!.seq);
});
