import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type Demo, DEMO_FILE, tokenOf } from '../../infra/local/demo.ts';

const root = join(import.meta.dirname, '../..');
let folder: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonata-start-'));
  // A folder of ours whose demo is made already: these starts are about the stack, not about the demo.
  await mkdir(join(folder, 'data'));
  for (const mark of ['sonata-data', 'seeded']) await writeFile(join(folder, 'data', mark), '');
});
afterAll(async () => {
  for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command of ours. @param through a shell that stands where npm's would */
function run(
  command: string,
  environment: Record<string, string>,
  through?: 'shell',
): ChildProcess & { said: () => string } {
  const line = [process.execPath, join(root, 'infra/local/sonata.js'), command];
  const [file = '', ...rest] = through ? ['sh', '-c', `${line.join(' ')}; exit $?`] : line;
  const child = spawn(file, rest, {
    env: { ...process.env, PORT: '0', SONATA_DIR: join(folder, 'data'), npm_lifecycle_event: 'start', ...environment },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  started.push(child);
  return Object.assign(child, { said: () => text.trim() });
}

const ending = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null ? Promise.resolve(child.exitCode) : new Promise((resolve) => child.once('exit', resolve));

/** What it says when it ends by itself. */
async function sentence(command: string, environment: Record<string, string>) {
  const child = run(command, environment);
  return { code: await ending(child), said: child.said() };
}

async function ready(child: ReturnType<typeof run>): Promise<Demo> {
  for (; child.exitCode === null; await pause(50)) {
    const text = await readFile(join(folder, 'data', DEMO_FILE), 'utf8').catch(() => undefined);
    if (text !== undefined) return JSON.parse(text) as Demo;
  }
  throw new Error(child.said());
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

test('a port in use is one sentence, before anything else is done', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const { code, said } = await sentence('start', { PORT: String(port) });
  server.close();
  expect([code, said]).toEqual([
    1,
    `Port ${port} is in use: stop what runs there, or choose another with PORT=8081 npm start.`,
  ]);
});

test('what cannot be is said in one sentence', async () => {
  await writeFile(join(folder, 'file'), '');
  await mkdir(join(folder, 'foreign'));
  await writeFile(join(folder, 'foreign/thesis.txt'), '');
  const cases = [
    ['start', { SONATA_DIR: join(folder, 'file/below') }, 'cannot be written to'],
    ['start', { SONATA_DIR: join(folder, 'foreign') }, 'holds something else'],
    ['reset', { SONATA_DIR: join(folder, 'foreign') }, 'nothing was cleared'],
    ['start', { SONATA_ENGINE: 'dynalite' }, "SONATA_ENGINE is 'dynalite'"],
    ['start', { SONATA_ENGINE: 'java', PATH: '' }, 'install Java 17'],
    ['start', { DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' }, 'no DynamoDB answers there'],
    ['start', { PORT: 'many' }, "PORT is 'many'"],
    ['token', { SONATA_DIR: join(folder, 'none') }, 'No Sonata runs'],
  ] as const;
  for (const [command, environment, words] of cases) {
    const { code, said } = await sentence(command, environment);
    expect([code, said.split('\n').at(-1)]).toEqual([1, expect.stringContaining(words)]);
    expect(said).not.toContain('    at ');
  }
});

test('data survives a restart; a second start and a reset meanwhile are refused; stopping leaves no process', async () => {
  const first = run('start', {});
  const demo = await ready(first);
  const authorization = `Bearer ${await tokenOf(demo, 'county')}`;
  const imported = await fetch(`${demo.api}/counties/500229/divisions?name=${encodeURIComponent('城口县')}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'text/csv', 'idempotency-key': 'start' },
    body: 'code,name\n500229001,葛城街道\n500229001002,凤凰社区',
  });
  expect(imported.ok).toBe(true);
  const divisions = async ({ api }: Demo) =>
    (await fetch(`${api}/counties/500229`, { headers: { authorization } })).status;
  const published = async ({ base }: Demo) => (await fetch(`${base}/data/counties/500229.json`)).status;
  expect(await divisions(demo)).toBe(200);
  await expect.poll(() => published(demo), { timeout: 20_000 }).toBe(200);

  expect(await sentence('start', {})).toMatchObject({ code: 1, said: expect.stringContaining('already runs on') });
  expect(await sentence('reset', {})).toMatchObject({ code: 1, said: expect.stringContaining('stop it first') });

  first.kill('SIGTERM');
  expect(await ending(first)).toBe(0);
  expect(await Promise.all([demo.base, demo.aws.dynamodb, demo.aws.s3].map(answers))).toEqual([false, false, false]);

  const second = run('start', { PORT: new URL(demo.base).port });
  const again = await ready(second);
  // Tokens of before the restart hold, because the keys did.
  expect([await divisions(again), await published(again)]).toEqual([200, 200]);
  second.kill('SIGINT');
  expect(await ending(second)).toBe(0);
}, 240_000);

test('when npm is killed, or we are, nothing is left behind', async () => {
  const shell = run('start', {}, 'shell');
  const demo = await ready(shell);
  shell.kill('SIGKILL');
  for (let i = 0; i < 100 && isAlive(demo.pid); i++) await pause(100);
  expect([isAlive(demo.pid), await answers(demo.aws.dynamodb)]).toEqual([false, false]);

  const killed = run('start', {});
  const next = await ready(killed);
  killed.kill('SIGKILL');
  for (let i = 0; i < 100 && (await answers(next.aws.dynamodb)); i++) await pause(100);
  expect(await answers(next.aws.dynamodb)).toBe(false);
}, 240_000);

test('a reset clears the folder', async () => {
  await mkdir(join(folder, 'old'));
  await writeFile(join(folder, 'old/sonata-data'), '');
  await writeFile(join(folder, 'old/seeded'), '');
  expect(await sentence('reset', { SONATA_DIR: join(folder, 'old') })).toMatchObject({ code: 0 });
  await expect(readFile(join(folder, 'old/seeded'))).rejects.toThrow('ENOENT');
});

test('nothing that CloudFront keeps from the world is open to a page of another origin', async () => {
  const { aws } = inject('demo');
  expect((await fetch(`${aws.lambda}/settled`, { method: 'POST' })).status).toBe(403);
  expect((await fetch(`${aws.s3}/x/y`)).status).toBe(403);
});
