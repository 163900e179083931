import { FunctionError } from './lambda.ts';
import type { Functions } from './functions.ts';
import { type Answer, json, type Service } from './http.ts';
import type { Schedules } from './schedules.ts';
import type { Streams } from './streams.ts';

/**
 * What an operator does in the console, for tests and commands on this machine:
 * POST /2015-03-31/functions/{name}/invocations (Lambda's own Invoke), POST /schedules/{name} fires one now, POST /settled
 * answers when the streams have nothing left to deliver.
 */
export const control =
  (functions: Functions, schedules: Schedules, streams: Streams): Service =>
  async ({ method, path, body }) => {
    const [, invoked] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
    const [, fired] = /^\/schedules\/([^/]+)$/.exec(path) ?? [];
    if (method !== 'POST') return json(405, { message: 'Method Not Allowed' });
    if (path === '/settled') {
      await streams.settled();
      return json(200, {});
    }
    if (invoked !== undefined) {
      return outcome(() => functions.find(decodeURIComponent(invoked)).invoke(JSON.parse(body.toString() || '{}')));
    }
    if (fired !== undefined) return outcome(() => schedules.fire(decodeURIComponent(fired)));
    return json(404, { message: 'Not Found' });
  };

async function outcome(invoke: () => Promise<unknown>): Promise<Answer> {
  try {
    return json(200, (await invoke()) ?? null);
  } catch (error) {
    if (error instanceof FunctionError) {
      return json(200, { errorType: error.type, errorMessage: error.message }, { 'x-amz-function-error': 'Unhandled' });
    }
    return json(404, { message: String(error) });
  }
}

/** Refuses what a page of another origin could send: it cannot set this header without being asked first. */
export const withAuthorization =
  (service: Service): Service =>
  (request) =>
    request.headers['authorization'] === undefined
      ? Promise.resolve(json(403, { message: 'Forbidden' }))
      : service(request);
