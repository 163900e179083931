import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from '../build.ts';
import { exclusively } from '../exclusively.ts';

const root = join(import.meta.dirname, '../..');
const built = join(root, '.build');

/** Stands in the assembly for our own address, whose port only a start knows. */
export const ADDRESS_PLACEHOLDER = 'http://sonata.invalid';

export interface Built {
  /** The assembly's folder. */
  readonly assembly: string;
  /** Names what was built: the same sources give the same version. */
  readonly version: string;
}

/**
 * Builds site and functions and synthesizes the stack for this machine, each only when its sources changed.
 * @param log receives one line a step that does something
 */
export async function buildAll(log: (line: string) => void): Promise<Built> {
  await mkdir(built, { recursive: true });
  return exclusively(join(built, 'lock'), async () => {
    log('building what changed');
    await build({ log: (line) => line.endsWith(': unchanged') || log(line) });
    const folder = join(built, 'assembly');
    const sources = await hashOf(['infra', 'functions', 'package-lock.json'], (path) => synthesized.test(path));
    const stamp = join(folder, 'sources');
    if ((await readFile(stamp, 'utf8').catch(() => '')) !== sources) {
      log('synthesizing the stack');
      await rm(folder, { recursive: true, force: true });
      await synthesize(folder);
      await writeFile(stamp, sources);
    }
    const output = await hashOf(['.build/functions', '.build/site'], (path) => !path.endsWith('.map'));
    return { assembly: folder, version: `${sources} ${output}` };
  });
}

/** What the CDK app imports, by the import law. */
const synthesized = /^(infra\/(?!local\/)|package-lock\.json|functions\/(pillars\.ts|http\/|(.*\/)?contract\.ts))/;

/** One hash over the chosen files below some paths, in their order. */
async function hashOf(paths: readonly string[], chosen: (path: string) => boolean): Promise<string> {
  const files = (await Promise.all(paths.map((path) => filesOf(join(root, path))))).flat().sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const name = relative(root, file);
    if (chosen(name))
      hash
        .update(`${name}\0`)
        .update(await readFile(file))
        .update('\0');
  }
  return hash.digest('hex');
}

async function filesOf(path: string): Promise<string[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (!entries) return [path];
  const below = entries
    .filter(({ name }) => name !== 'node_modules' && !name.startsWith('.'))
    .map((entry) => join(path, entry.name));
  return (await Promise.all(below.map(filesOf))).flat();
}

/** Runs the CDK app in a process of its own: it ends with it, and so do the hundred megabytes it takes. */
function synthesize(folder: string): Promise<void> {
  const context = {
    stage: 'local',
    address: ADDRESS_PLACEHOLDER,
    issuer: `${ADDRESS_PLACEHOLDER}/oidc`,
    demo: 'true',
    // The assembly then names the folders of .build themselves: nothing is copied, and a new bundle needs no new assembly.
    'aws:cdk:disable-asset-staging': true,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'infra/app.ts')], {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context), CDK_VALIDATION: 'false' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the stack does not synthesize:\n${said}`))));
  });
}
