import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig, EventSourceMapping, type Function, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CacheControl, BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Trigger } from 'aws-cdk-lib/triggers';
import { Construct } from 'constructs';
import { acknowledgeObjects, arnOf } from './bucket.ts';
import type { Data } from './data.ts';
import { allow, handler } from './functions.ts';
import type { Tokens } from './identity.ts';
import { failureQueue } from './queue.ts';
import type { Settings } from './settings.ts';
import type { Site } from './site.ts';

export interface PublishProps {
  readonly settings: Settings;
  readonly data: Data;
  readonly site: Site;
  readonly tokens: Tokens;
}

/**
 * Writes public snapshots and pages: of what changed, from the table's stream; of everything, each night and after each
 * deployment. And lays the built site into its bucket, where assets of earlier builds stay for pages not yet rendered anew.
 */
export class Publish extends Construct {
  readonly function: Function;
  /** Pieces of the stream that failed for good. */
  readonly failedRecords: Queue;
  /** Rebuilds that failed for good. */
  readonly failedRebuilds: Queue;

  constructor(scope: Construct, id: string, props: PublishProps) {
    super(scope, id);
    this.failedRecords = failureQueue(this, 'FailedRecords');
    this.failedRebuilds = failureQueue(this, 'FailedRebuilds');
    this.function = this.renderer(props);
    this.consume(props.data);
    this.nightly();
    this.deploy(props);
  }

  private renderer({ settings, data, site, tokens }: PublishProps): Function {
    const renderer = handler(this, {
      name: 'publish',
      build: settings.build,
      description: 'Sonata: writes public snapshots and pages',
      memory: 1769,
      timeout: Duration.minutes(5),
      environment: {
        TABLE_GRIDS: data.grids.tableName,
        TABLE_LISTS: data.lists.tableName,
        TABLE_FUND: data.fund.tableName,
        TABLE_LEDGER: data.ledger.tableName,
        BUCKET_DATA: site.data.bucketName,
        BUCKET_SITE: site.pages.bucketName,
        ADDRESS: site.url,
        ISSUER: tokens.issuer,
        AUDIENCE: tokens.audience,
        CLIENT_ID: tokens.clientId,
        DEMO: String(settings.demo),
        FOOTER: JSON.stringify(settings.footer),
      },
      may: [
        allow(
          ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'],
          data.grids.tableArn,
          data.lists.tableArn,
          data.fund.tableArn,
          data.ledger.tableArn,
        ),
        allow(
          ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
          data.grids.tableStreamArn ?? '',
          data.lists.tableStreamArn ?? '',
          data.fund.tableStreamArn ?? '',
        ),
        allow(
          ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
          site.data.arnForObjects('data/*'),
          site.data.arnForObjects('printed/*'),
          site.pages.arnForObjects('*'),
        ),
        allow(['s3:ListBucket'], site.data.bucketArn, site.pages.bucketArn),
        allow(['sqs:SendMessage'], this.failedRecords.queueArn, this.failedRebuilds.queueArn),
      ],
    });
    const reason =
      'Which pages and snapshots there are follows the county; it writes any object of the public buckets.';
    acknowledgeObjects(this, site.data, 'data/*', reason);
    acknowledgeObjects(this, site.data, 'printed/*', reason);
    acknowledgeObjects(this, site.pages, '*', reason);
    return renderer;
  }

  private consume(data: Data): void {
    const streams = { Stream: data.grids, ListsStream: data.lists, FundStream: data.fund };
    for (const [id, table] of Object.entries(streams)) {
      new EventSourceMapping(this, id, {
        target: this.function,
        eventSourceArn: table.tableStreamArn ?? '',
        startingPosition: StartingPosition.TRIM_HORIZON,
        // A page that many records touch is then written once.
        batchSize: 1_000,
        maxBatchingWindow: Duration.seconds(1),
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        retryAttempts: 5,
        maxRecordAge: Duration.hours(6),
        onFailure: new SqsDlq(this.failedRecords),
      });
    }
  }

  /** A rebuild mends what a lost or failed record left behind; 03:00 is the county's quiet hour. */
  private nightly(): void {
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      }),
      inlinePolicies: {
        Rebuild: new PolicyDocument({
          statements: [
            allow(['lambda:InvokeFunction'], this.function.functionArn),
            allow(['sqs:SendMessage'], this.failedRebuilds.queueArn),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Nightly', {
      description: 'Rebuilds all public snapshots and pages, and dumps them',
      scheduleExpression: 'cron(0 3 * * ? *)',
      scheduleExpressionTimezone: 'Asia/Shanghai',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.function.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({ rebuild: true, dump: true }),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
        deadLetterConfig: { arn: this.failedRebuilds.queueArn },
      },
    });
    new CfnEventInvokeConfig(this, 'Asynchronous', {
      functionName: this.function.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: this.failedRebuilds.queueArn } },
    });
  }

  private deploy({ settings, site }: PublishProps): void {
    const built = Source.asset(`${settings.build}/site`);
    const common = { sources: [built], destinationBucket: site.pages, prune: false };
    const immutable = '_app/immutable/*';
    const assets = new BucketDeployment(this, 'Assets', {
      ...common,
      exclude: ['*'],
      include: [immutable],
      cacheControl: [CacheControl.fromString('public, max-age=31536000, immutable')],
    });
    const rest = new BucketDeployment(this, 'Files', {
      ...common,
      exclude: [immutable],
      cacheControl: [CacheControl.fromString('public, max-age=60')],
    });
    acknowledgeCopier(assets, site.pages);
    // Pages name assets, so the assets go first.
    rest.node.addDependency(assets);
    new Trigger(this, 'Rebuild', {
      handler: this.function,
      timeout: Duration.minutes(6),
      executeAfter: [rest],
    });
  }
}

/** The function that CDK itself brings to copy the built site into its bucket. */
function acknowledgeCopier(deployment: BucketDeployment, bucket: IBucket): void {
  const copier = deployment.handlerRole.node.scope;
  if (!copier) return;
  const reason = "CDK's own function, which runs at deployments only and reaches the site's bucket and CDK's assets.";
  const basic = 'Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
  const actions = ['GetBucket*', 'GetObject*', 'List*', 'Abort*', 'DeleteObject*'];
  const assets = 'arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>';
  const ids = [
    'AwsSolutions-L1',
    `AwsSolutions-IAM4[${basic}]`,
    ...actions.map((action) => `AwsSolutions-IAM5[Action::s3:${action}]`),
    ...[assets, arnOf(bucket)].map((arn) => `AwsSolutions-IAM5[Resource::${arn}/*]`),
  ];
  Validations.of(copier).acknowledge(...ids.map((id) => ({ id, reason })));
}
