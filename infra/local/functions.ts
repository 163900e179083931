import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { type FunctionError, type Lambda, startLambda } from './lambda.ts';
import { type Names, REGION } from './names.ts';
import { localRole } from './presigned.ts';

const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string().optional() }),
  Handler: z.string(),
  Runtime: z.string(),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({ Variables: {} }),
});

/** At most so many events of one function run at once; the rest wait. */
const MOST = 4;

export interface Functions {
  /** By ARN (with or without a version), name or logical id. @throws Error when the template holds no such function */
  find(name: string): Lambda;
  /** All that something has asked for. */
  running(): Lambda[];
}

export interface FunctionsOptions {
  /** What every function finds in its environment besides its own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly logs: string;
  /** Replaces what the template leaves to be resolved at deployment: secrets. */
  readonly dynamic: (text: string) => string;
  readonly failed: (name: string, error: FunctionError) => void;
}

/**
 * The template's functions, each made when a route, a mapping, a schedule or a trigger names it. So those that CDK adds
 * to deploy with stay out: what they do is done by deployment.ts.
 */
export function openFunctions(assembly: Assembly, names: Names, options: FunctionsOptions): Functions {
  const made = new Map<string, Lambda>();
  const properties = new Map(names.all('AWS::Lambda::Function').map((found) => [found.id, found.properties]));
  return {
    running: () => [...made.values()],
    find(wanted) {
      const id = names.find(wanted) ?? '';
      if (!properties.has(id)) throw new Error(`the template holds no function ${wanted}`);
      const lambda = made.get(id) ?? make(assembly, names, options, id, properties.get(id));
      made.set(id, lambda);
      return lambda;
    },
  };
}

function make(assembly: Assembly, names: Names, options: FunctionsOptions, id: string, properties: unknown): Lambda {
  const wanted = FunctionProperties.parse(properties);
  const name = names.ref(id);
  if (!wanted.Runtime.startsWith('nodejs') || wanted.Code.S3Key === undefined) {
    throw new Error(`the function ${name} is no Node.js asset, which is all that the local run takes`);
  }
  const [file = 'index', exported = 'handler'] = wanted.Handler.split('.');
  const own = Object.entries(wanted.Environment.Variables).map(([key, value]): [string, string] => [
    key,
    options.dynamic(value),
  ]);
  return startLambda(
    {
      name,
      arn: names.arn(id),
      entry: join(assembly.asset(wanted.Code.S3Key), `${file}.mjs`),
      exported,
      environment: {
        ...Object.fromEntries(own),
        ...runtimeEnvironment(name, wanted.MemorySize),
        ...options.environment,
      },
      timeout: wanted.Timeout,
      memory: wanted.MemorySize,
    },
    Math.min(wanted.ReservedConcurrentExecutions ?? MOST, MOST),
    createWriteStream(join(options.logs, `${name}.log`), { flags: 'a' }),
    (error) => options.failed(name, error),
  );
}

/** What the Lambda runtime sets by itself. */
const runtimeEnvironment = (name: string, memory: number): Record<string, string> => ({
  AWS_REGION: REGION,
  AWS_DEFAULT_REGION: REGION,
  AWS_ACCESS_KEY_ID: localRole.keyId,
  AWS_SECRET_ACCESS_KEY: localRole.secret,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  TZ: ':UTC',
  LANG: 'en_US.UTF-8',
});
