import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { DEMO_FILE, type Demo } from '../infra/local/demo.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** http://localhost:PORT of the running stack. */
    base: string;
    demo: Demo;
    /** Where the running stack keeps its data. */
    folder: string;
    /** A host on this machine that the stack may send webhooks to; the hotline has one of its own. */
    receiver: string;
    hotline: string;
  }
}

export interface RunningStack {
  readonly demo: Demo;
  stop(): Promise<void>;
}

interface Shared {
  readonly stack: RunningStack;
  readonly folder: string;
  readonly receiver: string;
  readonly hotline: string;
}

/** Each project of tests loads this file for itself; what runs is theirs together. */
const together = globalThis as { sonata?: { users: number; readonly shared: Promise<Shared> } };

/** One stack for all tests that speak HTTP, in a folder of its own; it stops after the last of them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const held = (together.sonata ??= { users: 0, shared: openShared() });
  held.users++;
  const { stack, folder, receiver, hotline } = await held.shared;
  project.provide('base', stack.demo.base);
  project.provide('demo', stack.demo);
  project.provide('folder', folder);
  project.provide('receiver', receiver);
  project.provide('hotline', hotline);
  return async () => {
    if (--held.users > 0) return;
    await stack.stop();
    await rm(folder, { recursive: true });
  };
}

async function openShared(): Promise<Shared> {
  const folder = await mkdtemp(join(tmpdir(), 'sonata-test-'));
  const receiver = `localhost:${await freePort()}`;
  const hotline = `localhost:${await freePort()}`;
  return { stack: await startStack(folder, { SONATA_RECEIVERS: `${receiver},${hotline}` }), folder, receiver, hotline };
}

/** Waits until all that was written has been told to its readers: the pages, the open data, the systems. */
export async function delivered({ aws }: Pick<Demo, 'aws'>): Promise<void> {
  const answer = await fetch(`${aws.lambda}/settled`, { method: 'POST', headers: { authorization: 'local' } });
  if (!answer.ok) throw new Error(`the stack answers ${answer.status} when asked to settle`);
}

/** A port that nothing listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Starts a stack as `npm start` does, in a process and on a port of its own.
 * SONATA_ENGINE chooses the engine (dynoxide, java), DYNAMODB_ENDPOINT names one that runs.
 * @throws Error with what the stack said when it does not become ready
 */
export async function startStack(folder: string, environment: NodeJS.ProcessEnv = {}): Promise<RunningStack> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../infra/local/sonata.js'), 'start'], {
    env: { ...process.env, ...environment, SONATA_DIR: folder, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
  };
  const demo = await readyDemo(folder, () => child.exitCode === null);
  if (demo) return { demo, stop };
  await stop();
  throw new Error(`the stack did not become ready:\n${said}`);
}

async function readyDemo(folder: string, alive: () => boolean): Promise<Demo | undefined> {
  for (const until = Date.now() + 600_000; Date.now() < until && alive(); await pause(50)) {
    const text = await readFile(join(folder, DEMO_FILE), 'utf8').catch(() => undefined);
    if (text !== undefined) return JSON.parse(text) as Demo;
  }
  return undefined;
}
