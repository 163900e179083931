import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { CfnApi, CfnAuthorizer, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { type PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { scopeOf } from '../functions/http/policy.ts';
import { API_BASE, type Route } from '../functions/http/route.ts';
import { type Pillar, pillars } from '../functions/pillars.ts';
import { acknowledgeObjects } from './bucket.ts';
import type { Data } from './data.ts';
import { allow, handler } from './functions.ts';
import type { Tokens } from './identity.ts';

interface Pillared {
  readonly memory: number;
  readonly timeout: Duration;
  readonly may: (data: Data) => PolicyStatement[];
}

const reads = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const appends = [...reads, 'dynamodb:PutItem'];
/** Every pillar lets the county's systems in by their records, and counts and keeps their calls. */
const admits = ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'];
const writes = [...appends, 'dynamodb:UpdateItem', 'dynamodb:ConditionCheckItem', 'dynamodb:BatchWriteItem'];

/** What each pillar's function gets. 1,769 MB is one whole processor: planning grids and matching lists compute. */
const sizes: Record<Pillar, Pillared> = {
  grids: {
    memory: 1769,
    timeout: Duration.seconds(29),
    may: ({ grids, fund, journal }) => [
      allow(writes, grids.tableArn),
      // What a fund granted, for a renovation that it pays a part of.
      allow(reads, fund.tableArn),
      allow(appends, journal.tableArn),
    ],
  },
  lists: {
    memory: 1769,
    timeout: Duration.seconds(29),
    may: ({ lists, grids, journal }) => [
      allow(writes, lists.tableArn),
      allow(reads, grids.tableArn),
      allow(appends, journal.tableArn),
    ],
  },
  fund: {
    memory: 1024,
    timeout: Duration.seconds(29),
    may: ({ fund, ledger, journal }) => [
      allow(writes, fund.tableArn),
      allow(appends, ledger.tableArn, journal.tableArn),
    ],
  },
  // A part of a bulk import is read as it comes; a whole file is put by whoever has the address that it signs.
  system: {
    memory: 1024,
    timeout: Duration.seconds(29),
    may: ({ system, journal, uploads }) => [
      allow(writes, system.tableArn),
      allow(appends, journal.tableArn),
      allow(['s3:PutObject'], uploads.arnForObjects('imports/*')),
    ],
  },
};

export interface ApiProps {
  readonly build: string;
  readonly release: string;
  readonly data: Data;
}

/** The HTTP API: its routes, their scopes and their functions are loops over the contracts' rows. */
export class Api extends Construct {
  /** Host name of the gateway, for the edge. */
  readonly host: string;
  readonly gateway: CfnApi;
  readonly functions = new Map<Pillar, Function>();
  /** The issuer's initial access token (RFC 7591): the county puts it in; without it systems are made at the issuer. */
  readonly registrationToken: Secret;
  private readonly props: ApiProps;

  constructor(scope: Construct, id: string, props: ApiProps) {
    super(scope, id);
    this.props = props;
    this.gateway = new CfnApi(this, 'Gateway', { name: Stack.of(this).stackName, protocolType: 'HTTP' });
    const { region, urlSuffix } = Stack.of(this);
    this.host = `${this.gateway.ref}.execute-api.${region}.${urlSuffix}`;
    this.registrationToken = new Secret(this, 'RegistrationToken', {
      description: "The issuer's initial access token, with which the county's systems are registered",
    });
    Validations.of(this.registrationToken).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'The issuer gives it and the county puts it in; nothing here can renew it.',
    });
    this.stage();
  }

  /** Adds functions and routes; apart from the constructor because tokens may come from a pool that knows the site. */
  serve(tokens: Tokens): void {
    const { uploads } = this.props.data;
    const cursorSecret = new Secret(this, 'CursorSecret', {
      description: 'Signs the cursors of paged answers',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    Validations.of(cursorSecret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'It signs page cursors only, which hold no secret and live for minutes; replacing it needs a deployment.',
    });
    const environment = {
      ...tokens.environment,
      TABLE_GRIDS: this.props.data.grids.tableName,
      TABLE_LISTS: this.props.data.lists.tableName,
      TABLE_SYSTEM: this.props.data.system.tableName,
      TABLE_FUND: this.props.data.fund.tableName,
      TABLE_LEDGER: this.props.data.ledger.tableName,
      TABLE_JOURNAL: this.props.data.journal.tableName,
      CURSOR_SECRET: cursorSecret.secretValue.unsafeUnwrap(),
      RELEASE: this.props.release,
    };
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      apiId: this.gateway.ref,
      name: 'tokens',
      authorizerType: 'JWT',
      identitySource: ['$request.header.Authorization'],
      jwtConfiguration: { issuer: tokens.issuer, audience: [tokens.audience] },
    });
    const own: Partial<Record<Pillar, Record<string, string>>> = {
      system: {
        REGISTRATION_TOKEN: this.registrationToken.secretValue.unsafeUnwrap(),
        BUCKET_UPLOADS: uploads.bucketName,
        UPLOADS_HOST: uploads.bucketRegionalDomainName,
      },
    };
    acknowledgeObjects(this, uploads, 'imports/*', 'Each file has a key of its own, which nobody knows before.');
    for (const pillar of Object.keys(pillars) as Pillar[])
      this.pillar(pillar, { ...environment, ...own[pillar] }, authorizer, tokens);
  }

  private pillar(pillar: Pillar, environment: Record<string, string>, authorizer: CfnAuthorizer, tokens: Tokens): void {
    const { memory, timeout, may } = sizes[pillar];
    const { build, data } = this.props;
    const scope = new Construct(this, pillar);
    const description = `Sonata API: ${pillar}`;
    const target = handler(scope, {
      name: pillar,
      build,
      description,
      memory,
      timeout,
      environment,
      may: [...may(data), allow(admits, data.system.tableArn)],
    });
    this.functions.set(pillar, target);
    // One permission a function: one a route would outgrow the function's policy (20 KB) at some 50 routes.
    target.addPermission('Gateway', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: Stack.of(this).formatArn({
        service: 'execute-api',
        resource: this.gateway.ref,
        resourceName: '*/*',
      }),
    });
    const integration = new CfnIntegration(scope, 'Integration', {
      apiId: this.gateway.ref,
      integrationType: 'AWS_PROXY',
      integrationUri: target.functionArn,
      payloadFormatVersion: '2.0',
    });
    // What no route takes is told in our own words: no such address, or another method.
    if (pillar === 'system') {
      const other = new CfnRoute(scope, 'Route-other', {
        apiId: this.gateway.ref,
        routeKey: '$default',
        target: `integrations/${integration.ref}`,
      });
      acknowledgeOpen(other, 'the answer to an unknown address');
    }
    for (const [name, row] of Object.entries<Route>(pillars[pillar])) {
      const route = new CfnRoute(scope, `Route-${name}`, {
        apiId: this.gateway.ref,
        routeKey: `${row.method} ${API_BASE}${row.path}`,
        target: `integrations/${integration.ref}`,
        ...(row.who !== 'anyone' && {
          authorizationType: 'JWT',
          authorizerId: authorizer.ref,
          authorizationScopes: [tokens.scopePrefix + scopeOf(pillar, row.method)],
        }),
      });
      if (row.who === 'anyone') acknowledgeOpen(route, name);
    }
  }

  private stage(): void {
    const logs = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new CfnStage(this, 'Stage', {
      apiId: this.gateway.ref,
      stageName: '$default',
      autoDeploy: true,
      defaultRouteSettings: { throttlingBurstLimit: 200, throttlingRateLimit: 100, detailedMetricsEnabled: true },
      accessLogSettings: { destinationArn: logs.logGroupArn, format: JSON.stringify(accessLogFormat) },
    });
  }
}

/** No address, no path with an id, no token: the route, how it went, and the request's id to find the function's log. */
const accessLogFormat = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  ms: '$context.responseLatency',
  integrationMs: '$context.integrationLatency',
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
};

function acknowledgeOpen(route: CfnRoute, name: string): void {
  Validations.of(route).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason: `The contract opens ${name} to anyone, who needs no account for it.`,
  });
}
