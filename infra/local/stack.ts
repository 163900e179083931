import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { type Measure, openAlarms } from './alarms.ts';
import { openBuckets } from './buckets.ts';
import { control } from './control.ts';
import { deploy } from './deployment.ts';
import { dynamodb } from './dynamodb.ts';
import { startEdge } from './edge.ts';
import { type Functions, openFunctions } from './functions.ts';
import { startGateway } from './gateway.ts';
import type { Service } from './http.ts';
import { type Issuer, startIssuer } from './issuer.ts';
import type { IssuerStore } from './issuer-store.ts';
import { type Names, readNames } from './names.ts';
import { openQueues, type Queues } from './queues.ts';
import { s3 } from './s3.ts';
import { openSchedules } from './schedules.ts';
import { openSecrets } from './secrets.ts';
import { openStreams } from './streams.ts';
import { makeTables } from './tables.ts';

/** Where the parts of a stack find one another on this machine. */
export interface Surroundings {
  /** The data folder. */
  readonly folder: string;
  readonly issuer: string;
  readonly store: IssuerStore;
  readonly dynamodb: string;
  readonly s3: string;
  readonly sqs: string;
  /** Hosts on this machine that webhooks may be sent to, with commas: a receiver that is being tried out. */
  readonly trusted: string | undefined;
  readonly log: (line: string) => void;
  readonly failed: (line: string) => void;
}

export interface Stack {
  /** The public distribution. */
  readonly front: Service;
  readonly s3: Service;
  readonly control: Service;
  readonly issuer: Issuer;
  readonly outputs: Readonly<Record<string, string>>;
  /** Lays the site into its bucket and invokes the triggers, unless this version was deployed last. */
  deploy(version: string): Promise<void>;
  /** Begins to deliver the tables' changes, to keep the schedules and to judge the alarms. */
  consume(): void;
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Runs a synthesized stack. */
export async function openStack(assembly: Assembly, around: Surroundings): Promise<Stack> {
  const names = readNames(assembly.template);
  const place = (name: string): string => join(around.folder, name);
  const call = dynamodb(around.dynamodb);
  const tables = await makeTables(names, call);
  around.log(`tables ${tables.names.join(', ')}${tables.made > 0 ? ` (${tables.made} new)` : ''}`);
  const buckets = openBuckets(names, place('buckets'));
  around.log(`buckets ${[...buckets.keys()].join(', ')}`);
  const queues = await openQueues(names, place('queues'));
  const { send } = queues;
  const secrets = await openSecrets(names, place('secrets.json'));
  const failures = recent();
  const functions = await openEnvironments(assembly, names, around, secrets, failures.count);
  const apis = names
    .all('AWS::ApiGatewayV2::Api')
    .map(({ id }) => [names.ref(id), startGateway(names, functions, id)] as const);
  const front = startEdge(names, buckets, new Map(apis));
  const running = await startIssuer({
    ...identity(names, around.issuer),
    file: place('issuer.json'),
    store: around.store,
    registrationToken: secrets(`{{resolve:secretsmanager:${names.outputs()['RegistrationToken']}:SecretString:::}}`),
  });
  const streams = await openStreams(names, functions, {
    call,
    send,
    file: place('streams.json'),
    failed: around.failed,
  });
  const schedules = await openSchedules(names, functions, { file: place('schedules.json'), send, now: Date.now });
  const measure = measuring(queues, failures.within);
  const alarms = await openAlarms(names, functions, { file: place('alarms.json'), now: Date.now, measure });
  const routes = names.all('AWS::ApiGatewayV2::Route').length;
  const operator = control(functions, schedules, streams);
  around.log(`${routes} routes, ${streams.count} stream mapping(s), schedules ${schedules.names.join(', ') || 'none'}`);
  return {
    front,
    s3: s3(buckets),
    control: (request) =>
      request.headers['x-amz-target']?.startsWith('AmazonSQS.') ? queues.service(request) : operator(request),
    issuer: running,
    outputs: names.outputs(),
    consume: () => {
      schedules.start();
      streams.start();
      queues.start(functions);
      alarms.start();
    },
    settled: streams.settled,
    deploy: async (version) => {
      const { files, triggers } = await deploy({
        assembly,
        names,
        buckets,
        functions,
        file: place('deployed'),
        version,
      });
      if (files + triggers > 0) around.log(`site: ${files} files laid out, ${triggers} trigger(s) run`);
    },
    stop: async () => {
      await alarms.stop();
      await schedules.stop();
      await streams.stop();
      await queues.stop();
      await Promise.all(functions.running().map((lambda) => lambda.stop()));
    },
  };
}

async function openEnvironments(
  assembly: Assembly,
  names: Names,
  around: Surroundings,
  dynamic: (text: string) => string,
  count: (name: string) => void,
): Promise<Functions> {
  const logs = join(around.folder, 'logs');
  await mkdir(logs, { recursive: true });
  return openFunctions(assembly, names, {
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: around.dynamodb,
      AWS_ENDPOINT_URL_S3: around.s3,
      AWS_ENDPOINT_URL_SQS: around.sqs,
      ...(around.trusted && { TRUSTED_TARGETS: around.trusted }),
    },
    logs,
    dynamic,
    failed: (name, error) => {
      count(name);
      around.failed(`${name} failed: ${error.type}: ${error.message} (see ${join(logs, `${name}.log`)})`);
    },
  });
}

/** The figures that this machine keeps: of queues, and of functions that failed. */
const measuring =
  (queues: Queues, failed: (name: string, seconds: number) => number): Measure =>
  async ({ namespace, name, of, period }) => {
    const waiting = namespace === 'AWS/SQS' ? await queues.waiting(of) : undefined;
    if (name === 'ApproximateNumberOfMessagesVisible') return waiting?.count;
    if (name === 'ApproximateAgeOfOldestMessage') return waiting?.oldest;
    return namespace === 'AWS/Lambda' && name === 'Errors' ? failed(of, period) : undefined;
  };

/** Counts what happened to a name in the last seconds. */
function recent() {
  const times = new Map<string, number[]>();
  return {
    count: (name: string): void => void times.set(name, [...(times.get(name) ?? []).slice(-100), Date.now()]),
    within: (name: string, seconds: number): number =>
      (times.get(name) ?? []).filter((at) => Date.now() - at < seconds * 1_000).length,
  };
}

const AuthorizerProperties = z.object({
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});
const RouteProperties = z.object({ AuthorizationScopes: z.array(z.string()).default([]) });

/**
 * Whom the template trusts, for which audience, and every scope that its routes ask for.
 * @throws Error when that is not the local issuer
 */
function identity(names: Names, local: string): { issuer: string; audience: string; scopes: string[] } {
  const [authorizer] = names
    .all('AWS::ApiGatewayV2::Authorizer')
    .map(({ properties }) => AuthorizerProperties.parse(properties));
  const audience = authorizer?.JwtConfiguration.Audience[0];
  if (!authorizer || audience === undefined) throw new Error('the template holds no JWT authorizer');
  const issuer = authorizer.JwtConfiguration.Issuer;
  if (issuer !== local) throw new Error(`the template's authorizer trusts ${issuer}, not the local issuer ${local}`);
  const scopes = names
    .all('AWS::ApiGatewayV2::Route')
    .flatMap(({ properties }) => RouteProperties.parse(properties).AuthorizationScopes);
  return { issuer, audience, scopes: [...new Set(scopes)].sort() };
}
