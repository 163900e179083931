import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import adapterStatic from '@sveltejs/adapter-static';
import type { Adapter } from '@sveltejs/kit';
import { build } from 'esbuild';

/**
 * Writes the static site as adapter-static does, the plain scripts of pages that do without hydration, and the server
 * instance that functions/publish bundles to render pages when their data changes.
 * @param options folders to write: `pages` the site, `renderer` the server instance
 */
export default function site(options: { pages: string; renderer: string }): Adapter {
  const inner = adapterStatic({ pages: options.pages, strict: false });
  return {
    name: 'sonata-site',
    async adapt(builder) {
      await inner.adapt(builder);
      builder.rimraf(options.renderer);
      const server = join(options.renderer, 'server');
      builder.writeServer(server);
      builder.generateServerInstance(join(options.renderer, 'server.js'), { serverDirectory: server });
      await writeScripts(join(options.pages, 'scripts'));
      await widenStaffPolicy(options.pages);
    },
  };
}

async function writeScripts(outdir: string): Promise<void> {
  const folder = fileURLToPath(new URL('./scripts/', import.meta.url));
  const entryPoints = (await readdir(folder)).filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
  await mkdir(outdir, { recursive: true });
  await build({
    entryPoints,
    outdir,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2020',
    logLevel: 'warning',
  });
}

/**
 * Staff pages talk to the county's identity provider, whose address is known only where the site is deployed, and the
 * framework hides the text that it announces to screen readers by a style attribute.
 */
async function widenStaffPolicy(pages: string): Promise<void> {
  for (const folder of ['staff', 'en/staff']) {
    const files = await readdir(join(pages, folder), { recursive: true });
    for (const name of files.filter((name) => name.endsWith('.html'))) {
      const path = join(pages, folder, name);
      const html = await readFile(path, 'utf8');
      const wider = html
        .replace("connect-src 'self'", "connect-src 'self' https:")
        .replace("style-src 'self'", "style-src 'self'; style-src-attr 'unsafe-inline'");
      await writeFile(path, wider);
    }
  }
}
