import { access, constants, mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Complaint } from './complaint.ts';

/** Names a folder as ours, so that nothing else is ever cleared. */
const MARK = 'sonata-data';
const LOCK = 'lock';

/** The data folder: SONATA_DIR, or .sonata in the project. */
export const dataFolder = (environment: NodeJS.ProcessEnv): string =>
  resolve(environment['SONATA_DIR'] || join(import.meta.dirname, '../../.sonata'));

/**
 * Takes the data folder for this process.
 * @returns whether it is new, and how to let it go
 * @throws Complaint when it cannot be written to, belongs to something else, or another start holds it
 */
export async function takeFolder(
  folder: string,
): Promise<{ readonly fresh: boolean; readonly release: () => Promise<void> }> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
    const entries = await readdir(folder);
    const fresh = entries.length === 0;
    if (!fresh && !entries.includes(MARK)) {
      throw new Complaint(`${folder} holds something else: name an empty folder in SONATA_DIR.`);
    }
    await writeFile(join(folder, MARK), 'The data of a local Sonata; `npm run reset` clears it.\n');
    await lock(folder);
    return { fresh, release: () => rm(join(folder, LOCK), { force: true }) };
  } catch (error) {
    if (error instanceof Complaint) throw error;
    throw new Complaint(
      `The data folder ${folder} cannot be written to (${(error as NodeJS.ErrnoException).code}): name another one in SONATA_DIR.`,
    );
  }
}

/** A lock of a process that is gone counts for nothing. */
async function lock(folder: string): Promise<void> {
  const path = join(folder, LOCK);
  for (;;) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = await runningOn(folder);
      if (holder !== undefined)
        throw new Complaint(
          `Sonata already runs on ${folder} (process ${holder}): stop it first, or name another folder in SONATA_DIR.`,
        );
      await rm(path, { force: true });
    }
  }
}

/** The process that holds a folder, when it is alive. */
export async function runningOn(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, LOCK), 'utf8').catch(() => '');
  const pid = Number(text);
  if (!(pid > 0) || pid === process.pid) return undefined;
  try {
    process.kill(pid, 0);
    return pid;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? pid : undefined;
  }
}

/** Clears a data folder. @throws Complaint while something runs on it, or when it is none of ours */
export async function clearFolder(folder: string): Promise<void> {
  const entries: string[] = await readdir(folder).catch(() => []);
  if (entries.length === 0) return;
  const holder = await runningOn(folder);
  if (holder !== undefined) throw new Complaint(`Sonata runs on ${folder} (process ${holder}): stop it first.`);
  if (!entries.includes(MARK)) throw new Complaint(`${folder} is no data folder of Sonata: nothing was cleared.`);
  await rm(folder, { recursive: true });
}
