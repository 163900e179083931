import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Complaint } from './complaint.ts';
import { DYNAMODB, dynamodb } from './dynamodb.ts';
import { indexStreams } from './stream-index.ts';

/** A DynamoDB on this machine. */
export interface Engine {
  readonly name: string;
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

interface Program {
  readonly name: string;
  readonly command: string;
  readonly arguments: (port: number, folder: string) => readonly string[];
  readonly cwd?: string;
  /** Once it answers. */
  readonly ready?: (folder: string) => void;
}

const require = createRequire(import.meta.url);

/**
 * Starts the engine that the machine can run, its data below `folder`.
 * @param environment SONATA_ENGINE 'dynoxide' or 'java' chooses; DYNAMODB_ENDPOINT names one that runs already
 * @throws Complaint when none can run
 */
export async function startEngine(folder: string, environment: NodeJS.ProcessEnv): Promise<Engine> {
  const given = environment['DYNAMODB_ENDPOINT'];
  if (given) return useGiven(given);
  const program = choose(environment['SONATA_ENGINE']);
  await mkdir(join(folder, program.name), { recursive: true });
  const port = await freePort();
  const child = guarded(program, program.arguments(port, join(folder, program.name)));
  const endpoint = `http://127.0.0.1:${port}`;
  const failure = await answers(endpoint, child);
  if (failure !== undefined) throw new Complaint(`The DynamoDB engine ${program.name} did not start: ${failure}`);
  program.ready?.(join(folder, program.name));
  return { name: program.name, endpoint, stop: () => stop(child) };
}

async function useGiven(endpoint: string): Promise<Engine> {
  if (!(await ping(endpoint))) throw new Complaint(`DYNAMODB_ENDPOINT is ${endpoint}, but no DynamoDB answers there.`);
  return { name: 'DYNAMODB_ENDPOINT', endpoint, stop: () => Promise.resolve() };
}

function choose(wanted: string | undefined): Program {
  if (wanted === undefined || wanted === '') {
    const found = dynoxide() ?? java();
    if (found) return found;
    throw new Complaint(
      'No DynamoDB engine can run here: @dynoxide/linux-x64 is not installed and there is no Java 17; install Java, or name a running DynamoDB in DYNAMODB_ENDPOINT.',
    );
  }
  if (wanted !== 'dynoxide' && wanted !== 'java')
    throw new Complaint(`SONATA_ENGINE is '${wanted}'; it takes dynoxide or java.`);
  const found = wanted === 'java' ? java() : dynoxide();
  if (found) return found;
  throw new Complaint(
    wanted === 'java'
      ? 'SONATA_ENGINE is java, but `java -version` does not run here: install Java 17.'
      : 'SONATA_ENGINE is dynoxide, but @dynoxide/linux-x64 is not installed here (it exists for Linux on x64 only).',
  );
}

function dynoxide(): Program | undefined {
  const command = packageFile('@dynoxide/linux-x64', 'dynoxide');
  if (command === undefined) return undefined;
  return {
    name: 'dynoxide',
    command,
    arguments: (port, folder) => ['serve', '--port', String(port), '--db-path', join(folder, 'tables.db')],
    ready: (folder) => indexStreams(join(folder, 'tables.db')),
  };
}

/** Amazon's own DynamoDB Local, which the package carries. */
function java(): Program | undefined {
  const jar = packageFile('amplify-dynamodb-simulator', 'emulator/DynamoDBLocal.jar');
  if (jar === undefined || spawnSync('java', ['-version'], { stdio: 'ignore' }).status !== 0) return undefined;
  return {
    name: 'java',
    command: 'java',
    cwd: dirname(jar),
    arguments: (port, folder) => [
      '-XX:TieredStopAtLevel=1',
      '-Djava.library.path=./DynamoDBLocal_lib',
      '-jar',
      'DynamoDBLocal.jar',
      '-port',
      String(port),
      '-sharedDb',
      '-dbPath',
      folder,
    ],
  };
}

function packageFile(name: string, file: string): string | undefined {
  try {
    const path = join(dirname(require.resolve(`${name}/package.json`)), file);
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs the program under a shell that ends it when our end of its input closes: so it never outlives us, even when we
 * are killed outright.
 */
function guarded(program: Program, args: readonly string[]): ChildProcess {
  const script = 'exec 3<&0; "$@" </dev/null & p=$!; { cat <&3 >/dev/null; kill $p; } & wait $p; kill $! 2>/dev/null';
  return spawn('sh', ['-c', script, 'engine', program.command, ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    cwd: program.cwd,
    // Its own process group: Ctrl-C reaches us alone, and the engine ends after the functions have.
    detached: true,
  });
}

/** Waits until it answers. @returns why it never will, or undefined */
async function answers(endpoint: string, child: ChildProcess): Promise<string | undefined> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2_000)));
  child.on('error', (error) => (said = error.message));
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    if (await ping(endpoint)) return undefined;
    if (child.exitCode !== null || child.pid === undefined)
      return said.trim() || `it ended with code ${child.exitCode}`;
    await pause(25);
  }
  await stop(child);
  return 'it does not answer after 30 s';
}

const ping = (endpoint: string): Promise<boolean> =>
  dynamodb(endpoint)(`${DYNAMODB}.ListTables`, {}).then(
    () => true,
    () => false,
  );

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  const late = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), 5_000);
  await ended;
  clearTimeout(late);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
