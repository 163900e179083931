import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Metafile, type Plugin } from 'esbuild';

/** The repository. */
export const root = join(import.meta.dirname, '..');

/** Every folder of functions/ with a handler is one Lambda function. */
export const functionNames = (): string[] =>
  readdirSync(join(root, 'functions')).filter((name) => existsSync(join(root, 'functions', name, 'handler.ts')));

const subsetter = 'harfbuzzjs/dist/harfbuzz-subset.wasm';
const require = createRequire(import.meta.url);

/** Files that a function reads at run time; they are laid beside its bundle. */
const beside: Readonly<Record<string, () => string[]>> = {
  reports: () => {
    const fonts = join(dirname(fileURLToPath(import.meta.resolve('@embedpdf/fonts-sc'))), '../fonts');
    const faces = ['Regular', 'Bold'].map((face) => join(fonts, `NotoSansHans-${face}.otf`));
    return [...faces, createRequire(require.resolve('subset-font')).resolve(subsetter)];
  },
};

/**
 * The font subsetter without what a deployed function does not have: it looks for its WebAssembly in its own package, and
 * brings compressors of web fonts, where we give and take OpenType as it is.
 */
const subsetting: Plugin = {
  name: 'subsetting',
  setup: ({ onLoad }) => {
    onLoad({ filter: /subset-font\/index\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(subsetter, `./${basename(subsetter)}`),
    }));
    onLoad({ filter: /fontverter\/index\.js$/ }, () => ({ contents: 'exports.convert = async (font) => font;' }));
  },
};

/**
 * Bundles a handler into .build/functions/{name}/index.mjs, the SDK included: the runtime's own copy is older and slower
 * to load. What it imports when needed stands in chunks beside it. The banner serves dependencies that call `require`.
 * @returns what went in, by esbuild's account
 */
export async function bundle(name: string): Promise<Metafile> {
  const folder = join(root, '.build/functions', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of beside[name]?.() ?? []) copyFileSync(file, join(folder, basename(file)));
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: `functions/${name}/handler.ts` },
    outdir: `.build/functions/${name}`,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': join(root, 'infra/lambda-credentials.ts') },
    plugins: [subsetting],
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
