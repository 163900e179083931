import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { Job, Outcome } from './worker.ts';

/** A function as the template describes it, with its values resolved. */
export interface FunctionSettings {
  readonly name: string;
  readonly arn: string;
  /** The bundle's file. */
  readonly entry: string;
  /** The name that it exports. */
  readonly exported: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly timeout: number;
  /** MB. */
  readonly memory: number;
}

/** A function failed: it threw, crashed or ran out of time. The caller of an event sees this, never the trace. */
export class FunctionError extends Error {
  readonly type: string;
  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}

export interface Lambda {
  readonly name: string;
  /** @throws FunctionError */
  invoke(event: unknown): Promise<unknown>;
  /** Later events meet the bundle as it then stands. */
  reload(): void;
  stop(): Promise<void>;
}

interface Waiting {
  readonly event: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs a function in worker threads, one event at a time in each.
 * @param most how many events run at once; more wait
 * @param log receives all that the function writes
 * @param failed hears of each failure
 */
export function startLambda(
  settings: FunctionSettings,
  most: number,
  log: Writable,
  failed: (error: FunctionError) => void,
): Lambda {
  const idle: Worker[] = [];
  const busy = new Set<Worker>();
  const waiting: Waiting[] = [];
  let generation = 0;
  const born = new WeakMap<Worker, number>();

  const next = (): void => {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < most)) {
      const worker = idle.pop() ?? open();
      busy.add(worker);
      void run(worker, waiting.shift() as Waiting);
    }
  };
  const open = (): Worker => {
    const worker = environmentOf(settings, log);
    born.set(worker, generation);
    // One that dies while it waits is simply not used again; during an event, `handle` sees it too.
    worker
      .on('error', () => {})
      .on('exit', () => {
        const place = idle.indexOf(worker);
        if (place >= 0) idle.splice(place, 1);
      });
    return worker;
  };
  const run = async (worker: Worker, { event, resolve, reject }: Waiting): Promise<void> => {
    const requestId = randomUUID();
    let usable = false;
    try {
      const outcome = await handle(worker, event, requestId, settings);
      usable = !('errorType' in outcome) || outcome.errorType !== CRASHED;
      if ('errorType' in outcome) {
        log.write(`${requestId} ERROR ${outcome.trace}\n`);
        const error = new FunctionError(outcome.errorType, outcome.errorMessage);
        failed(error);
        reject(error);
      } else resolve('result' in outcome ? outcome.result : null);
    } finally {
      busy.delete(worker);
      if (usable && born.get(worker) === generation) idle.push(worker);
      else void worker.terminate();
      next();
    }
  };
  return {
    name: settings.name,
    invoke: (event) =>
      new Promise((resolve, reject) => {
        waiting.push({ event, resolve, reject });
        next();
      }),
    reload: () => {
      generation++;
      for (const worker of idle.splice(0)) void worker.terminate();
    },
    stop: async () => {
      for (const { reject } of waiting.splice(0)) reject(new FunctionError('Shutdown', 'the stack is stopping'));
      await Promise.all([...idle, ...busy].map((worker) => worker.terminate()));
    },
  };
}

const CRASHED = 'Runtime.ExitError';
/** Lambda gives the code outside the handler ten seconds. */
const LOADING = 10_000;

function environmentOf(settings: FunctionSettings, log: Writable): Worker {
  const { entry, exported, name, arn, memory } = settings;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { entry, exported, name, arn, memory: String(memory) },
    env: { ...settings.environment },
    execArgv: ['--enable-source-maps'],
    resourceLimits: { maxOldGenerationSizeMb: memory },
    stdout: true,
    stderr: true,
  });
  worker.stdout.pipe(log, { end: false });
  worker.stderr.pipe(log, { end: false });
  return worker;
}

const loaded = new WeakSet<Worker>();

/** One event in one worker. A worker that crashed or ran out of time ends with the outcome CRASHED. */
async function handle(worker: Worker, event: unknown, requestId: string, settings: FunctionSettings): Promise<Outcome> {
  if (!loaded.has(worker)) {
    const start = await answer(worker, LOADING, `${settings.name} did not load within 10 seconds`);
    if ('errorType' in start) return { ...start, errorType: CRASHED };
    loaded.add(worker);
  }
  const milliseconds = settings.timeout * 1_000;
  const answered = answer(worker, milliseconds, `Task timed out after ${settings.timeout.toFixed(2)} seconds`);
  worker.postMessage({ event, requestId, deadline: Date.now() + milliseconds } satisfies Job);
  return answered;
}

function answer(worker: Worker, milliseconds: number, late: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome): void => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', crashed).off('exit', exited);
      resolve(outcome);
    };
    const crash = (message: string): void => settle({ errorType: CRASHED, errorMessage: message, trace: message });
    const crashed = (error: unknown): void =>
      crash(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const exited = (code: number): void => crash(`the function's process ended with code ${code}`);
    const timer = setTimeout(() => crash(late), milliseconds);
    worker.on('message', settle).on('error', crashed).on('exit', exited);
  });
}
