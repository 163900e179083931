import { watch } from 'node:fs';
import { join } from 'node:path';
import { command } from './command.ts';
import { type Console, openConsole } from './console.ts';
import type { Demo } from './demo.ts';
import { type Host, startHost } from './host.ts';
import { watchParent } from './parent.ts';

// npm start; with --watch (npm run dev) it builds and runs anew what changes.

const console = openConsole(0, process.stdout, process.stderr);
const host = new AbortController();
let running: Promise<Host> | undefined;
let ready = false;

const end = async (): Promise<void> => {
  if (host.signal.aborted) process.exit(1);
  host.abort();
  console.log('stopping');
  // Whatever hangs must not keep us: the engine ends with us.
  setTimeout(() => process.exit(1), 10_000).unref();
  // Before it is ready there is nothing to drain: the engine ends with us, and locks of a process that is gone do not count.
  if (ready) await running?.then(({ stop }) => stop()).catch(() => {});
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());
watchParent(() => void end());
// Lambda's clock is UTC: what leans on the machine's zone should show here.
process.env['TZ'] = 'UTC';

await command(async () => {
  running = startHost(process.env, console);
  const { demo, renew } = await running;
  ready = true;
  console.ready(announcement(demo));
  if (process.argv.includes('--watch')) watchSources(renew, console);
});

function announcement({ base, people, clients }: Demo): string {
  const rows = people.map(({ name, person, title }) => `    ${name.padEnd(10)} ${person}  ${title}`);
  return [
    `Sonata is ready at ${base}/ (ready in ${(performance.now() / 1_000).toFixed(1)} s)`,
    `  public site   ${base}/        English ${base}/en/`,
    `  staff         ${base}/staff/   sign in with one click as`,
    ...rows,
    `  API           ${base}/api/v1   described at ${base}/api/v1/openapi.json`,
    `  a token       npm run -s token -- ${people[0]?.name}   (or ${clients.find(({ secret }) => secret)?.id})`,
    '  Ctrl-C stops it; the data stays.',
  ].join('\n');
}

/** Changes that come together are one renewal; one that comes during a renewal starts the next. */
function watchSources(renew: () => Promise<void>, console: Console): void {
  let timer: NodeJS.Timeout | undefined;
  let turn = Promise.resolve();
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      turn = turn.then(async () => {
        await renew().then(
          () => console.log('runs anew'),
          (error: unknown) => console.failed(String(error)),
        );
      });
    }, 150);
  };
  for (const folder of ['functions', 'web', 'infra']) {
    watch(join(import.meta.dirname, '../..', folder), { recursive: true }, (_, file) => {
      if (file !== null && !/(^|\/)(\.|node_modules\/)/.test(file) && !file.startsWith('local/')) changed();
    });
  }
  console.log('watching functions/, web/ and infra/');
}
