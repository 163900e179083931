import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type Function,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Data } from './data.ts';
import { allow, handler } from './functions.ts';
import { failureQueue } from './queue.ts';
import type { Site } from './site.ts';

export interface ReportsProps {
  readonly build: string;
  readonly data: Data;
  readonly site: Site;
}

/**
 * The funds' statements: ordered each night in Shanghai, where a period ended that has none, and made one by one from the
 * orders' stream. So most are made on the first of a month, and a missed one on the next night.
 */
export class Reports extends Construct {
  readonly function: Function;
  /** Statements that failed for good, and schedules that could not order any. */
  readonly failed: Queue;

  constructor(scope: Construct, id: string, { build, data, site }: ReportsProps) {
    super(scope, id);
    this.failed = failureQueue(this, 'FailedReports');
    const { fund, ledger } = data;
    this.function = handler(this, {
      name: 'reports',
      build,
      description: "Sonata: the funds' statements",
      memory: 1769,
      timeout: Duration.minutes(5),
      environment: {
        TABLE_FUND: fund.tableName,
        TABLE_LEDGER: ledger.tableName,
        BUCKET_DATA: site.data.bucketName,
      },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'], fund.tableArn),
        allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], ledger.tableArn),
        allow(
          ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
          fund.tableStreamArn ?? '',
        ),
        allow(['s3:PutObject'], site.data.arnForObjects('data/funds/*')),
        allow(['sqs:SendMessage'], this.failed.queueArn),
      ],
    });
    const bucket = Stack.of(this).getLogicalId(site.data.node.defaultChild as CfnBucket);
    Validations.of(this).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/data/funds/*]`,
      reason: 'Which statements there are follows the funds; it writes files of funds alone.',
    });
    new EventSourceMapping(this, 'Orders', {
      target: this.function,
      eventSourceArn: fund.tableStreamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      // A thousand funds' statements are made ten batches at a time; one fund's orders stay in order.
      parallelizationFactor: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 3,
      onFailure: new SqsDlq(this.failed),
      filters: [FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('due#') } } } })],
    });
    this.nightly();
  }

  private nightly(): void {
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      }),
      inlinePolicies: {
        Order: new PolicyDocument({
          statements: [
            allow(['lambda:InvokeFunction'], this.function.functionArn),
            allow(['sqs:SendMessage'], this.failed.queueArn),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Nightly', {
      description: "Orders the funds' statements of the months, quarters and years that ended and have none",
      scheduleExpression: 'cron(0 2 * * ? *)',
      scheduleExpressionTimezone: 'Asia/Shanghai',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.function.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify({}),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
        deadLetterConfig: { arn: this.failed.queueArn },
      },
    });
  }
}
