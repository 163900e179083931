import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, inject, test } from 'vitest';
import { client } from '../../functions/http/client.ts';
import { clients } from '../../functions/system/clients/contract.ts';
import { as } from './as.ts';
import { OFFICER } from './county.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../../web/routes/[[locale=locale]]/(public)/api/quickstart');
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const division = '500238';
  const { registerClient } = client(clients, { ...(await as(OFFICER)), language: 'en' });
  const { body } = await registerClient({
    params: { division },
    body: {
      id: 'quick-start',
      name: '快速入门',
      division,
      scopes: ['system.read', 'system.write', 'grids.read', 'grids.write'],
      perMinute: 600,
    },
    idempotencyKey: 'register-quick-start',
  });
  env = {
    PATH: process.env['PATH'],
    BASE: inject('base'),
    COUNTY: division,
    CLIENT_ID: body.clientId,
    CLIENT_SECRET: body.secret,
  };
});

test('the quick start for curl runs as it stands', async () => {
  const { stdout } = await run('bash', ['-euo', 'pipefail', join(folder, 'quickstart.sh')], { env });
  expect(stdout).toContain('"id":"quick-start"');
  expect(stdout).toMatch(/"kind":"units","state":"(waiting|running|done)"/);
  expect(stdout).toContain('"file":{"type":"text/csv","bytes":');
  expect(stdout).toContain('"next":"');
});

test('the quick start for TypeScript runs as it stands, with the package that the site offers', async () => {
  const temporary = await mkdtemp(join(tmpdir(), 'sonata-quick-start-'));
  const installed = join(temporary, 'node_modules/sonata-client');
  await mkdir(installed, { recursive: true });
  const archive = await fetch(`${inject('base')}/api/sonata-client.tgz`);
  await writeFile(join(temporary, 'client.tgz'), Buffer.from(await archive.arrayBuffer()));
  await run('tar', ['-xzf', join(temporary, 'client.tgz'), '-C', installed, '--strip-components=1']);
  await writeFile(join(temporary, 'package.json'), '{"type":"module"}');
  const program = join(temporary, 'quickstart.ts');
  await copyFile(join(folder, 'quickstart.txt'), program);
  const { stdout } = await run(process.execPath, [program], { env });
  await rm(temporary, { recursive: true });
  expect(stdout).toContain('quick-start acts for 500238');
  expect(stdout).toContain('refused: forbidden');
});
