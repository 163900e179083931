import { Duration, Stack } from 'aws-cdk-lib/core';
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
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Data } from './data.ts';
import { allow, handler } from './functions.ts';
import { failureQueue } from './queue.ts';

export interface ReportsProps {
  readonly build: string;
  readonly data: Data;
}

/** The funds' statements: ordered on the first of each month in Shanghai, made one by one from the orders' stream. */
export class Reports extends Construct {
  readonly function: Function;
  /** Statements that failed for good, and schedules that could not order any. */
  readonly failed: Queue;

  constructor(scope: Construct, id: string, { build, data }: ReportsProps) {
    super(scope, id);
    this.failed = failureQueue(this, 'FailedReports');
    const { fund, ledger } = data;
    this.function = handler(this, {
      name: 'reports',
      build,
      description: "Sonata: the funds' statements",
      memory: 1024,
      timeout: Duration.minutes(5),
      environment: { TABLE_FUND: fund.tableName, TABLE_LEDGER: ledger.tableName },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'], fund.tableArn),
        allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], ledger.tableArn),
        allow(
          ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
          fund.tableStreamArn ?? '',
        ),
        allow(['sqs:SendMessage'], this.failed.queueArn),
      ],
    });
    new EventSourceMapping(this, 'Orders', {
      target: this.function,
      eventSourceArn: fund.tableStreamArn ?? '',
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 3,
      onFailure: new SqsDlq(this.failed),
      filters: [FilterCriteria.filter({ dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('due#') } } } })],
    });
    this.monthly();
  }

  private monthly(): void {
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
    new CfnSchedule(this, 'Monthly', {
      description: "Orders the funds' statements of the month, quarter and year that ended",
      scheduleExpression: 'cron(0 2 1 * ? *)',
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
