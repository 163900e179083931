import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../bundle.ts';
import { archiveOf } from './archive.ts';
import { clientPackage } from './package.ts';

// Writes the client package of the built OpenAPI document as a folder, and as the archive that the site offers.
const files = await clientPackage(readFileSync(join(root, '.build/site/api/v1/openapi.json'), 'utf8'));
const folder = join(root, '.build/client');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
writeFileSync(join(root, '.build/site/api/sonata-client.tgz'), archiveOf(files));
