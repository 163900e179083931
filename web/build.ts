import { fileURLToPath } from 'node:url';
import { createBuilder, type Plugin } from 'vite';
import { openapi } from '../infra/openapi.ts';
import { referenceOf } from './reference.ts';

/** Builds the static site into .build/site and the page renderer into .build/renderer; needs no network. */
export async function buildSite(): Promise<void> {
  const builder = await createBuilder({
    configFile: fileURLToPath(new URL('./vite.config.ts', import.meta.url)),
    configLoader: 'native',
    plugins: [reference(await openapi())],
  });
  await builder.buildApp();
}

/** Lets the reference page import the OpenAPI document of this build as data. */
function reference(document: string): Plugin {
  const resolved = '\0virtual:reference';
  return {
    name: 'reference',
    resolveId: (id) => (id === 'virtual:reference' ? resolved : undefined),
    load: (id) => (id === resolved ? `export default ${JSON.stringify(referenceOf(document))}` : undefined),
  };
}

if (import.meta.main) await buildSite();
