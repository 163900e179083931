import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readAssembly } from './assembly.ts';
import { ADDRESS_PLACEHOLDER, buildAll } from './build.ts';
import { replaceFile } from './bucket.ts';
import { Complaint } from './complaint.ts';
import type { Console } from './console.ts';
import { withAuthorization } from './control.ts';
import { type Demo, DEMO_FILE, tokenOf } from './demo.ts';
import { type Engine, startEngine } from './engine.ts';
import { dataFolder, takeFolder } from './folder.ts';
import { adapt, json, type Listening, listen, type Service } from './http.ts';
import { issuerStore } from './issuer-store.ts';
import { hotline, people, WEB_CLIENT } from './people.ts';
import { localRole, withSignature } from './presigned.ts';
import { openStack, type Stack } from './stack.ts';

/** A machine that runs one stack after another on the same port, folder and engine. */
export interface Host {
  readonly demo: Demo;
  /** Builds what changed, and runs the stack as it then is. */
  readonly renew: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Brings the stack up: takes folder and port, builds, starts engine and stack, deploys, makes the demo.
 * @param environment SONATA_DIR, PORT (0 takes a free one), and the engine's
 * @throws Complaint for what the person at the keyboard can mend
 */
export async function startHost(environment: NodeJS.ProcessEnv, console: Console): Promise<Host> {
  const folder = dataFolder(environment);
  const undo: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step().catch((error: unknown) => console.failed(String(error)));
  };
  try {
    const held = await takeFolder(folder);
    undo.push(held.release);
    // Left by one that was killed.
    await rm(join(folder, DEMO_FILE), { force: true });
    let stack: Stack | undefined;
    const starting: Service = () => Promise.resolve(json(503, { message: 'Starting' }, { 'retry-after': '1' }));
    const through =
      (part: 'front' | 's3' | 'control'): Service =>
      (request) =>
        (stack?.[part] ?? starting)(request);
    const doors = await openDoors(environment, console, through, () => stack);
    undo.push(...doors.all.map((door) => door.close));
    const base = `http://localhost:${doors.front.port}`;
    const issuer = `${base}/oidc`;
    const [engine, built] = await both(startEngine(join(folder, 'engine'), environment), buildAll(console.log), undo);
    console.log(`engine ${engine.name} at ${engine.endpoint}`);
    const store = await issuerStore(join(folder, 'systems.json'));
    const s3 = `http://127.0.0.1:${doors.s3.port}`;
    const open = async (assembly: string): Promise<Stack> =>
      openStack(await readAssembly(assembly, { [ADDRESS_PLACEHOLDER]: base }), {
        ...console,
        folder,
        issuer,
        store,
        dynamodb: engine.endpoint,
        s3,
        sqs: `http://127.0.0.1:${doors.control.port}`,
        trusted: environment['SONATA_RECEIVERS'],
      });
    stack = await open(built.assembly);
    undo.push(async () => stack?.stop());
    await stack.deploy(built.version);
    const demo = describe(base, stack, {
      dynamodb: engine.endpoint,
      s3,
      lambda: `http://127.0.0.1:${doors.control.port}`,
    });
    // The pages of a new demo are then written once, when all of it is there.
    await makeDemo(folder, demo, console);
    stack.consume();
    await stack.settled();
    const announced = { ...demo, ready: new Date().toISOString() };
    await replaceFile(join(folder, DEMO_FILE), `${JSON.stringify(announced, null, 2)}\n`);
    undo.push(() => rm(join(folder, DEMO_FILE), { force: true }));
    return {
      demo: announced,
      stop,
      renew: async () => {
        const next = await buildAll(console.log);
        const old = stack;
        await old?.stop();
        stack = await open(next.assembly);
        await stack.deploy(next.version);
        stack.consume();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const describe = (base: string, { issuer, outputs }: Stack, aws: Demo['aws']): Demo => ({
  base,
  site: `${base}/`,
  api: `${base}/api/v1`,
  issuer: `${base}/oidc`,
  people: people.map((person) => ({ ...person, roles: [...person.roles] })),
  clients: [{ id: WEB_CLIENT }, { id: hotline.id, secret: issuer.secret }],
  outputs: { ...outputs },
  aws,
  pid: process.pid,
  ready: '',
});

interface Doors {
  readonly front: Listening;
  readonly s3: Listening;
  readonly control: Listening;
  readonly all: readonly Listening[];
}

/** Opens the ports first of all: one that is taken should not be found after a minute of building. */
async function openDoors(
  environment: NodeJS.ProcessEnv,
  console: Console,
  through: (part: 'front' | 's3' | 'control') => Service,
  current: () => Stack | undefined,
): Promise<Doors> {
  const wanted = portOf(environment['PORT']);
  const failed = (error: unknown): void => console.failed(String(error));
  const site = adapt(through('front'), failed);
  const front = await listen(wanted, (request, response) => {
    const issuer = current()?.issuer;
    if (issuer && /^\/oidc(\/|$)/.test(request.url ?? '')) issuer.handler(request, response);
    else site(request, response);
  }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new Complaint(
        `Port ${wanted} is in use: stop what runs there, or choose another with PORT=8081 npm start.`,
      );
    if (code === 'EACCES')
      throw new Complaint(`Port ${wanted} may not be opened by this user: choose one above 1023 with PORT.`);
    throw error;
  });
  const s3 = await listen(0, adapt(withSignature(through('s3'), localRole, Date.now), failed));
  const control = await listen(0, adapt(withAuthorization(through('control')), failed));
  return { front, s3, control, all: [front, s3, control] };
}

function portOf(text: string | undefined): number {
  const port = Number(text || 8080);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new Complaint(`PORT is '${text}'; it takes a number from 0 to 65535.`);
}

/** Starts the engine while the build runs; should either fail, the engine is stopped. */
async function both<B>(
  engine: Promise<Engine>,
  build: Promise<B>,
  undo: (() => Promise<void>)[],
): Promise<[Engine, B]> {
  undo.push(() =>
    engine.then(
      (running) => running.stop(),
      () => {},
    ),
  );
  return Promise.all([engine, build]);
}

type Seed = (
  api: { base: string; token: (name: string) => Promise<string>; orderReports: () => Promise<void> },
  log: (line: string) => void,
) => Promise<void>;

/** Fills a new data folder with the demo, through the API as any caller would. */
async function makeDemo(folder: string, demo: Demo, console: Console): Promise<void> {
  const script = join(import.meta.dirname, 'demo/seed.ts');
  const mark = join(folder, 'seeded');
  if (!existsSync(script) || existsSync(mark)) return;
  console.log('making the demo county');
  const { seed } = (await import(pathToFileURL(script).href)) as { seed: Seed };
  const orderReports = async (): Promise<void> => {
    const address = `${demo.aws.lambda}/2015-03-31/functions/${demo.outputs['ReportsFunction']}/invocations`;
    const answer = await fetch(address, { method: 'POST', headers: { authorization: 'local' }, body: '{}' });
    if (!answer.ok || answer.headers.has('x-amz-function-error'))
      throw new Error(`no statements were ordered: ${await answer.text()}`);
  };
  await seed({ base: demo.base, token: (name) => tokenOf(demo, name), orderReports }, console.log);
  await writeFile(mark, `${new Date().toISOString()}\n`);
}
