import { expect, test } from 'vitest';
import { scopeOf } from '../../functions/http/policy.ts';
import type { Route } from '../../functions/http/route.ts';
import { functionNames } from '../../infra/bundle.ts';
import { pillars } from '../../functions/pillars.ts';
import { ofType, only, statements, synthesized } from './synthesized.ts';

const template = synthesized();
const text = JSON.stringify(template);

/** Functions that CDK brings to copy files and to call publish at a deployment. */
const ofCdk = (name: string) => /^(CustomCDKBucketDeployment|AWSCDKTrigger)/.test(name);

const rows = Object.entries(pillars).flatMap(([pillar, contract]) =>
  Object.values<Route>(contract).map((row) => ({ pillar, row, key: `${row.method} /api/v1${row.path}` })),
);

test('the gateway has the routes of the contracts and no other', () => {
  const keys = ofType(template, 'AWS::ApiGatewayV2::Route').map(([, route]) => route['RouteKey']);
  expect(keys.toSorted()).toEqual(['$default', ...rows.map(({ key }) => key)].toSorted());
});

test.each(rows)('$key asks for a token with its scope, unless anyone may call it', ({ pillar, row, key }) => {
  const [, route] = ofType(template, 'AWS::ApiGatewayV2::Route').find(([, { RouteKey }]) => RouteKey === key) ?? [];
  const [authorizer] = only(template, 'AWS::ApiGatewayV2::Authorizer');
  const open = row.who === 'anyone';
  expect(route?.['AuthorizationType']).toBe(open ? undefined : 'JWT');
  expect(route?.['AuthorizerId']).toEqual(open ? undefined : { Ref: authorizer });
  expect(route?.['AuthorizationScopes']).toEqual(open ? undefined : [scopeOf(pillar, row.method)]);
});

test('each pillar has its function, which the gateway may call by one permission', () => {
  const invoked = ofType(template, 'AWS::Lambda::Permission').filter(
    ([, { Principal }]) => Principal === 'apigateway.amazonaws.com',
  );
  const targets = invoked.map(([, { FunctionName }]) => JSON.stringify(FunctionName));
  expect(new Set(targets).size).toBe(Object.keys(pillars).length);
  expect(targets).toHaveLength(Object.keys(pillars).length);
});

test.each(['DataJournal', 'DataLedger'])('case 8: no role can change or remove a row of %s', (name) => {
  const [journal] = only(template, 'AWS::DynamoDB::Table', name);
  const reaching = statements(template).filter(({ resources }) => resources.includes(journal) || resources === '"*"');
  const actions = new Set(reaching.flatMap((statement) => statement.actions));
  expect([...actions].toSorted()).toEqual(
    ['BatchGetItem', 'GetItem', 'PutItem', 'Query'].map((action) => `dynamodb:${action}`),
  );
});

test.each(['DataJournal', 'DataLedger'])('case 8: %s refuses changes from whoever else the account knows', (name) => {
  const [, journal] = only(template, 'AWS::DynamoDB::Table', name);
  const { PolicyDocument: policy } = journal['ResourcePolicy'] as { PolicyDocument: { Statement: unknown[] } };
  expect(policy.Statement).toEqual([
    expect.objectContaining({
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: expect.arrayContaining(['dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem']),
    }),
  ]);
});

test('the system function reaches its own table and the journal alone', () => {
  const own = statements(template).filter(({ of }) => of.startsWith('Apisystem'));
  const reached = own.filter(({ actions }) => actions.some((action) => action.startsWith('dynamodb:')));
  expect(reached.length).toBeGreaterThan(0);
  for (const { resources } of reached) expect(resources).toMatch(/DataSystem|DataJournal/);
});

test('files of imports lie where no distribution reaches and two functions do, for a day', () => {
  const [uploads, bucket] = only(template, 'AWS::S3::Bucket', 'DataUploads');
  expect(bucket['LifecycleConfiguration']).toEqual({ Rules: [{ ExpirationInDays: 1, Status: 'Enabled' }] });
  expect(bucket['VersioningConfiguration']).toBeUndefined();
  expect(bucket['CorsConfiguration']).toBeUndefined();
  expect(JSON.stringify(ofType(template, 'AWS::CloudFront::Distribution'))).not.toContain(uploads);
  const policies = ofType(template, 'AWS::S3::BucketPolicy').filter(([name]) => name.startsWith('DataUploads'));
  expect(policies).toHaveLength(1);
  expect(JSON.stringify(policies)).not.toMatch(/cloudfront|"Effect":"Allow"/);
  const reaching = statements(template).filter(({ resources }) => resources.includes(uploads));
  expect(
    reaching.map(({ of, actions, resources }) => [of.slice(0, 9), actions, resources.includes('/imports/*')]),
  ).toEqual([
    ['Apisystem', ['s3:PutObject'], true],
    ['ImportsRo', ['s3:GetObject', 's3:DeleteObject'], true],
    ['ImportsRo', ['s3:ListBucket'], false],
  ]);
});

test('publish cannot write to a table', () => {
  const own = statements(template).filter(({ of }) => of.startsWith('PublishRole'));
  const actions = own.flatMap((statement) => statement.actions).filter((action) => action.startsWith('dynamodb:'));
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => !/:(Get|BatchGet|Query|Describe|List)/.test(action))).toEqual([]);
});

test('no permission of ours is for every action or every resource', () => {
  const wide = statements(template)
    .filter(({ of }) => !ofCdk(of))
    .filter(({ actions, resources }) => actions.some((action) => action.includes('*')) || /"\*"/.test(resources));
  expect(wide).toEqual([]);
});

test('functions run on arm64 and Node 24 with a role of their own and a log that ends', () => {
  const own = ofType(template, 'AWS::Lambda::Function').filter(([name]) => !ofCdk(name));
  expect(own).toHaveLength(functionNames().length);
  for (const [, properties] of own) {
    expect(properties).toMatchObject({ Architectures: ['arm64'], Runtime: 'nodejs24.x', Handler: 'index.handler' });
  }
  expect(new Set(own.map(([, { Role }]) => JSON.stringify(Role))).size).toBe(own.length);
  const kept = ofType(template, 'AWS::Logs::LogGroup').map(([, { RetentionInDays }]) => RetentionInDays);
  expect(kept).toEqual(Array.from({ length: own.length + 1 }, () => 180));
});

test('tables are paid by use, restorable, encrypted, and survive both a mistake and the stack', () => {
  const tables = ofType(template, 'AWS::DynamoDB::Table');
  expect(tables.length).toBeGreaterThanOrEqual(5);
  for (const [name, table] of tables) {
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
    });
    expect(template.Resources[name]?.DeletionPolicy).toBe('Retain');
  }
});

test('a change of the grids table reaches publish, and what fails for good reaches a queue', () => {
  const [, grids] = only(template, 'AWS::DynamoDB::Table', 'DataGrids');
  expect(grids['StreamSpecification']).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  expect(grids['TimeToLiveSpecification']).toEqual({ AttributeName: 'expires', Enabled: true });
  const [queue] = only(template, 'AWS::SQS::Queue', 'PublishFailedRecords');
  const mappings = ofType(template, 'AWS::Lambda::EventSourceMapping').filter(([name]) => name.startsWith('Publish'));
  expect(mappings).toHaveLength(3);
  for (const [, mapping] of mappings) {
    expect(mapping).toMatchObject({
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': [queue, 'Arn'] } } },
    });
    expect(mapping['MaximumRetryAttempts']).toBeGreaterThan(0);
  }
});

test('everything is rebuilt and dumped each night at 03:00 in Shanghai, or a queue tells', () => {
  const [, schedule] = only(template, 'AWS::Scheduler::Schedule', 'PublishNightly');
  const [queue] = only(template, 'AWS::SQS::Queue', 'PublishFailedRebuilds');
  expect(schedule).toMatchObject({
    ScheduleExpression: 'cron(0 3 * * ? *)',
    ScheduleExpressionTimezone: 'Asia/Shanghai',
    Target: { Input: '{"rebuild":true,"dump":true}', DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue, 'Arn'] } } },
  });
});

test('statements that are due are ordered each night at 02:00 in Shanghai, and made from the orders alone', () => {
  const [, schedule] = only(template, 'AWS::Scheduler::Schedule', 'ReportsNightly');
  const [queue] = only(template, 'AWS::SQS::Queue', 'ReportsFailedReports');
  expect(schedule).toMatchObject({
    ScheduleExpression: 'cron(0 2 * * ? *)',
    ScheduleExpressionTimezone: 'Asia/Shanghai',
    Target: { DeadLetterConfig: { Arn: { 'Fn::GetAtt': [queue, 'Arn'] } } },
  });
  const [, mapping] = only(template, 'AWS::Lambda::EventSourceMapping', 'Reports');
  expect(JSON.stringify(mapping['FilterCriteria'])).toContain('due#');
});

test('every failure queue and function has an alarm that tells somebody', () => {
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm');
  const watched = JSON.stringify(alarms.map(([, { Dimensions }]) => Dimensions));
  const queues = ofType(template, 'AWS::SQS::Queue').map(([name]) => name);
  const functions = ofType(template, 'AWS::Lambda::Function').map(([name]) => name);
  for (const name of [...queues, ...functions.filter((name) => !ofCdk(name))]) expect(watched).toContain(name);
  const [topic] = only(template, 'AWS::SNS::Topic');
  for (const [, alarm] of alarms) expect(alarm['AlarmActions']).toEqual([{ Ref: topic }]);
});

test('nothing names a partition, an account or a region', () => {
  expect(text).not.toContain('arn:aws');
  expect(text).not.toMatch(/\b(us|eu|ap|cn)-(north|south|east|west|central)[a-z]*-\d\b/);
});

test('the template uses only what the local run interprets', () => {
  const { Resources, Outputs } = template;
  const used = JSON.stringify({ Resources, Outputs }).matchAll(/"(Fn::\w+|Ref|Condition)":(?!\{"(String|Bool|Arn))/g);
  const known = ['Fn::GetAtt', 'Fn::Join', 'Fn::Select', 'Fn::Split', 'Fn::Sub', 'Ref'];
  expect([...new Set([...used].map(([, name]) => name))].filter((name) => !known.includes(name ?? ''))).toEqual([]);
  expect(template.Conditions).toBeUndefined();
});

test('the logs of calls hold no address, path, token or person', () => {
  const [, stage] = only(template, 'AWS::ApiGatewayV2::Stage');
  const { Format } = stage['AccessLogSettings'] as { Format: string };
  expect(Object.keys(JSON.parse(Format) as object)).toContain('requestId');
  expect(Format).not.toMatch(/identity|sourceIp|userAgent|\$context\.path|claims|principal/i);
  expect(stage['DefaultRouteSettings']).toMatchObject({ ThrottlingBurstLimit: 200, ThrottlingRateLimit: 100 });
});
