import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * One build at a time on a checkout; a lock whose process is gone counts for nothing. The lock appears with its
 * holder in it, so a process killed at any moment leaves none that nobody could tell from a living one's.
 */
export async function exclusively<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const mine = `${lock}.${randomUUID()}`;
  await writeFile(mine, String(process.pid));
  try {
    while (!(await taken(mine, lock))) {
      const holder = Number(await readFile(lock, 'utf8').catch(() => process.pid));
      if (!isAlive(holder)) await rm(lock, { force: true });
      await pause(100);
    }
  } finally {
    await rm(mine, { force: true });
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function taken(mine: string, lock: string): Promise<boolean> {
  try {
    await link(mine, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
