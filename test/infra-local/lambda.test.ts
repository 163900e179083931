import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Lambda, startLambda } from '../../infra/local/lambda.ts';

const code = `
let events = 0, running = 0;
export async function handler(event, context) {
  events++;
  running++;
  if (event.throw) { running--; throw new TypeError(event.throw); }
  if (event.exit) process.exit(3);
  if (event.spin) for (;;);
  if (event.say) console.log(event.say);
  await new Promise((resolve) => setTimeout(resolve, event.wait ?? 0));
  const answer = { events, running, left: context.getRemainingTimeInMillis(), id: context.awsRequestId, env: { ...process.env }, none: undefined, date: new Date(0) };
  running--;
  return answer;
}`;
interface Answered {
  events: number;
  running: number;
  left: number;
  id: string;
  env: Record<string, string>;
  date: string;
}

let folder: string;
let logged = '';
let lambda: Lambda;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonata-lambda-'));
  await writeFile(join(folder, 'index.mjs'), code);
});
afterEach(() => lambda.stop());
afterAll(() => rm(folder, { recursive: true }));

const start = (most = 1, timeout = 5): Lambda => {
  const log = new Writable({ write: (chunk, _, done) => ((logged += String(chunk)), done()) });
  const settings = {
    name: 'f',
    arn: 'arn',
    entry: join(folder, 'index.mjs'),
    exported: 'handler',
    environment: { OWN: 'yes' },
    timeout,
    memory: 128,
  };
  return (lambda = startLambda(settings, most, log, () => {}));
};
const ask = async (event: object): Promise<Answered> => (await lambda.invoke(event)) as Answered;

test('it has its own environment and nothing of ours, and answers what JSON can carry', async () => {
  start();
  const { env, date, ...rest } = await ask({});
  expect(env).toEqual({ OWN: 'yes' });
  expect(date).toBe('1970-01-01T00:00:00.000Z');
  expect(rest).not.toHaveProperty('none');
});

test('one event at a time in each environment; more environments up to the limit', async () => {
  start(2);
  const answers = await Promise.all([1, 2, 3, 4].map(() => ask({ wait: 30 })));
  expect(answers.every(({ running }) => running === 1)).toBe(true);
  expect(answers.filter(({ events }) => events === 1)).toHaveLength(2);
  expect(new Set(answers.map(({ id }) => id)).size).toBe(4);
});

test('an error is the caller’s, and the environment goes on', async () => {
  start();
  await expect(lambda.invoke({ throw: 'no' })).rejects.toMatchObject({ type: 'TypeError', message: 'no' });
  expect((await ask({})).events).toBe(2);
});

test('past its time it is stopped, even in a loop, and the next event meets a new environment', async () => {
  start(1, 0.4);
  await ask({});
  await expect(lambda.invoke({ spin: true })).rejects.toThrow('Task timed out after 0.40 seconds');
  expect((await ask({})).events).toBe(1);
});

test('a crash is an error of its event alone', async () => {
  start();
  await expect(lambda.invoke({ exit: true })).rejects.toThrow('ended with code 3');
  expect((await ask({})).events).toBe(1);
});

test('it knows the time that is left', async () => {
  start(1, 5);
  const { left } = await ask({ wait: 20 });
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThan(5_000);
});

test('what it prints is in the log', async () => {
  start();
  await ask({ say: 'a line of the function' });
  for (let i = 0; i < 100 && !logged.includes('a line of the function'); i++) await pause(10);
  expect(logged).toContain('a line of the function');
});

test('a bundle that does not load says why', async () => {
  lambda = startLambda(
    {
      name: 'f',
      arn: 'arn',
      entry: join(folder, 'absent.mjs'),
      exported: 'handler',
      environment: {},
      timeout: 1,
      memory: 128,
    },
    1,
    new Writable({ write: (_, __, done) => done() }),
    () => {},
  );
  await expect(lambda.invoke({})).rejects.toThrow('absent.mjs');
});

test('after a reload, events meet the bundle as it then stands', async () => {
  start();
  await ask({});
  lambda.reload();
  expect((await ask({})).events).toBe(1);
});
