import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

export interface HandlerProps {
  /** The folder below functions/ and below .build/functions/. */
  readonly name: string;
  readonly build: string;
  readonly description: string;
  readonly memory: number;
  readonly timeout: Duration;
  readonly environment: Record<string, string>;
  /** All that its role may do, besides writing its own log. */
  readonly may: readonly PolicyStatement[];
}

/** A bundled handler with its own role and log group. */
export function handler(scope: Construct, props: HandlerProps): Function {
  const code = join(props.build, 'functions', props.name);
  if (!existsSync(code)) throw new Error(`${code} is missing: run \`npm run build\` first`);
  // Kept half a year: the least that Chinese law (Cybersecurity Law art. 21) asks of network logs.
  const logGroup = new LogGroup(scope, 'Log', {
    retention: RetentionDays.SIX_MONTHS,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn));
  for (const statement of props.may) role.addToPolicy(statement);
  return new Function(scope, 'Function', {
    description: props.description,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: Code.fromAsset(code),
    memorySize: props.memory,
    timeout: props.timeout,
    environment: { ...props.environment, NODE_OPTIONS: '--enable-source-maps' },
    role: role.withoutPolicyUpdates(),
    logGroup,
  });
}

/** A statement that allows these actions on these resources, and no more. */
export const allow = (actions: string[], ...resources: string[]): PolicyStatement =>
  new PolicyStatement({ actions, resources });
