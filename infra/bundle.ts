import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';

/** The repository. */
export const root = join(import.meta.dirname, '..');

/** Every folder of functions/ with a handler is one Lambda function. */
export const functionNames = (): string[] =>
  readdirSync(join(root, 'functions')).filter((name) => existsSync(join(root, 'functions', name, 'handler.ts')));

/**
 * Bundles a handler into .build/functions/{name}/index.mjs, the SDK included: the runtime's own copy is older and slower
 * to load. The banner serves dependencies that call `require`.
 * @returns what went in, by esbuild's account
 */
export async function bundle(name: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`functions/${name}/handler.ts`],
    outfile: `.build/functions/${name}/index.mjs`,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-credentials.ts') },
    minify: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'error',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
  return metafile;
}
