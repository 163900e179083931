import { Duration, Stack } from 'aws-cdk-lib/core';
import { PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Data } from './data.ts';
import { allow, handler } from './functions.ts';
import { failureQueue } from './queue.ts';

export interface RemindersProps {
  readonly build: string;
  readonly data: Data;
}

/** Each morning it reminds units of tasks that are due, and notes those whose deadline passed. */
export class Reminders extends Construct {
  readonly function: Function;
  /** Runs that failed for good. */
  readonly failed: Queue;

  constructor(scope: Construct, id: string, { build, data: { grids } }: RemindersProps) {
    super(scope, id);
    this.failed = failureQueue(this, 'FailedReminders');
    this.function = handler(this, {
      name: 'reminders',
      build,
      description: 'Sonata: reminds of tasks and notes overdue ones',
      memory: 512,
      timeout: Duration.minutes(5),
      environment: { TABLE_GRIDS: grids.tableName },
      may: [
        allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:BatchWriteItem'], grids.tableArn),
      ],
    });
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com').withConditions({
        StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
      }),
      inlinePolicies: {
        Run: new PolicyDocument({
          statements: [
            allow(['lambda:InvokeFunction'], this.function.functionArn),
            allow(['sqs:SendMessage'], this.failed.queueArn),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Daily', {
      description: 'Reminds of tasks that are due and notes overdue ones',
      scheduleExpression: 'cron(10 7 * * ? *)',
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
