import { fileURLToPath } from 'node:url';
import { createBuilder } from 'vite';

/** Builds the static site into .build/site and the page renderer into .build/renderer; needs no network. */
export async function buildSite(): Promise<void> {
  const builder = await createBuilder({
    configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)),
    configLoader: 'native',
  });
  await builder.buildApp();
}

if (import.meta.main) await buildSite();
