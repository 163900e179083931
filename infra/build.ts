import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { bundle, functionNames, root } from './bundle.ts';
import { exclusively } from './exclusively.ts';

export interface BuildOptions {
  /** Takes one line a step. */
  readonly log: (line: string) => void;
}

/** A part of the build: skipped while the files it read last time, and its result, are as they were. */
interface Step {
  readonly name: string;
  /** A file that stands when the step is done. */
  readonly result: string;
  /** Runs it. @returns the files it read, relative to the repository */
  readonly run: () => Promise<string[]>;
  /** Files that count whatever the last run read, so that new ones are noticed. */
  readonly sources?: () => string[];
}

interface Stamp {
  readonly files: string[];
  readonly hash: string;
}

/**
 * Builds the site, the OpenAPI document and the functions into .build/, what changed alone.
 * @throws Error with the tool's own words when a step fails
 */
export async function build({ log }: BuildOptions): Promise<void> {
  mkdirSync(join(root, '.build'), { recursive: true });
  const functions = functionNames();
  const others = functions.filter((name) => name !== 'publish');
  const pages = async () => {
    await perform(site, log);
    await perform(openapi, log);
    await perform(clientStep, log);
    // It carries the renderer that the site's build makes.
    if (functions.includes('publish')) await perform(functionStep('publish'), log);
  };
  await Promise.all([pages(), ...others.map((name) => perform(functionStep(name), log))]);
}

const site: Step = {
  name: 'site',
  result: '.build/site/404.html',
  sources: () => [...files('web/**/*'), ...files('functions/**/*.ts').filter((path) => !served.test(path))],
  run: async () => {
    await node('web/build.ts');
    return site.sources?.() ?? [];
  },
};

/** By the import law the site reads none of these. */
const served = /\/(actions|store|handler)\.ts$|^functions\/table\//;

const openapi: Step = {
  name: 'openapi',
  result: '.build/site/api/v1/openapi.json',
  sources: () => [...files('functions/**/contract.ts'), ...files('functions/http/*.ts'), 'infra/openapi.ts'],
  run: async () => {
    await node('infra/openapi.ts');
    return openapi.sources?.() ?? [];
  },
};

const clientStep: Step = {
  name: 'client',
  result: '.build/site/api/sonata-client.tgz',
  sources: () => [...(openapi.sources?.() ?? []), ...files('infra/client/*.ts')],
  run: async () => {
    await node('infra/client/build.ts');
    return clientStep.sources?.() ?? [];
  },
};

const functionStep = (name: string): Step => ({
  name: `function ${name}`,
  result: `.build/functions/${name}/index.mjs`,
  run: async () => Object.keys((await bundle(name)).inputs),
});

async function perform(step: Step, log: BuildOptions['log']): Promise<void> {
  const stampFile = join(root, '.build', `${step.name.replaceAll(' ', '-')}.stamp.json`);
  const last = existsSync(stampFile) ? (JSON.parse(readFileSync(stampFile, 'utf8')) as Stamp) : undefined;
  const sources = step.sources?.() ?? last?.files;
  const before = sources && hashOf(sources);
  if (last && before === last.hash && existsSync(join(root, step.result))) return log(`${step.name}: unchanged`);
  const start = performance.now();
  const files = await step.run();
  // Listed sources count as they were before the run, so that an edit during it is not taken for built.
  const hash = step.sources && before ? before : hashOf(files);
  writeFileSync(stampFile, JSON.stringify({ files, hash } satisfies Stamp));
  log(`${step.name}: built in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** Of the files' names and bytes, and of what else decides a result: the packages, and how we build. */
function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of [...paths, 'package-lock.json', 'package.json', 'infra/bundle.ts']) {
    const full = join(root, path);
    hash.update(path).update(existsSync(full) ? readFileSync(full) : 'absent');
  }
  return hash.digest('base64url');
}

const files = (pattern: string): string[] =>
  globSync(pattern, { cwd: root, withFileTypes: true, exclude: (entry) => entry.name === 'node_modules' })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

const run = promisify(execFile);

/** A process of its own: a long-lived caller would otherwise keep the modules of its first build. */
async function node(script: string): Promise<void> {
  try {
    await run(process.execPath, [script], {
      cwd: root,
      env: { ...process.env, NO_COLOR: '1' },
      maxBuffer: 1 << 26,
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${script} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

if (import.meta.main) {
  try {
    mkdirSync(join(root, '.build'), { recursive: true });
    await exclusively(join(root, '.build/lock'), () => build({ log: console.log }));
    if (process.argv.includes('--sizes')) {
      const { printSizes } = await import('./sizes.ts');
      await printSizes();
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
