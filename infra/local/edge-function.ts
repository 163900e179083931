import { createContext, Script } from 'node:vm';
import * as z from 'zod';
import type { Answer, Request } from './http.ts';
import type { Names } from './names.ts';

const FunctionProperties = z.object({ FunctionCode: z.string(), FunctionConfig: z.object({ Runtime: z.string() }) });

const Multi = z.record(
  z.string(),
  z.object({ value: z.string(), multiValue: z.array(z.object({ value: z.string() })).optional() }),
);
const Returned = z.union([
  z.object({
    statusCode: z.number(),
    headers: Multi.default({}),
    body: z.union([z.string(), z.object({ data: z.string() })]).optional(),
  }),
  z.object({ method: z.string(), uri: z.string(), querystring: Multi, headers: Multi }),
]);

/** A CloudFront Function on viewer requests: the request to go on with, or the answer that it gives itself. */
export type ViewerRequest = (request: Request) => Promise<Request | Answer>;

/** Runs the template's code of a CloudFront Function, in a context that has nothing but the language. */
export function readViewerRequest(names: Names, functionArn: string): ViewerRequest {
  const found = names
    .all('AWS::CloudFront::Function')
    .find(({ id }) => names.arn(id) === functionArn || names.ref(id) === functionArn);
  if (!found) throw new Error(`the CloudFront Function ${functionArn} is not in the template`);
  const { FunctionCode: code } = FunctionProperties.parse(found.properties);
  const context = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  new Script(code, { filename: `${found.id}.js` }).runInContext(context);
  const call = new Script('JSON.stringify', {}).runInContext(context) as typeof JSON.stringify;
  return async (request) => {
    const event = JSON.stringify(eventOf(request));
    // CloudFront counts processor time; here it is the clock, and a busy machine may stand still a while.
    const result: unknown = await new Script(`handler(${event})`).runInContext(context, { timeout: 10_000 });
    return apply(request, Returned.parse(JSON.parse(call(result))));
  };
}

const eventOf = (request: Request) => ({
  version: '1.0',
  context: {
    eventType: 'viewer-request',
    distributionDomainName: 'local',
    distributionId: 'local',
    requestId: 'local',
  },
  viewer: { ip: request.sourceIp },
  request: {
    method: request.method,
    uri: request.path,
    querystring: multi([...new URLSearchParams(request.query)]),
    headers: multi(Object.entries(request.headers).filter(([name]) => name !== 'cookie')),
    cookies: multi(
      (request.headers['cookie'] ?? '')
        .split(/;\s*/)
        .filter(Boolean)
        .map((pair): [string, string] => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']),
    ),
  },
});

/** A value by its name, and all of them where it stands several times. */
function multi(
  pairs: readonly (readonly [string, string])[],
): Record<string, { value: string; multiValue?: { value: string }[] }> {
  const by = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...by].map(([name, found]) => {
      const values = found.map(([, value]) => ({ value }));
      return [name, { value: values[0]?.value ?? '', ...(values.length > 1 && { multiValue: values }) }];
    }),
  );
}

function apply(request: Request, result: z.output<typeof Returned>): Request | Answer {
  const plain = (given: z.output<typeof Multi>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(given).map(([name, { value, multiValue }]) => [
        name,
        multiValue?.map((each) => each.value).join(',') ?? value,
      ]),
    );
  if ('statusCode' in result) {
    const body = typeof result.body === 'string' ? result.body : (result.body?.data ?? '');
    return { status: result.statusCode, headers: plain(result.headers), body: Buffer.from(body) };
  }
  const query = new URLSearchParams();
  for (const [name, { value, multiValue }] of Object.entries(result.querystring)) {
    for (const each of multiValue ?? [{ value }]) query.append(name, each.value);
  }
  const { cookie } = request.headers;
  return {
    ...request,
    path: result.uri,
    // Left as it came where the function did not touch it: the encoding may differ.
    query:
      JSON.stringify(result.querystring) === JSON.stringify(multi([...new URLSearchParams(request.query)]))
        ? request.query
        : query.toString(),
    headers: { ...plain(result.headers), ...(cookie !== undefined && { cookie }) },
  };
}
