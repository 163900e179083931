import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
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
  }
}

/**
 * One stack for the tests that speak HTTP, as `npm start` runs it, in a process, a folder and on a port of its own.
 * SONATA_ENGINE chooses the engine (dynoxide, java).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'sonata-test-'));
  const child = spawn(process.execPath, [join(import.meta.dirname, '../infra/local/sonata.js'), 'start'], {
    env: { ...process.env, SONATA_DIR: folder, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const teardown = async (): Promise<void> => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true });
  };
  try {
    const demo = await readyDemo(folder, () => child.exitCode === null);
    if (!demo) throw new Error(`the stack did not become ready:\n${said}`);
    project.provide('base', demo.base);
    project.provide('demo', demo);
    return teardown;
  } catch (error) {
    await teardown();
    throw error;
  }
}

async function readyDemo(folder: string, alive: () => boolean): Promise<Demo | undefined> {
  for (const until = Date.now() + 180_000; Date.now() < until && alive(); await pause(50)) {
    const text = await readFile(join(folder, DEMO_FILE), 'utf8').catch(() => undefined);
    if (text !== undefined) return JSON.parse(text) as Demo;
  }
  return undefined;
}
