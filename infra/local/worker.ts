import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

/** One execution environment of a Lambda function: loads the bundle once, then handles one event at a time. */

export interface Job {
  readonly event: unknown;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
}
export type Outcome =
  | { readonly ready: true }
  | { readonly result: unknown }
  | { readonly errorType: string; readonly errorMessage: string; readonly trace: string };

type Handler = (event: unknown, context: unknown) => unknown;

const { entry, exported, name, arn, memory } = workerData as Record<
  'entry' | 'exported' | 'name' | 'arn' | 'memory',
  string
>;

const failed = (error: unknown): Outcome => {
  const { name: errorType, message: errorMessage, stack } = error instanceof Error ? error : new Error(String(error));
  return { errorType, errorMessage, trace: stack ?? errorMessage };
};

const say = (outcome: Outcome): void => parentPort?.postMessage(outcome);

try {
  const loaded = (await import(pathToFileURL(entry).href)) as Record<string, Handler>;
  const handler = loaded[exported];
  if (typeof handler !== 'function') throw new Error(`${entry} exports no function ${exported}`);
  parentPort?.on('message', (job: Job) => void handle(handler, job).then(say, (error: unknown) => say(failed(error))));
  say({ ready: true });
} catch (error) {
  say(failed(error));
}

async function handle(handler: Handler, { event, requestId, deadline }: Job): Promise<Outcome> {
  const result = await handler(event, {
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: memory,
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  });
  // What Lambda returns has been through JSON: a Date comes out as text, undefined as null.
  return { result: JSON.parse(JSON.stringify(result ?? null)) as unknown };
}
