import { Duration, Stack } from 'aws-cdk-lib/core';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Data } from './data.ts';
import { allow, handler } from './functions.ts';
import { failureQueue } from './queue.ts';

/** What time does to demands, each morning in Shanghai: reminders, supervision, the next round, closing. */
export class Deadlines extends Construct {
  readonly function: Function;
  /** Mornings that could not be worked through. */
  readonly failed: Queue;

  constructor(scope: Construct, id: string, { build, data }: { readonly build: string; readonly data: Data }) {
    super(scope, id);
    this.failed = failureQueue(this, 'FailedMornings');
    const { lists, grids, journal } = data;
    this.function = handler(this, {
      name: 'deadlines',
      build,
      description: 'Sonata: reminders, supervision and next rounds of demands',
      memory: 512,
      timeout: Duration.minutes(10),
      environment: {
        TABLE_LISTS: lists.tableName,
        TABLE_GRIDS: grids.tableName,
        TABLE_JOURNAL: journal.tableName,
      },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], lists.tableArn),
        allow(['dynamodb:GetItem', 'dynamodb:Query'], grids.tableArn),
        allow(['dynamodb:PutItem'], journal.tableArn),
      ],
    });
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      }),
      inlinePolicies: {
        Call: new PolicyDocument({
          statements: [
            allow(['lambda:InvokeFunction'], this.function.functionArn),
            allow(['sqs:SendMessage'], this.failed.queueArn),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Morning', {
      description: 'Reminds of demands that are due, supervises late ones, opens the next round',
      scheduleExpression: 'cron(0 8 * * ? *)',
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
